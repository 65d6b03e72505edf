/// A text with keys before it: YAML between two lines of `---`.
public struct FrontMatter: Sendable {
  /// The keys' text, which begins in the second line.
  private let yaml: Substring
  /// What follows.
  public let page: Substring
  /// How many lines stand before the page.
  public let pageOffset: Int

  /// Takes a text apart.
  ///
  /// - Throws: ``YAMLError`` where the lines of `---` are missing.
  public init(_ text: String) throws(YAMLError) {
    let bytes = text.utf8.span
    guard let first = Self.endOfRule(bytes, at: 0) else {
      throw YAMLError(
        line: 1, message: "expected front matter between two `---` lines")
    }
    var line = 1
    var end = first
    while true {
      line += 1
      if let next = Self.endOfRule(bytes, at: end) {
        let start = text.utf8.index(text.startIndex, offsetBy: first)
        yaml = text[start..<text.utf8.index(start, offsetBy: end - first)]
        page = text[text.utf8.index(text.startIndex, offsetBy: next)...]
        pageOffset = line
        return
      }
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      guard end < bytes.count else {
        throw YAMLError(line: 1, message: "expected a `---` line after the front matter")
      }
      end += 1
    }
  }

  /// The keys; nil where there are none.
  ///
  /// - Throws: ``YAMLError``, as ``Node/parse(_:)`` does, with the line of the whole text.
  public func keys() throws(YAMLError) -> Node? {
    try Node.parse(yaml.utf8.span, lineOffset: 1)
  }

  /// Where the line behind a line of `---` begins; nil where another line stands there.
  private static func endOfRule(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    var end = start
    while end < bytes.count, bytes[end] == UInt8(ascii: "-") { end += 1 }
    guard end - start == 3 else { return nil }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < bytes.count else { return end }
    return bytes[end] == UInt8(ascii: "\n") ? end + 1 : nil
  }
}
