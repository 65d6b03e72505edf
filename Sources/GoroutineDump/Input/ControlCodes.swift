/// Control characters that stand in a log as something else, or that were meant for a terminal.
enum ControlCodes {
  /// Replaces `#011` and its kin, as syslog daemons write control characters.
  static func unescapeOctal(
    _ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins
  ) {
    var run = 0
    var cursor = 0
    while true {
      cursor = bytes.firstIndex(of: UInt8(ascii: "#"), from: cursor)
      guard cursor + 4 <= bytes.count else { break }
      guard let code = octal(bytes, at: cursor + 1) else {
        cursor += 1
        continue
      }
      origins.noteLines(bytes, from: run, to: cursor, in: text)
      text.append(bytes, from: run, to: cursor)
      text.append(code)
      cursor += 4
      run = cursor
    }
    origins.noteLines(bytes, from: run, to: bytes.count, in: text)
    text.append(bytes, from: run, to: bytes.count)
  }

  /// The control character that three octal digits name, or nil.
  private static func octal(_ bytes: Span<UInt8>, at start: Int) -> UInt8? {
    let high = bytes[start + 1] &- UInt8(ascii: "0")
    let low = bytes[start + 2] &- UInt8(ascii: "0")
    guard bytes[start] == UInt8(ascii: "0"), high <= 3, low <= 7 else { return nil }
    return high << 3 | low
  }

  /// Removes the sequences that set colours: `ESC [ … m`.
  static func removeColours(
    _ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins
  ) {
    var run = 0
    var cursor = 0
    while true {
      cursor = bytes.firstIndex(of: 0x1b, from: cursor)
      guard cursor + 2 < bytes.count else { break }
      var end = cursor + 2
      while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x3f { end += 1 }
      guard bytes[cursor + 1] == UInt8(ascii: "["), end < bytes.count, bytes[end] >= 0x40 else {
        cursor += 1
        continue
      }
      origins.noteLines(bytes, from: run, to: cursor, in: text)
      text.append(bytes, from: run, to: cursor)
      // A sequence that was cut must not take the first letter of a header along.
      cursor = bytes.has("goroutine ", at: end) ? end : end + 1
      run = cursor
    }
    origins.noteLines(bytes, from: run, to: bytes.count, in: text)
    text.append(bytes, from: run, to: bytes.count)
  }
}
