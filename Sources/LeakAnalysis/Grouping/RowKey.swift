/// What goroutines must have in common to stand in one row of a report's table.
public struct RowKey: Sendable, Hashable {
  /// One thing that the goroutines of a row have in common.
  public enum Part: Sendable, Hashable {
    /// The innermost function that the dump shows.
    case top
    /// The function that a person must look at.
    case site
    /// The outermost function.
    case entry
    /// The state.
    case state
    /// The bucket of the wait.
    case wait
    /// The functions of the whole stack, and of the creator.
    case stack
    /// The function that started them.
    case creator
    /// The package of the site.
    case package
    /// The innermost function of the program that handles a request or message, see `Handlers`.
    case handler
    /// The file of the site.
    case file
    /// The file and the line of the site.
    case line
    /// The wait in whole minutes.
    case minute
    /// The value of a profiler label.
    case label(String)

    /// The part as `--by` and JSON spell it.
    public var name: String {
      switch self {
      case .top: "top"
      case .site: "site"
      case .entry: "entry"
      case .state: "state"
      case .wait: "wait"
      case .stack: "stack"
      case .creator: "creator"
      case .package: "package"
      case .handler: "handler"
      case .file: "file"
      case .line: "line"
      case .minute: "minute"
      case .label(let key): "label:\(key)"
      }
    }

    private static let plain: [Part] = [
      .top, .site, .entry, .state, .wait, .stack, .creator, .package, .handler, .file, .line,
      .minute,
    ]

    /// The part of a name; nil for an unknown one.
    init?(name: Substring) {
      if name.hasPrefix("label:"), name.utf8.count > 6 {
        self = .label(String(name.dropFirst(6)))
      } else if let part = Self.plain.first(where: { $0.name == name }) {
        self = part
      } else {
        return nil
      }
    }
  }

  /// The parts in the order they were given, each once; never empty.
  public let parts: [Part]

  /// The key of the main table: top, site, state.
  public static let standard = RowKey([.top, .site, .state])

  private init(_ parts: [Part]) { self.parts = parts }

  /// The key that a list such as `top,state,label:path` names.
  ///
  /// A label's key may hold anything but a comma.
  public init(parsing text: String) throws(RowKeyError) {
    var parts: [Part] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let part = Part(name: word.trimmingSpaces) else {
        throw RowKeyError(word: String(word.trimmingSpaces))
      }
      if !parts.contains(part) { parts.append(part) }
    }
    self.init(parts)
  }
}

/// A word of a key that names no part.
public struct RowKeyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The word.
  public let word: String

  /// One sentence that lists the words there are.
  public var description: String {
    "cannot group by '\(word)'; choose from top, site, entry, state, wait, stack, creator, package, "
      + "handler, file, line, minute, label:KEY, separated by commas"
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
