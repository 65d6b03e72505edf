/// A place in a text where a dump's own grammar stands, whatever is around it: the first line of a
/// goroutine, of a block, of a profile.
struct DumpAnchor {
  /// The line it stands in, without its line feed.
  var line: Range<Int>
  /// The dump's own text.
  var text: Range<Int>

  /// The first one in `start ..< end`.
  init?(in bytes: Span<UInt8>, from start: Int, to end: Int) {
    var cursor = start
    while cursor < end {
      let lineEnd = Swift.min(bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor), end)
      if let text = Self.text(in: bytes, from: cursor, to: lineEnd) {
        self.init(line: cursor..<lineEnd, text: text)
        return
      }
      cursor = lineEnd + 1
    }
    return nil
  }

  /// The first header or block in `start ..< end` that something stands before in its line. Two searches
  /// show that a dump that stands as it is has none.
  init?(withinLineOf bytes: Span<UInt8>, from start: Int, to end: Int) {
    var header = start
    while true {
      header = bytes.firstIndex(of: "goroutine ", from: header, before: end)
      guard header < end else { break }
      if header > 0, bytes[header - 1] != UInt8(ascii: "\n"), bytes.isHeader(at: header) { break }
      header += 10
    }
    var block = start
    while true {
      block = bytes.firstIndex(of: " @ 0x", from: block, before: end)
      guard block < end else { break }
      var digits = block
      while digits > start, bytes[digits - 1] &- UInt8(ascii: "0") <= 9 { digits -= 1 }
      if digits > 0, bytes[digits - 1] != UInt8(ascii: "\n") { break }
      block += 5
    }
    let first = Swift.min(header, block)
    guard first < end else { return nil }
    let line = bytes.lastIndex(of: UInt8(ascii: "\n"), from: start, before: first) + 1
    self.init(in: bytes, from: Swift.max(line, start), to: end)
  }

  init(line: Range<Int>, text: Range<Int>) {
    self.line = line
    self.text = text
  }

  /// The dump's text that a line has in it, or nil.
  private static func text(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    header(in: bytes, from: start, to: end) ?? block(in: bytes, from: start, to: end)
      ?? sentence(in: bytes, from: start, to: end)
  }

  /// Goroutines that one line can mention before the one whose header it has.
  private static let mostMentions = 64

  /// `goroutine 7 [select]:`
  private static func header(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    var word = start
    for _ in 0..<mostMentions {
      word = bytes.firstIndex(of: "goroutine ", from: word, before: end)
      guard word < end else { return nil }
      if bytes.isHeader(at: word), let close = headerEnd(in: bytes, from: word + 10, to: end) {
        return word..<close
      }
      word += 10
    }
    return nil
  }

  /// The offset behind the colon that ends a header.
  private static func headerEnd(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    for colon in start..<Swift.min(end, start + 4096) where bytes[colon] == UInt8(ascii: ":") {
      guard bytes[colon - 1] == UInt8(ascii: "]") || bytes[colon - 1] == UInt8(ascii: "}") else {
        continue
      }
      if colon + 1 >= end || " \r\\\"#'\u{1b}".utf8.contains(bytes[colon + 1]) { return colon + 1 }
    }
    return nil
  }

  /// `150 @ 0x1038170 0x1006dfd`
  private static func block(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    let at = bytes.firstIndex(of: " @ 0x", from: start, before: end)
    guard at < end else { return nil }
    var digits = at
    while digits > start, bytes[digits - 1] &- UInt8(ascii: "0") <= 9 { digits -= 1 }
    guard digits < at else { return nil }
    var cursor = at + 3
    while bytes.hexadecimal(&cursor) != nil, bytes.has(" 0x", at: cursor) { cursor += 1 }
    return digits..<Swift.min(cursor, end)
  }

  /// `goroutine profile: total 153`, and what race detectors and leak checkers say.
  private static func sentence(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    let colon = bytes.firstIndex(of: " profile: total ", from: start, before: end)
    if colon < end {
      var name = colon
      while name > start, bytes[name - 1].isWord { name -= 1 }
      var digits = colon + 16
      return bytes.decimal(&digits) == nil ? nil : name..<digits
    }
    let race = bytes.firstIndex(of: "WARNING: DATA RACE", from: start, before: end)
    if race < end { return race..<race + 18 }
    let top = bytes.firstIndex(of: " on top of the stack:", from: start, before: end)
    guard top < end else { return nil }
    let leak = bytes.firstIndex(of: "[Goroutine ", from: start, before: top)
    return leak < top ? leak..<top + 21 : nil
  }
}

extension Span where Element == UInt8 {
  /// Whether the word `goroutine ` at `start` begins a header: an id follows, and a bracket or the words
  /// of a crash.
  fileprivate func isHeader(at start: Int) -> Bool {
    var cursor = start + 10
    return decimal(&cursor) != nil && (has(" [", at: cursor) || has(" gp=", at: cursor))
  }
}
