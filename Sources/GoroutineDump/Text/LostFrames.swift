/// Frames of a goroutine or block whose own first line is missing, or was not understood.
extension Span where Element == UInt8 {
  /// Where the frames end that the line in `start ..< lineEnd` begins; nil where none does. Frames have
  /// offsets: those that loggers print have none.
  func endOfLostFrames(from start: Int, to lineEnd: Int) -> Int? {
    if isCountFrame(from: start, to: lineEnd) {
      return endOfLines(after: lineEnd) { isCountFrame(from: $0, to: $1) }
    }
    guard isFrame(from: start, to: lineEnd), !hasOwnHeading(above: start) else { return nil }
    return endOfLines(after: lineEnd) {
      isFile(from: $0, to: $1) || isFunction(from: $0, to: $1)
    }
  }

  /// The start of the first line behind `lineEnd` that is not wanted.
  private func endOfLines(after lineEnd: Int, while isWanted: (Int, Int) -> Bool) -> Int {
    var next = lineEnd + 1
    while next < count {
      let end = firstIndex(of: UInt8(ascii: "\n"), from: next)
      guard isWanted(next, end) else { break }
      next = end + 1
    }
    return Swift.min(next, count)
  }

  /// `#\t0x65d9c4\tmain.f+0x64\t/src/main.go:42`
  private func isCountFrame(from start: Int, to end: Int) -> Bool {
    let (low, high) = trimmed(from: start, to: end)
    guard has("#", at: low) else { return false }
    let (address, _) = trimmed(from: low + 1, to: high)
    var cursor = address
    return has("0x", at: address) && hexadecimal(&cursor) != nil
      && firstIndex(of: "+0x", from: cursor, before: high) < high
  }

  /// Whether a function and its file with an offset stand in this line and the next.
  private func isFrame(from start: Int, to end: Int) -> Bool {
    let fileEnd = firstIndex(of: UInt8(ascii: "\n"), from: end + 1)
    guard end + 1 < count, firstIndex(of: " +0x", from: end + 1, before: fileEnd) < fileEnd,
      isFile(from: end + 1, to: fileEnd)
    else { return false }
    return isFunction(from: start, to: end)
  }

  /// Whether a line is that of a file, which may have lost its tab.
  private func isFile(from start: Int, to end: Int) -> Bool {
    FileLine(self, from: start, to: end) != nil || FrameLine.isLost(self, from: start, to: end)
  }

  /// Whether a heading of another kind stands above the frames: the runtime prints its own stack so, and
  /// race detectors and leak checkers those of theirs.
  private func hasOwnHeading(above start: Int) -> Bool {
    var end = start - 1
    for _ in 0..<64 where end > 0 {
      let lineStart = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
      let (low, high) = trimmed(from: lineStart, to: end)
      if low >= high {
        // Below the words of a signal, old releases print the goroutine that ran without a header.
        let above = lastIndex(of: UInt8(ascii: "\n"), before: lineStart - 1) + 1
        return has("PC=", at: above)
      }
      if FileLine(self, from: lineStart, to: end) == nil,
        has(":", at: high - 1) || firstIndex(of: "oroutine", from: low, before: high) < high
      {
        return true
      }
      end = lineStart - 1
    }
    return false
  }
}
