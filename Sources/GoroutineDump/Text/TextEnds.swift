extension ChunkParser {
  /// What the chunk that was read last shows of parts of the text that are missing at its ends.
  ///
  /// - Parameter endsInLine: the text had no line feed at its end.
  func gaps(
    _ bytes: Span<UInt8>, isFirst: Bool, isLast: Bool, endsInLine: Bool
  ) -> TextGaps {
    var gaps = bytes.gaps(isFirst: isFirst, isLast: isLast, endsInLine: endsInLine)
    guard isLast else { return gaps }
    if lastBlockIsHalf { gaps.insert(.halfBlock) }
    if let lastStack {
      if lastStack.isEmpty { gaps.insert(.bareHeader) }
      if bytes.isPartOfFrame(at: lastStack.upperBound) { gaps.insert(.halfFrame) }
    }
    return gaps
  }
}

/// Whether a text begins or ends in the middle of a goroutine.
extension Span where Element == UInt8 {
  /// What the text shows of parts that are missing at its ends, of which these bytes may have one or both.
  ///
  /// - Parameter endsInLine: the text had no line feed at its end.
  func gaps(isFirst: Bool, isLast: Bool, endsInLine: Bool) -> TextGaps {
    var gaps: TextGaps = []
    if isFirst, beginsInStack { gaps.insert(.beginsInStack) }
    if isLast, endsInStack(inLine: endsInLine) { gaps.insert(.endsInStack) }
    if isLast, endsWithCutMark { gaps.insert(.cutMark) }
    return gaps
  }

  /// Bytes before the first header that are looked at: a goroutine that is cut at its start is shorter.
  private static var longestBeginning: Int { 64 << 10 }

  /// Whether lines above the first header belong to a stack whose own header is missing. Lines of a log
  /// may stand above them.
  var beginsInStack: Bool {
    var start = 0
    var isFirst = true
    while start < Swift.min(count, Self.longestBeginning) {
      let end = firstIndex(of: UInt8(ascii: "\n"), from: start)
      let (low, high) = trimmed(from: start, to: end)
      defer { start = end + 1 }
      guard low < high else { continue }
      if endsBeginning(from: low, to: high) { return false }
      if isOfStack(low, lineStart: start, end, isFirst: isFirst) { return true }
      isFirst = false
    }
    return false
  }

  /// Whether what follows a line tells nothing of a goroutine that came before: a header, a profile, or
  /// what prints stacks of its own without one.
  private func endsBeginning(from low: Int, to high: Int) -> Bool {
    startsGoroutine(from: low, to: high) || ProfileLine(self, from: low, to: high) != nil
      || CountBlockLine.stands(in: self, from: low, to: high)
      || has("runtime stack:", at: low) || has("PC=0x", at: low)
      || firstIndex(of: "SIG", from: low, before: high) < high
      || Failure(self, from: low, to: high) != nil
      || firstIndex(of: "oroutine", from: low, before: high) < high
        && firstIndex(of: "created by", from: low, before: high) >= high
  }

  /// Whether a line is one that only a stack of the runtime has. Loggers print stacks as well: theirs have
  /// neither arguments nor offsets.
  private func isOfStack(_ low: Int, lineStart: Int, _ end: Int, isFirst: Bool) -> Bool {
    let hasOffset = firstIndex(of: " +0x", from: low, before: end) < end
    if FileLine(self, from: lineStart, to: end) != nil {
      return hasOffset || isFirst && firstIndex(of: ".go:", from: low, before: end) < end
    }
    if has("#\t0x", at: low) || has("# ", at: low) && has("0x", at: low + 2) { return true }
    let fileEnd = firstIndex(of: UInt8(ascii: "\n"), from: end + 1)
    guard FileLine(self, from: end + 1, to: fileEnd) != nil, isFunction(from: low, to: end) else {
      return false
    }
    return isFirst || firstIndex(of: " +0x", from: end + 1, before: fileEnd) < fileEnd
  }

  /// Whether the last line belongs to a goroutine that goes on where the text does not.
  ///
  /// - Parameter inLine: the text had no line feed at its end.
  private func endsInStack(inLine: Bool) -> Bool {
    let (_, end) = trimmed(from: 0, to: count)
    guard end > 0 else { return false }
    let start = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
    // An empty line below the last one ends its goroutine.
    let feeds = lineFeeds(in: end..<count)
    if endsWithoutOffset(end) { return true }
    guard feeds <= 1, FileLine(self, from: start, to: end) == nil, !isCutMark(from: start, to: end)
    else { return false }
    if has("goroutine ", at: start) {
      return startsGoroutine(from: start, to: end)
    }
    if isPartOfHeader(from: start, to: end) { return true }
    guard isInGoroutine(start) else { return false }
    switch FrameLine(self, from: start, to: end) {
    case .call(let name, let arguments):
      // Not every function has a file: `non-Go function`.
      return (arguments > name.upperBound || inLine) && framesHaveFiles(above: start)
    case .creator: return true
    case .elision, .ancestor, .remark, .cut: return false
    case .unknown: return inLine
    }
  }

  /// Whether the text ends with a mark of its author that the rest was cut; a fence or a bracket may stand
  /// below it.
  private var endsWithCutMark: Bool {
    var (_, end) = trimmed(from: 0, to: count)
    for _ in 0..<3 where end > 0 {
      let start = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
      if isCutMark(from: start, to: end) { return true }
      (_, end) = trimmed(from: 0, to: start)
    }
    return false
  }

  /// Whether the last file line of the text is a creator's and has no offset, or half of one, where those of
  /// other creators have it. Lines of a log may stand below.
  private func endsWithoutOffset(_ textEnd: Int) -> Bool {
    var end = textEnd
    for _ in 0..<8 where end > 0 {
      let start = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
      if isIndented(at: start), FileLine(self, from: start, to: end) != nil {
        let aboveStart = lastIndex(of: UInt8(ascii: "\n"), before: start - 1) + 1
        guard has("created by ", at: aboveStart) || has("main.main(", at: aboveStart),
          start > 1, !hasOffset(from: start, to: end)
        else { return false }
        let created = lastIndex(of: "\ncreated by ", before: aboveStart - 1)
        guard created >= 0 else { return false }
        let place = firstIndex(of: UInt8(ascii: "\n"), from: created + 1) + 1
        return hasOffset(from: place, to: firstIndex(of: UInt8(ascii: "\n"), from: place))
      }
      end = start - 1
    }
    return false
  }

  private func hasOffset(from start: Int, to end: Int) -> Bool {
    let offset = firstIndex(of: " +0x", from: start, before: end)
    return offset + 4 < end && self[offset + 4].isHexDigit
  }

  /// The last place before `end` at which the text stands; -1 where none is near.
  private func lastIndex(of text: StaticString, before end: Int) -> Int {
    var cursor = end
    for _ in 0..<4096 where cursor > 0 {
      cursor = lastIndex(of: UInt8(ascii: "\n"), before: cursor)
      guard cursor >= 0 else { return -1 }
      if has(text, at: cursor) { return cursor }
    }
    return -1
  }

  /// Whether the line at `start`, which is no line of a stack, is the beginning of one: of a file line,
  /// of a function with its arguments, of `created by`. A quote may stand behind it.
  fileprivate func isPartOfFrame(at start: Int) -> Bool {
    guard start < count else { return false }
    let (low, high) = unquoted(from: start, to: firstFeed(from: start))
    guard low < high else { return isIndented(at: start) }
    if isIndented(at: start) {
      return firstIndex(of: UInt8(ascii: " "), from: low, before: high) >= high
    }
    let words: StaticString = "created by "
    if has(words, at: low) || isBeginning(of: words, from: low, to: high) { return true }
    guard self[low].isWord else { return false }
    var cursor = low
    while cursor < high, self[cursor] > UInt8(ascii: " "), self[cursor] != UInt8(ascii: "=") {
      if self[cursor] == UInt8(ascii: "("), !has("(*", at: cursor) {
        return areArguments(from: cursor, to: high)
      }
      cursor += 1
    }
    return cursor == high
  }

  /// `start ..< end` without blanks at both ends, and without the quotes behind it.
  private func unquoted(from start: Int, to end: Int) -> (Int, Int) {
    var (low, high) = trimmed(from: start, to: end)
    while high > low, "\"'`".utf8.contains(self[high - 1]) { high -= 1 }
    return trimmed(from: low, to: high)
  }

  /// Whether the bytes are nothing but the beginning of some words.
  private func isBeginning(of words: StaticString, from start: Int, to end: Int) -> Bool {
    let words = Array("\(words)".utf8)
    guard end - start <= words.count else { return false }
    for index in start..<end where self[index] != words[index - start] { return false }
    return true
  }

  /// Whether nothing stands there but arguments as the runtime prints them: `(0xc000026080, {0x1, ...`
  private func areArguments(from start: Int, to end: Int) -> Bool {
    for index in start..<end
    where !self[index].isHexDigit && !"(){}, x?._".utf8.contains(self[index]) {
      return false
    }
    return true
  }

  /// Whether a line below an empty one is the beginning of a header that ends early: `gorout`.
  func isPartOfHeader(from start: Int, to end: Int) -> Bool {
    let (_, end) = unquoted(from: start, to: end)
    guard end > start, start > 2, self[start - 1] == UInt8(ascii: "\n") else { return false }
    let above = self[start - 2] == 13 ? start - 3 : start - 2
    guard self[above] == UInt8(ascii: "\n") || end - start > 4 else { return false }
    let word = Array("goroutine".utf8)
    for index in start..<Swift.min(end, start + word.count) where self[index] != word[index - start]
    {
      return false
    }
    guard end > start + word.count else { return true }
    var cursor = start + word.count + 1
    return self[start + word.count] == UInt8(ascii: " ") && decimal(&cursor) != nil && cursor == end
  }

  /// Whether all function lines above have their file lines: pasted text can have lost them.
  private func framesHaveFiles(above lineStart: Int) -> Bool {
    var end = lineStart - 1
    var below = lineStart
    for _ in 0..<100 where end > 0 {
      let start = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
      if case .call = FrameLine(self, from: start, to: end),
        FileLine(self, from: below, to: firstFeed(from: below)) == nil
      {
        return false
      }
      below = start
      end = start - 1
    }
    return true
  }

  private func firstFeed(from start: Int) -> Int { firstIndex(of: UInt8(ascii: "\n"), from: start) }

  /// Whether the lines above belong to a goroutine, with no empty line between.
  private func isInGoroutine(_ lineStart: Int) -> Bool {
    var end = lineStart - 1
    for _ in 0..<300 where end > 0 {
      let start = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
      let (low, high) = trimmed(from: start, to: end)
      if low >= high { return false }
      if startsGoroutine(from: start, to: end) { return true }
      end = start - 1
    }
    return false
  }
}
