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
    /// A profile of another kind stands beside that of goroutines.
    case otherProfile = "other-profile"
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
  /// An archive or a member of one cannot be read; the reason goes on behind the name.
  case damaged(path: String, reason: String)
  /// An archive or folder holds no dump; `members` say what each of its files is.
  case noDump(path: String, members: [String])
}

extension DumpError: CustomStringConvertible {
  /// The file, folder or member that the error is of.
  public var path: String {
    switch self {
    case .notFound(let path), .unreadable(let path, _), .isDirectory(let path), .empty(let path),
      .notADump(let path, _), .damaged(let path, _), .noDump(let path, _):
      path
    }
  }

  /// One sentence with the place.
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): file not found"
    case .unreadable(let path, let reason): "\(path): cannot read: \(reason)"
    case .isDirectory(let path): "\(path): is a directory, not a dump"
    case .empty(let path): "\(path): is empty; did the capture fail?"
    case .notADump(let path, let what):
      "\(path): not a goroutine dump: no goroutines found"
        + (what == ContentGuess.otherText ? "" : "; it looks like \(what)")
    case .damaged(let path, let reason): "\(path): \(reason)"
    case .noDump(let path, let members): "\(path): no goroutine dump found: \(Self.list(members))"
    }
  }

  /// `14 files: 3 with other text, 2 profiles…`, the most frequent first.
  private static func list(_ members: [String]) -> String {
    guard !members.isEmpty else { return "no files" }
    var counts: [String: Int] = [:]
    for member in members { counts[member, default: 0] += 1 }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var parts = sorted.prefix(6).map { "\($0.key)" + ($0.value > 1 ? " (\($0.value))" : "") }
    if sorted.count > 6 { parts.append("other files") }
    let count = members.count == 1 ? "1 file" : "\(members.count) files"
    return "\(count), of which none is a dump: \(parts.joined(separator: ", "))"
  }
}
