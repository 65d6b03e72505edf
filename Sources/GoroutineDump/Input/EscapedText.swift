/// Many lines of the dump in one line of the input, with `\n` between them: a string of JSON or of a
/// program's source.
struct EscapedText: Sendable {
  /// The quote around the string; 0 where there is none.
  let quote: UInt8

  /// Replaces the escapes of every line that holds some.
  ///
  /// A quote that is not escaped ends or begins a string: a line feed stands for it, so that the
  /// dump starts on a line of its own, and a chunk can start inside a string.
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins) {
    var cursor = 0
    while cursor < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      let next = Swift.min(lineEnd + 1, bytes.count)
      if Self.isEscaped(bytes, from: cursor, to: lineEnd) {
        while cursor < lineEnd {
          origins.note(cursor, at: text.count)
          let start = cursor
          cursor = bytes.unescape(from: cursor, to: lineEnd, quote: quote, into: &text)
          // What stands behind a closing quote has no escaped line feed.
          origins.leavesStringOpen =
            quote == UInt8(ascii: "\"") && bytes.isStringOpen(from: start, to: cursor)
            && bytes.firstIndex(of: "\\n", from: start, before: cursor) < cursor
          text.append(UInt8(ascii: "\n"))
        }
      } else {
        origins.note(cursor, at: text.count)
        text.append(bytes, from: cursor, to: next)
      }
      cursor = next
    }
  }

  /// Whether a line holds escaped line feeds as a dump has them: behind a colon, before a tab or
  /// before another.
  private static func isEscaped(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var cursor = start
    while true {
      cursor = bytes.firstIndex(of: UInt8(ascii: "\\"), from: cursor, before: end)
      guard cursor + 1 < end else { return false }
      if bytes[cursor + 1] == UInt8(ascii: "n") || bytes[cursor + 1] == UInt8(ascii: "r"),
        cursor > start && bytes[cursor - 1] == UInt8(ascii: ":")
          || bytes.has("\\", at: cursor + 2) || bytes.has("#", at: cursor + 2)
          || bytes.has(" ", at: cursor + 2)
      {
        return true
      }
      if bytes[cursor + 1] == UInt8(ascii: "t"), cursor == start { return true }
      if bytes[cursor + 1] == UInt8(ascii: "\\") {
        var letter = cursor
        while letter < end, bytes[letter] == UInt8(ascii: "\\") { letter += 1 }
        if bytes.has("n", at: letter),
          cursor > start && bytes[cursor - 1] == UInt8(ascii: ":")
            || bytes.has("\\", at: letter + 1) || bytes.has("#", at: letter + 1)
        {
          return true
        }
        cursor = letter
      } else {
        cursor += 2
      }
    }
  }
}
