/// Where the two lines end at which a frame may stand.
struct FrameEnds {
  /// Of the function line, without its line feed.
  let name: Int
  /// Of the part of the file line that does not vary: behind its line feed, or before ` fp=0x…`.
  let file: Int

  @inline(__always)
  init(_ bytes: Span<UInt8>, at start: Int, hasTails: Bool) {
    name = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: name + 1)
    var file = Swift.min(end + 1, bytes.count)
    if hasTails {
      let tail = bytes.firstIndex(of: " fp=0x", from: name + 1, before: end)
      if tail < end { file = tail }
    }
    self.file = file
  }

  /// The last sixteen bytes of the file line, mixed: `patch.go:91 +0x1e5`; nil where it is shorter.
  @inline(__always)
  func tail(_ bytes: Span<UInt8>) -> UInt64? {
    guard file - 16 > name else { return nil }
    return mix(bytes.word(at: file - 16), bytes.word(at: file - 8))
  }
}

/// The two lines where a frame may stand, and the hashes that find it: nothing is taken apart yet.
struct FrameLines {
  let start: Int
  let function: FunctionLineKey
  let ends: FrameEnds
  /// Of all that does not vary.
  let hash: UInt64

  @inline(__always)
  init(_ bytes: Span<UInt8>, at start: Int, _ ends: FrameEnds) {
    self.start = start
    self.ends = ends
    function = FunctionLineKey(bytes, from: start, to: ends.name)
    hash = bytes.hash(from: ends.name + 1, to: ends.file, seed: function.hash)
  }
}

/// What finds the function of a line: a hash of the part that does not vary from goroutine to goroutine.
///
/// Without it all functions of one place had one hash: a million of them took hours.
struct FunctionLineKey {
  let hash: UInt64
  /// Where what varies starts, if the line is spelled as the runtime does: behind the arguments'
  /// parenthesis, or at the creator's id.
  let fixedEnd: Int
  /// What the line then is: ``StackTrie/Kind/call`` or ``StackTrie/Kind/creatorWithID``; nil where it
  /// is something else.
  let kind: StackTrie.Kind?

  @inline(__always)
  init(_ bytes: Span<UInt8>, from start: Int, to lineEnd: Int) {
    // No name is longer; what follows in the line varies.
    let limit = Swift.min(lineEnd, start + 512)
    var end = limit
    var fixedEnd = limit
    var kind: StackTrie.Kind?
    if bytes.has("created by ", at: start) {
      // The id of the creator varies.
      while end > start, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
      var digits = end
      while digits > start, bytes[digits - 1] &- UInt8(ascii: "0") <= 9 { digits -= 1 }
      if bytes.has(" in goroutine ", at: digits - 14) {
        end = digits
        fixedEnd = digits
        kind = .creatorWithID
      }
    } else if bytes.has("[originating from goroutine ", at: start) {
      end = start
    } else {
      // To the first parenthesis behind a pointer receiver's: no further than to the arguments', and
      // mostly there. The last one would be it always, but lies behind what varies.
      var open = bytes.firstIndex(of: UInt8(ascii: "("), from: start, before: end)
      if bytes.has("(*", at: open) {
        open = bytes.firstIndex(of: UInt8(ascii: "("), from: open + 1, before: end)
      }
      // Type arguments can hold parentheses: `F[func(T)](`.
      if bytes.firstIndex(of: UInt8(ascii: "["), from: start, before: open) < open {
        let close = bytes.firstIndex(of: "](", from: open, before: end)
        if close < end { open = close + 1 }
      }
      if open < limit {
        fixedEnd = open + 1
        kind = .call
      }
      end = Swift.min(end, open)
      while end > start, bytes[end - 1] <= UInt8(ascii: " ") { end -= 1 }
    }
    hash = bytes.hash(from: start, to: end, seed: 0)
    self.fixedEnd = fixedEnd
    self.kind = kind
  }
}

/// `<tab>FILE:LINE[ +0xOFF]` with its line feed, just as the runtime spells it: the quick way to take
/// apart what nearly all file lines are.
struct PlainFileLine {
  /// The file's name.
  let file: Range<Int>
  /// The line number.
  let line: UInt32

  /// The file line in `start ..< end`, or nil where it is none or spelled in any other way.
  @inline(__always)
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard end - start > 4, end <= bytes.count, bytes[start] == UInt8(ascii: "\t"),
      bytes[start + 1] > UInt8(ascii: " "), bytes[end - 1] == UInt8(ascii: "\n")
    else { return nil }
    var numberEnd = end - 1
    var cursor = numberEnd
    while cursor > start, bytes[cursor - 1].isHexDigit { cursor -= 1 }
    if cursor < numberEnd, bytes.has(" +0x", at: cursor - 4) { numberEnd = cursor - 4 }
    cursor = numberEnd
    while cursor > start, bytes[cursor - 1] &- UInt8(ascii: "0") <= 9 { cursor -= 1 }
    let colon = cursor - 1
    guard colon > start, bytes[colon] == UInt8(ascii: ":"),
      let number = bytes.decimal(&cursor), cursor == numberEnd, let line = UInt32(exactly: number),
      // A header whose line feed was lost has blanks.
      bytes.firstIndex(of: UInt8(ascii: " "), from: start, before: colon) == bytes.count
    else { return nil }
    file = start + 1..<colon
    self.line = line
  }
}

extension Span where Element == UInt8 {
  /// Whether the part of a function line that does not vary, in `start ..< end`, can only be the one
  /// that ``FrameLine`` would find: a name without blanks.
  func isPlainName(_ kind: StackTrie.Kind, from start: Int, to end: Int) -> Bool {
    switch kind {
    case .call:
      // Whatever else starts with a letter has a blank before the parenthesis.
      return (self[start] | 0x20) &- UInt8(ascii: "a") < 26
        && firstIndex(of: UInt8(ascii: " "), from: start, before: end) == count
        && isFunctionName(from: start, to: end - 1)
    case .creatorWithID:
      return firstIndex(of: UInt8(ascii: " "), from: start + 11, before: end) == end - 14
    case .bareCall, .creator, .elision, .ancestor: return false
    }
  }

  /// Whether a function line goes on as the runtime prints it, behind the part that does not vary:
  /// words and braces, then the parenthesis; or the creator's id.
  @inline(__always)
  func arePlainArguments(of kind: StackTrie.Kind, from start: Int, to end: Int) -> Bool {
    if kind == .creatorWithID {
      var cursor = start
      return decimal(&cursor) != nil && cursor == end
    }
    // A bracket or an at sign would be of a header whose line feed was lost.
    return kind == .call && self[start - 1] == UInt8(ascii: "(")
      && firstIndex(of: UInt8(ascii: ")"), from: start, before: end) == end - 1
      && firstIndex(of: UInt8(ascii: "("), from: start, before: end) == count
      && firstIndex(of: UInt8(ascii: "["), from: start, before: end) == count
      && firstIndex(of: UInt8(ascii: "@"), from: start, before: end) == count
  }
}

extension UInt8 {
  /// Whether the byte is a digit of a hexadecimal number as the runtime prints them.
  @inline(__always)
  var isHexDigit: Bool { self &- 0x30 <= 9 || self &- 0x61 <= 5 }
}
