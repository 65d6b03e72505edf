extension Span where Element == UInt8 {
  /// Appends the text of a quoted string whose inside starts at `start`, up to its closing quote (0:
  /// none closes it) or `end`; returns the offset behind.
  ///
  /// Escapes are those of JSON and of Go.
  func unescape(
    from start: Int, to end: Int, quote: UInt8, into text: inout [UInt8]
  ) -> Int {
    var run = start
    var cursor = start
    var close = quote == 0 ? count : firstIndex(of: quote, from: start, before: end)
    while true {
      cursor = firstIndex(of: UInt8(ascii: "\\"), from: cursor, before: end)
      guard cursor < end, cursor < close else { break }
      text.append(self, from: run, to: cursor)
      cursor += 1
      appendEscape(at: &cursor, before: end, to: &text)
      run = cursor
      // The quote that was found can be one that a backslash stands before.
      if close < cursor { close = firstIndex(of: quote, from: cursor, before: end) }
    }
    let last = Swift.min(close, end)
    text.append(self, from: run, to: last)
    return close < end ? close + 1 : end
  }

  /// Appends what the escape means whose letter stands at the cursor, which moves past it.
  private func appendEscape(at cursor: inout Int, before end: Int, to text: inout [UInt8]) {
    guard cursor < end else {
      text.append(UInt8(ascii: "\\"))
      return
    }
    let letter = self[cursor]
    cursor += 1
    switch letter {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "u"): appendScalar(digits: 4, at: &cursor, before: end, to: &text)
    case UInt8(ascii: "U"): appendScalar(digits: 8, at: &cursor, before: end, to: &text)
    case UInt8(ascii: "x"):
      guard let value = hexDigits(2, at: cursor, before: end) else { return text.append(letter) }
      text.append(UInt8(truncatingIfNeeded: value))
      cursor += 2
    default: text.append(letter)
    }
  }

  private func appendScalar(
    digits: Int, at cursor: inout Int, before end: Int, to text: inout [UInt8]
  ) {
    guard var value = hexDigits(digits, at: cursor, before: end) else {
      return text.append(UInt8(ascii: "u"))
    }
    cursor += digits
    if value & 0xfffffc00 == 0xd800, has("\\u", at: cursor),
      let low = hexDigits(4, at: cursor + 2, before: end), low & 0xfffffc00 == 0xdc00
    {
      value = 0x10000 + (value & 0x3ff) << 10 + low & 0x3ff
      cursor += 6
    }
    text.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{fffd}")).utf8)
  }

  private func hexDigits(_ count: Int, at start: Int, before end: Int) -> UInt32? {
    guard start + count <= end else { return nil }
    var value: UInt32 = 0
    for index in start..<start + count {
      guard let digit = Character(Unicode.Scalar(self[index])).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
