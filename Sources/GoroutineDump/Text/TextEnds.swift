/// Whether a text begins or ends in the middle of a goroutine.
extension Span where Element == UInt8 {
  /// Whether the first line that is not empty belongs to a stack whose header is missing.
  var beginsInStack: Bool {
    let (start, _) = trimmed(from: 0, to: count)
    guard start < count else { return false }
    let lineStart = lastIndex(of: UInt8(ascii: "\n"), before: start) + 1
    let end = firstIndex(of: UInt8(ascii: "\n"), from: start)
    if FileLine(self, from: lineStart, to: end) != nil {
      return firstIndex(of: ".go:", from: start, before: end) < end
        || firstIndex(of: " +0x", from: start, before: end) < end
    }
    if has("#\t0x", at: start) || has("# ", at: start) && has("0x", at: start + 2) { return true }
    switch FrameLine(self, from: start, to: end) {
    case .call, .creator:
      let fileEnd = firstIndex(of: UInt8(ascii: "\n"), from: end + 1)
      return FileLine(self, from: end + 1, to: fileEnd) != nil
    default:
      return false
    }
  }

  /// Whether the last line belongs to a goroutine that goes on where the text does not.
  ///
  /// - Parameter inLine: the text had no line feed at its end.
  func endsInStack(inLine: Bool) -> Bool {
    let (_, end) = trimmed(from: 0, to: count)
    guard end > 0 else { return false }
    let start = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
    // An empty line below the last one ends its goroutine.
    let feeds = lineFeeds(in: end..<count)
    guard feeds <= 1, FileLine(self, from: start, to: end) == nil, !isCutMark(from: start, to: end)
    else { return false }
    if has("goroutine ", at: start) {
      return startsGoroutine(from: start, to: end)
    }
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
