/// Why a pattern could not be compiled, or a text not be matched.
public enum PatternError: Error, Hashable, CustomStringConvertible {
  /// The pattern has a mistake.
  ///
  /// `offset` is where PCRE2 stopped reading, in UTF-8 bytes of the source; `message` is its reason.
  case invalid(source: String, offset: Int, message: String)
  /// A match cost more than it may, which is the fault of the pattern, hardly of the text.
  case limitExceeded(source: String, limit: Limit)
  /// PCRE2 failed in another way; `code` is its status.
  case failed(source: String, code: Int, message: String)

  /// What a match ran out of.
  public enum Limit: Hashable, Sendable, CustomStringConvertible {
    /// Steps of backtracking.
    case steps(Int)
    /// Nested backtracking points.
    case depth(Int)
    /// Memory for backtracking, in KiB.
    case heap(kibibytes: Int)

    /// The limit with its unit.
    public var description: String {
      switch self {
      case .steps(let count): "\(count) matching steps"
      case .depth(let count): "\(count) nested choices"
      case .heap(let kibibytes): "\(kibibytes) KiB of memory"
      }
    }
  }

  /// The pattern as it was written.
  public var source: String {
    switch self {
    case .invalid(let source, _, _), .limitExceeded(let source, _), .failed(let source, _, _):
      source
    }
  }

  /// One sentence, on one line, without a full stop.
  public var description: String {
    switch self {
    case .invalid(let source, let offset, let message):
      "invalid pattern \(quoted(source)): \(message) at offset \(offset), "
        + place(offset, in: source)
    case .limitExceeded(let source, let limit):
      "pattern \(quoted(source)) exceeded \(limit) on one text; avoid nested repeats such as "
        + "(a+)+, or use possessive ones such as a++"
    case .failed(let source, let code, let message):
      "pattern \(quoted(source)) could not be matched: \(message) (PCRE2 status \(code))"
    }
  }

  /// A caret for one line: the text around which the mistake is, for those who do not count bytes.
  private func place(_ offset: Int, in source: String) -> String {
    guard offset > 0 else { return "at its start" }
    let before = String(decoding: source.utf8.prefix(offset), as: UTF8.self)
    return "after \(quoted((before.count > 20 ? "…" : "") + before.suffix(20)))"
  }

  /// Quotes without doubling backslashes, which patterns are full of; control characters are shown
  /// as escapes, so that a message stays on its line.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control {
        result += scalar.escaped(asASCII: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
