/// A text that is no query, and where.
public struct QueryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text.
  public let query: String
  /// The place, in characters from the start of the text.
  public let offset: Int
  /// How many characters are wrong; at least 1.
  public let length: Int
  /// What is wrong, in one sentence.
  public let message: String

  init(_ query: String, _ range: Range<Int>, _ message: String) {
    self.query = query
    offset = range.lowerBound
    length = max(range.count, 1)
    self.message = message
  }

  /// The sentence, the text, and a caret under the place.
  public var description: String {
    // A tab is one column here and several at a terminal.
    let line = String(query.map { $0.isWhitespace ? " " : $0 })
    let marks = "^" + String(repeating: "~", count: length - 1)
    return "\(message)\n  \(line)\n  \(String(repeating: " ", count: offset))\(marks)"
  }
}
