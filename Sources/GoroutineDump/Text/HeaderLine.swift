/// A line that starts a goroutine, taken apart: `goroutine 39381 [IO wait, 147 minutes]:`.
///
/// All ranges are offsets into the chunk that was parsed.
struct HeaderLine {
  var id: UInt64 = 0
  /// Minutes, or nil where the header has none.
  var wait: Int?
  var flags: GoroutineRecord.Flags = []
  var isLeaked = false
  /// The bare state, without marks.
  var state: Range<Int> = 0..<0
  /// The text between the braces of the labels; empty where there are none.
  var labels: Range<Int> = 0..<0
  /// The machine thread (`m=3`), or -1.
  var thread = -1
  /// Where the next line starts.
  var next = 0

  /// The machine thread, or nil.
  var threadNumber: Int? { thread < 0 ? nil : thread }

  /// Takes the line apart whose word `goroutine ` stands at `start`; nil where it is none.
  ///
  /// Grammar: `goroutine ID[ gp=… m=… mp=…] [STATE[ (MARK)]…[ labels:{…}][, WAIT][, …]][ {…}]:`
  init?(_ bytes: Span<UInt8>, at start: Int) {
    var cursor = start + 10
    guard let id = bytes.decimal(&cursor) else { return nil }
    self.id = id
    guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: " ") else { return nil }
    cursor += 1
    guard cursor < bytes.count else { return nil }
    if bytes[cursor] != UInt8(ascii: "[") {
      guard skipMachineWords(bytes, &cursor) else { return nil }
    }
    cursor += 1
    guard parseBrackets(bytes, &cursor) else { return nil }
    if bytes.has(" {", at: cursor) {
      guard let close = bytes.endOfLabels(cursor + 1) else { return nil }
      labels = cursor + 2..<close - 1
      cursor = close
    }
    let hasColon = cursor < bytes.count && bytes[cursor] == UInt8(ascii: ":")
    if hasColon { cursor += 1 }
    while cursor < bytes.count, bytes[cursor] == UInt8(ascii: " ") || bytes[cursor] == 13 {
      cursor += 1
    }
    guard cursor >= bytes.count || bytes[cursor] == UInt8(ascii: "\n") else { return nil }
    next = Swift.min(cursor + 1, bytes.count)
  }

  /// `gp=0xc000002380 m=3 mp=0x5a3e80 `, up to the bracket.
  private mutating func skipMachineWords(_ bytes: Span<UInt8>, _ cursor: inout Int) -> Bool {
    while cursor < bytes.count, bytes[cursor] != UInt8(ascii: "[") {
      let word = cursor
      var sawEquals = false
      while cursor < bytes.count, bytes[cursor] > UInt8(ascii: " ") {
        sawEquals = sawEquals || bytes[cursor] == UInt8(ascii: "=")
        cursor += 1
      }
      guard sawEquals, cursor < bytes.count, bytes[cursor] == UInt8(ascii: " ") else {
        return false
      }
      if bytes.has("m=", at: word) {
        var digits = word + 2
        if let number = bytes.decimal(&digits) { thread = Int(clamping: number) }
      }
      cursor += 1
    }
    return cursor < bytes.count
  }

  private mutating func parseBrackets(_ bytes: Span<UInt8>, _ cursor: inout Int) -> Bool {
    let start = cursor
    var hasParenthesis = false
    var end = -1
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        break
      }
      // No state has one: this is the next header of a line that lost its line feeds.
      if byte == UInt8(ascii: "[") { return false }
      if byte == UInt8(ascii: "(") { hasParenthesis = true }
      if byte == UInt8(ascii: "{"), bytes.has(" labels:", at: cursor - 8) {
        guard let close = bytes.endOfLabels(cursor) else { return false }
        end = cursor - 8
        labels = cursor + 1..<close - 1
        cursor = close
        continue
      }
      cursor += 1
    }
    if end < 0 { end = cursor }
    if hasParenthesis { end = takeMarks(bytes, start, end) }
    guard end > start else { return false }
    state = start..<end
    if end - start == 7, bytes.has("running", at: start) { flags.insert(.running) }
    while cursor < bytes.count, bytes[cursor] == UInt8(ascii: ",") {
      parseClause(bytes, &cursor)
    }
    guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "]") else { return false }
    cursor += 1
    return true
  }

  /// Takes ` (leaked)`, ` (scan)` and ` (durable)` off the state; they are marks, while
  /// `(nil chan)`, `(no cases)`, `(idle)` belong to it.
  private mutating func takeMarks(_ bytes: Span<UInt8>, _ start: Int, _ stateEnd: Int) -> Int {
    var end = stateEnd
    while true {
      if end - 9 > start, bytes.has(" (leaked)", at: end - 9) {
        isLeaked = true
        end -= 9
      } else if end - 7 > start, bytes.has(" (scan)", at: end - 7) {
        flags.insert(.scan)
        end -= 7
      } else if end - 10 > start, bytes.has(" (durable)", at: end - 10) {
        flags.insert(.durable)
        end -= 10
      } else {
        return end
      }
    }
  }

  /// `, 12 minutes`, `, locked to thread`, `, synctest bubble 3`, or what a later Go may add.
  private mutating func parseClause(_ bytes: Span<UInt8>, _ cursor: inout Int) {
    cursor += 1
    while cursor < bytes.count, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
    var digits = cursor
    if let number = bytes.decimal(&digits), bytes.has(" minutes", at: digits) {
      wait = Int(clamping: number)
      cursor = digits + 8
    } else if bytes.has("locked to thread", at: cursor) {
      flags.insert(.lockedToThread)
    } else if bytes.has("synctest ", at: cursor) {
      flags.insert(.bubble)
    }
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if byte == UInt8(ascii: "{"), bytes.has(" labels:", at: cursor - 8),
        let close = bytes.endOfLabels(cursor)
      {
        labels = cursor + 1..<close - 1
        cursor = close
        continue
      }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "[")
      {
        return
      }
      cursor += 1
    }
  }
}

extension Span where Element == UInt8 {
  /// The offset after the brace that closes the one at `open`, on the same line; nil where none.
  /// Quoted keys and values can hold braces and escaped quotes.
  func endOfLabels(_ open: Int) -> Int? {
    var cursor = open + 1
    var isQuoted = false
    while cursor < count {
      switch self[cursor] {
      case UInt8(ascii: "\n"): return nil
      // Never bare: the next header, where a line feed was lost.
      case UInt8(ascii: "[") where !isQuoted: return nil
      case UInt8(ascii: "\\") where isQuoted: cursor += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "}") where !isQuoted: return cursor + 1
      default: break
      }
      cursor += 1
    }
    return nil
  }
}
