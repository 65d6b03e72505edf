/// Something in an input that could not be read, or that reads oddly: told, never swallowed.
public struct Problem: Sendable, Hashable {
  /// What kind of problem.
  public enum Kind: String, Sendable, CaseIterable {
    /// A line that starts a goroutine but does not end as one.
    case badHeader = "bad-header"
    /// A line inside a goroutine that is no frame.
    case badFrame = "bad-frame"
    /// The author of the text left something out (`// ...`).
    case cut
    /// The end of the capture is missing.
    case truncated
    /// The counts of a `debug=1` profile do not sum to its total.
    case totalMismatch = "total-mismatch"
    /// A goroutine that stands twice, counted once.
    case duplicate
    /// A line, a goroutine or an input that is larger than the reader takes.
    case tooLong = "too-long"
    /// The compressed or encoded input is damaged.
    case damaged
    /// The reading was interrupted.
    case interrupted
    /// Further problems of the same kinds, not listed one by one.
    case more
  }

  /// What kind of problem.
  public var kind: Kind
  /// The line of the input, from 1; 0 where it concerns the whole.
  public var line: Int
  /// One sentence: what is wrong and what was done about it.
  public var message: String

  /// A problem.
  public init(kind: Kind, line: Int, message: String) {
    self.kind = kind
    self.line = line
    self.message = message
  }
}

/// Why an input gave no dump at all.
public enum DumpError: Error, Sendable, Equatable {
  /// There is no such file.
  case notFound(path: String)
  /// The file or pipe cannot be read; the reason is the system's.
  case unreadable(path: String, reason: String)
  /// The path is a directory.
  case isDirectory(path: String)
  /// The input holds no bytes, or white space only.
  case empty(path: String)
  /// The input is something else, such as an HTML page or a picture; `what` names it.
  case notADump(path: String, what: String)
}

extension DumpError: CustomStringConvertible {
  /// One sentence with the place.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): there is no such file"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .isDirectory(let path): "\(path): is a directory, not a dump"
    case .empty(let path): "\(path): is empty: the capture failed"
    case .notADump(let path, let what): "\(path): holds no goroutine: it looks like \(what)"
    }
  }
}
