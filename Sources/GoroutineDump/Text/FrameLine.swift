/// The lines of a stack, told apart by their own grammar. This is the thorough way, taken once per
/// distinct frame; ``StackTrie`` recognises the repetitions.
enum FrameLine {
  /// `main.(*T).Run(0xc0, {0x1, ...})`: the name's range, and where the arguments start.
  case call(name: Range<Int>, argumentsStart: Int)
  /// `created by main.f in goroutine 7`: the id's digits are empty where none is printed.
  case creator(name: Range<Int>, id: Range<Int>)
  /// `...23 frames elided...`; 1 where no number is printed.
  case elision(count: UInt32)
  /// `[originating from goroutine 7]:`, the range is that of the digits.
  case ancestor(id: Range<Int>)
  /// `goroutine running on other thread; stack unavailable` and its kin: says something of the
  /// goroutine, is no frame.
  case remark
  /// `// ...`: the author of the text left lines out.
  case cut
  /// Anything else.
  case unknown

  /// What the line in `start ..< end` (without its line feed) is, other than a file line.
  init(_ bytes: Span<UInt8>, from lineStart: Int, to lineEnd: Int) {
    let (start, end) = bytes.trimmed(from: lineStart, to: lineEnd)
    guard end > start else {
      self = .unknown
      return
    }
    // Most names start with a letter that nothing else here starts with.
    let first = bytes[start]
    if first > UInt8(ascii: "["), first < UInt8(ascii: "~"), first != UInt8(ascii: "c"),
      first != UInt8(ascii: "g"), first != UInt8(ascii: "n"), first != UInt8(ascii: "r")
    {
      self = Self.call(bytes, from: start, to: end)
    } else if bytes.isCutMark(from: start, to: end) {
      self = .cut
    } else if bytes.has("created by ", at: start), start + 11 < end {
      self = Self.creator(bytes, from: start + 11, to: end)
    } else if bytes.has("...", at: start), bytes.has("elided...", at: end - 9) {
      var digits = start + 3
      self = .elision(count: UInt32(clamping: bytes.decimal(&digits) ?? 1))
    } else if bytes.has("[originating from goroutine ", at: start) {
      var digits = start + 28
      _ = bytes.decimal(&digits)
      self = .ancestor(id: start + 28..<digits)
    } else if bytes.has("goroutine running on other thread", at: start)
      || bytes.has("runtime: ", at: start)
    {
      self = .remark
    } else if bytes.has("non-Go function", at: start) {
      self = .call(name: start..<start + 15, argumentsStart: end)
    } else {
      self = Self.call(bytes, from: start, to: end)
    }
  }

  private static func call(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> FrameLine {
    guard let open = bytes.argumentsStart(from: start, to: end), open > start,
      bytes.isFunctionName(from: start, to: open)
    else { return .unknown }
    return .call(name: start..<open, argumentsStart: open + 1)
  }

  private static func creator(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> FrameLine {
    // ` in goroutine N` is the last thing of the line, where it stands.
    var digits = end
    while digits > start, bytes[digits - 1] &- UInt8(ascii: "0") <= 9 { digits -= 1 }
    if digits < end, digits - 14 > start, bytes.has(" in goroutine ", at: digits - 14) {
      return .creator(name: start..<digits - 14, id: digits..<end)
    }
    // Pasted text can carry the arguments' parentheses along.
    if let open = bytes.argumentsStart(from: start, to: end),
      bytes.has("()", at: open) || bytes.has("(...)", at: open)
    {
      return .creator(name: start..<open, id: end..<end)
    }
    return .creator(name: start..<end, id: end..<end)
  }
}

/// A line `<tab>FILE:LINE[ +0xOFF][ fp=0x… sp=0x… pc=0x…]`.
struct FileLine {
  /// The file's name.
  var file: Range<Int>
  /// The line number; 0 where it is too large to be one.
  var line: UInt32
  /// Where the words that vary from goroutine to goroutine start (` fp=0x…`), or nil.
  var tail: Int?

  /// The file line in `start ..< end` (without its line feed), or nil where it is none.
  init?(_ bytes: Span<UInt8>, from lineStart: Int, to lineEnd: Int) {
    guard lineStart < lineEnd,
      bytes[lineStart] == UInt8(ascii: "\t") || bytes[lineStart] == UInt8(ascii: " ")
    else { return nil }
    self.init(bytes, unindentedFrom: lineStart, to: lineEnd)
  }

  /// As above, where the indentation may have been lost.
  init?(_ bytes: Span<UInt8>, unindentedFrom lineStart: Int, to lineEnd: Int) {
    let (start, end) = bytes.trimmed(from: lineStart, to: lineEnd)
    // The line number follows the last colon that digits follow, and only words like ` +0x1a3` or
    // ` fp=0x…` follow it.
    var colon = end
    while true {
      colon = bytes.lastIndex(of: UInt8(ascii: ":"), from: start, before: colon)
      if colon <= start { return nil }
      var cursor = colon + 1
      if let number = bytes.decimal(&cursor), Self.endsLocation(bytes, cursor, end) {
        file = start..<colon
        line = UInt32(exactly: number) ?? 0
        tail = Self.tail(bytes, from: cursor, to: end)
        return
      }
    }
  }

  /// Where the words that vary start, behind the offset in the function.
  private static func tail(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var cursor = start
    if bytes.has(" +", at: cursor) {
      cursor += 2
      _ = bytes.hexadecimal(&cursor)
    }
    if cursor >= end { return nil }
    let words = bytes.firstIndex(of: " fp=0x", from: cursor, before: end)
    if words < end { return words }
    let counter = bytes.firstIndex(of: " pc=0x", from: cursor, before: end)
    return counter < end ? counter : nil
  }

  private static func endsLocation(_ bytes: Span<UInt8>, _ cursor: Int, _ end: Int) -> Bool {
    cursor >= end || bytes.has(" +0x", at: cursor) || bytes.has(" fp=", at: cursor)
      || bytes.has(" pc=", at: cursor) || bytes.startsRemark(at: cursor)
  }
}

extension Span where Element == UInt8 {
  /// Whether a line is that of a function in a stack, of a creator's too.
  func isFunction(from start: Int, to end: Int) -> Bool {
    switch FrameLine(self, from: start, to: end) {
    case .call, .creator: true
    case .elision, .ancestor, .remark, .cut, .unknown: false
    }
  }

  /// `start ..< end` without white space at both ends.
  @inline(__always)
  func trimmed(from start: Int, to end: Int) -> (Int, Int) {
    var low = start
    var high = Swift.min(end, count)
    while low < high, self[low] <= UInt8(ascii: " ") { low += 1 }
    while high > low, self[high - 1] <= UInt8(ascii: " ") { high -= 1 }
    return (low, high)
  }

  /// Where the argument list of a function line opens: the LAST balanced pair of parentheses.
  func argumentsStart(from start: Int, to end: Int) -> Int? {
    guard end > start, self[end - 1] == UInt8(ascii: ")") else { return nil }
    // Arguments hold no parentheses as Go prints them: the last one that opens is theirs.
    var open = firstIndex(of: UInt8(ascii: "("), from: start, before: end)
    guard open < end else { return nil }
    var next = open
    while next < end {
      open = next
      next = firstIndex(of: UInt8(ascii: "("), from: open + 1, before: end)
    }
    if firstIndex(of: UInt8(ascii: ")"), from: open, before: end) == end - 1 { return open }
    var depth = 0
    var index = end - 1
    while index >= start {
      if self[index] == UInt8(ascii: ")") {
        depth += 1
      } else if self[index] == UInt8(ascii: "(") {
        depth -= 1
        if depth == 0 { return index }
      }
      index -= 1
    }
    return nil
  }

  /// Whether the text can be a function's name: no white space outside brackets, and either a dot
  /// (`main.f`), or one of the few bare names (`panic`, a C function).
  ///
  /// Type arguments can hold anything: `F[go.shape.struct { A string "json:\"a\"" }]`.
  func isFunctionName(from start: Int, to end: Int) -> Bool {
    var depth = 0
    var index = start
    while index < end {
      // Letters, of which names are made, lie above all that is looked for.
      guard self[index] <= UInt8(ascii: "]") else {
        index += 1
        continue
      }
      switch self[index] {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        guard depth > 0, let close = endOfString(from: index, to: end) else { return false }
        index = close
      case UInt8(ascii: " ") where depth <= 0: return false
      case UInt8(ascii: ":") where depth <= 0: return false
      case UInt8(ascii: "=") where depth <= 0: return false
      default: break
      }
      index += 1
    }
    return end > start
  }

  /// The name of a function that stands without arguments, as gccgo prints it: `main.f`, with its file
  /// line below; nil where the line is another.
  func bareCall(from lineStart: Int, to lineEnd: Int) -> Range<Int>? {
    let (start, end) = trimmed(from: lineStart, to: lineEnd)
    guard start == lineStart, start < end, self[start].isWord,
      isFunctionName(from: start, to: end),
      FileLine(
        self, from: lineEnd + 1, to: firstIndex(of: UInt8(ascii: "\n"), from: lineEnd + 1)) != nil
    else { return nil }
    return start..<end
  }

  /// Where the quote stands that closes the Go string which opens at `start`; nil where none does.
  private func endOfString(from start: Int, to end: Int) -> Int? {
    var index = start + 1
    while index < end {
      if self[index] == UInt8(ascii: "\"") { return index }
      if self[index] == UInt8(ascii: "\\") { index += 1 }
      index += 1
    }
    return nil
  }

  /// Whether a remark of whoever pasted a line starts behind it: `x.go:19  <- here`, `x.go:19 // why`.
  func startsRemark(at start: Int) -> Bool {
    guard start < count, self[start] <= UInt8(ascii: " ") else { return false }
    var mark = start + 1
    while mark < count, self[mark] == UInt8(ascii: " ") || self[mark] == UInt8(ascii: "\t") {
      mark += 1
    }
    return has("//", at: mark) || has("#", at: mark) || has("<", at: mark)
      || has("←", at: mark) || has("⇐", at: mark) || has("⬅", at: mark) || has("👈", at: mark)
  }

  /// Whether the text is how people mark that they left something out: `...`, `// ...`, `…`, `。。。`.
  func isCutMark(from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end, self[index] == UInt8(ascii: "/") || self[index] == UInt8(ascii: "#") {
      index += 1
    }
    while index < end, self[index] == UInt8(ascii: " ") { index += 1 }
    // Three dots in one character, or full stops of Chinese text.
    let dots = index
    while index < end {
      if self[index] == UInt8(ascii: ".") {
        index += 1
      } else if has("…", at: index) || has("。", at: index) {
        index += 3
      } else {
        return false
      }
    }
    return index == end && end - dots >= 2
  }
}
