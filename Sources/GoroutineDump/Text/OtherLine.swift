/// `150 @ 0x1038170 0x1006dfd …`: the first line of a block of a count profile, with return addresses,
/// the innermost first.
struct CountBlockLine {
  /// How many goroutines (or threads, or what the profile counts).
  var count: Int
  /// Whether addresses were left out by whoever pasted the line.
  var isElided: Bool
  /// More than any machine holds: larger counts are damage, and must not overflow when summed.
  static let largestCount = 1 << 40

  /// The block line in `start ..< end`, or nil where it is none. Its counters are appended.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int, counters: inout [UInt64]) {
    let known = counters.count
    let line = Self.line(bytes, from: start, to: end) { counters.append($0) }
    if line?.hasCounters != true { counters.removeLast(counters.count - known) }
    guard let line else { return nil }
    count = line.count
    isElided = line.isElided
  }

  /// Whether a block line stands in `start ..< end`.
  static func stands(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    line(bytes, from: start, to: end) { _ in } != nil
  }

  /// The count of a block line, whether its addresses can be trusted and whether there are others, with
  /// `take` called for each of them; nil where it is none.
  @inline(__always)
  private static func line(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ take: (UInt64) -> Void
  ) -> (count: Int, hasCounters: Bool, isElided: Bool)? {
    var cursor = start
    guard start < end, bytes[start] &- UInt8(ascii: "0") <= 9,
      let count = bytes.decimal(&cursor), bytes.has(" @", at: cursor)
    else { return nil }
    let line = Swift.min(Int(clamping: count), largestCount)
    cursor += 2
    while cursor < end {
      while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
      if cursor >= end { break }
      guard let counter = bytes.hexadecimal(&cursor) else {
        return elided(bytes, from: cursor, to: end).map { (line, $0, true) }
      }
      take(counter)
    }
    return (line, true, false)
  }

  /// Whether the addresses before `start` can be trusted where the rest of the line stands for such
  /// as were left out, `...` or `0x... 0x...`; nil where it is something else.
  private static func elided(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool? {
    var hasMark = false
    var cursor = start
    while cursor < end {
      if bytes[cursor].masksDigits || bytes.has("…", at: cursor) {
        hasMark = true
        cursor += bytes.has("…", at: cursor) ? 3 : 1
      } else if bytes[cursor].isHexDigit || bytes[cursor] == UInt8(ascii: " ") {
        cursor += 1
      } else {
        return nil
      }
    }
    let isWhole = bytes[start - 1] == UInt8(ascii: " ") && bytes[start - 2] != UInt8(ascii: "@")
    let hasCounters = isWhole && bytes.isCutMark(from: start, to: end)
    // Without addresses only a frame below tells the line from a sentence.
    let next = bytes.firstIndex(of: UInt8(ascii: "\n"), from: end) + 1
    guard hasMark, hasCounters || bytes.has("#", at: next) else { return nil }
    return hasCounters
  }

  /// How many counters stand before the one whose frame line gives `shown`.
  ///
  /// A frame line's counter is the return address less one, so that it lies in the call.
  /// Where it is none of them the text was edited, and no frame can be told to be on top: all count
  /// as hidden.
  static func hidden(_ counters: ArraySlice<UInt64>, before shown: UInt64) -> Int {
    let first = counters.firstIndex { $0 == shown &+ 1 || $0 == shown } ?? counters.endIndex
    return first - counters.startIndex
  }
}

/// `goroutine profile: total 153`: the first line of a count profile.
struct ProfileLine {
  var name: String
  var total: Int

  /// The profile line in `start ..< end`, or nil where it is none.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let colon = bytes.firstIndex(of: " profile: total ", from: start, before: end)
    guard colon < end, colon > start else { return nil }
    var cursor = colon + 16
    guard let total = bytes.decimal(&cursor), cursor == end else { return nil }
    // What stands before the name can be a shell prompt or a log's prefix: `$ `, `[19:49:52.146]`.
    var word = colon
    while word > start, bytes[word - 1].isOfProfileName { word -= 1 }
    guard word < colon else { return nil }
    name = bytes.text(from: word, to: colon)
    self.total = Swift.min(Int(clamping: total), CountBlockLine.largestCount)
  }
}

extension UInt8 {
  /// Whether a profile's name can have the byte: `pprof.NewProfile("my.org/pool-conns")`.
  fileprivate var isOfProfileName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "/"), 0x80...:
      true
    default: false
    }
  }

  /// Whether the byte is one that people write for digits they leave out: `0x...`, `0x****`, `0xXX`.
  fileprivate var masksDigits: Bool {
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "x"),
      UInt8(ascii: "X"), UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default: false
    }
  }
}

extension HeaderLine {
  /// A header that ends early (`goroutine 12 [chan se`): what can be read of it; nil where the line
  /// is none.
  init?(cut bytes: Span<UInt8>, at start: Int, lineEnd: Int) {
    var cursor = start + 10
    guard let id = bytes.decimal(&cursor) else { return nil }
    var open = cursor
    while open < lineEnd, bytes[open] != UInt8(ascii: "[") { open += 1 }
    // `goroutine 12 exited` is a sentence of a log; only a bracket makes a header of it.
    guard open < lineEnd, open == cursor + 1 || bytes.has(" gp=", at: cursor) else { return nil }
    // Where line feeds were lost, the next header can stand in the same line.
    let header = bytes.headerStart(from: open, to: lineEnd)
    let limit = header ?? lineEnd
    var end = open + 1
    while end < limit, bytes[end] != UInt8(ascii: ","), bytes[end] != UInt8(ascii: "]") {
      end += 1
    }
    let (low, high) = bytes.trimmed(from: open + 1, to: end)
    let next = header ?? Swift.min(lineEnd + 1, bytes.count)
    self.init(id: id, state: low..<Swift.max(low, high), next: next)
  }

  init(id: UInt64, state: Range<Int>, next: Int) {
    self.id = id
    self.state = state
    self.next = next
  }
}
