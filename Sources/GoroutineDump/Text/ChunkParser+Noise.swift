/// Lines of other programs, and of the program's own log, that stand inside stacks.
extension ChunkParser {
  /// Lines between two lines of one stack, at most: further apart, they are not of one.
  private static let longestNoise = 32

  /// Whether the stack goes on after the line at the cursor, which is no frame: a log can stand
  /// between two frames. The cursor then moves past it.
  mutating func continuesAfterNoise(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ lineEnd: Int
  ) -> Bool {
    if FileLine(bytes, from: walk.cursor, to: lineEnd) != nil {
      note(.badFrame, bytes, at: walk.cursor, "a file line without a function; skipped")
      walk.cursor = lineEnd + 1
      return true
    }
    guard !bytes.endsStack(from: walk.cursor, to: lineEnd) else { return false }
    var next = lineEnd + 1
    for _ in 0..<Self.longestNoise {
      guard next < bytes.count else { return false }
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next)
      if bytes.endsStack(from: next, to: end) { return false }
      // Only a whole frame, both its lines, shows that the stack was interrupted and not over.
      if FileLine(bytes, from: next, to: end) != nil || isWholeFrame(bytes, from: next, to: end) {
        note(.badFrame, bytes, at: walk.cursor, "a line inside a stack is not a frame; skipped")
        walk.cursor = next
        return true
      }
      next = end + 1
    }
    return false
  }

  private func isWholeFrame(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    switch FrameLine(bytes, from: start, to: end) {
    case .call, .creator:
      if FileLine(bytes, from: end + 1, to: bytes.firstIndex(of: UInt8(ascii: "\n"), from: end + 1))
        != nil
      {
        return true
      }
      return fileLine(bytes, beyondNoiseAt: end + 1) != nil
    case .elision, .ancestor: return true
    case .unknown: return bytes.bareCall(from: start, to: end) != nil
    case .remark, .cut: return false
    }
  }

  /// The file line that a function line above `start` belongs to, where other lines stand between;
  /// nil where the next line of the stack is none.
  func fileLine(_ bytes: Span<UInt8>, beyondNoiseAt start: Int) -> Range<Int>? {
    var next = start
    for _ in 0...Self.longestNoise {
      guard next < bytes.count else { return nil }
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next)
      if bytes.endsStack(from: next, to: end) { return nil }
      if FileLine(bytes, from: next, to: end) != nil {
        return next..<Swift.min(end + 1, bytes.count)
      }
      // Another function: then the one above has no file.
      guard case .unknown = FrameLine(bytes, from: next, to: end) else { return nil }
      next = end + 1
    }
    return nil
  }

  /// Adds a frame whose file line stands further down than below it; false where none does.
  mutating func addInterruptedFrame(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ line: FrameLine, kind: StackTrie.Kind,
    nameEnd: Int, lineEnd: Int
  ) -> Bool {
    guard let fileRange = fileLine(bytes, beyondNoiseAt: lineEnd + 1) else { return false }
    let file = FileLine(bytes, from: fileRange.lowerBound, to: fileRange.upperBound - 1)
    note(.badFrame, bytes, at: lineEnd + 1, "a line inside a stack is not a frame; skipped")
    if file?.tail != nil { hasTails = true }
    let fileText = fileRange.lowerBound..<(file?.tail ?? fileRange.upperBound)
    let text = intern(bytes, line, file, kind, walk.cursor..<nameEnd, fileText)
    let child = child(bytes, of: walk.node, text: text, arguments: nameEnd)
    enter(bytes, &walk, child, kind: kind, nameEnd: nameEnd, lineEnd: lineEnd)
    walk.cursor = fileRange.upperBound
    return true
  }

  /// Where the next frame line of a count profile's block stands, when the line at `start` is none;
  /// nil where the block is over.
  func countLine(_ bytes: Span<UInt8>, beyondNoiseAt start: Int) -> Int? {
    var next = start
    for _ in 0..<Self.longestNoise {
      guard next < bytes.count else { return nil }
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: next)
      var (low, high) = bytes.trimmed(from: next, to: end)
      if bytes.has("\\#", at: low) { low += 1 }
      if bytes.has("#", at: low), low < high {
        let (text, _) = bytes.trimmed(from: low + 1, to: high)
        if bytes.has("0x", at: text) || bytes.has("labels: {", at: text) { return next }
      }
      if CountBlockLine.stands(in: bytes, from: low, to: high)
        || bytes.startsGoroutine(from: next, to: end)
        || ProfileLine(bytes, from: low, to: high) != nil
      {
        return nil
      }
      next = end + 1
    }
    return nil
  }
}

extension Span where Element == UInt8 {
  /// Whether a line ends the stack above it: an empty one, or the header of the next goroutine, in
  /// the runtime's words or in goleak's.
  fileprivate func endsStack(from start: Int, to end: Int) -> Bool {
    let (low, high) = trimmed(from: start, to: end)
    return low >= high || startsGoroutine(from: start, to: end)
      || has("Goroutine ", at: low) || has("[Goroutine ", at: low)
  }
}
