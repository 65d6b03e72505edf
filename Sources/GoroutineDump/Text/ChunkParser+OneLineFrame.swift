/// Frames that stand in one line with their file.
extension ChunkParser {
  /// Adds the frame at the cursor if it stands in one line with its file, as Gomega's gleak prints it
  /// and people write it: `main.f(0xc000012018) at app/main.go:6`,
  /// `created by main.g in goroutine 7 at app/main.go:5`, `(*pool).flush   pool.go:2318`.
  mutating func addOneLineFrame(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ lineEnd: Int
  ) -> Bool {
    let (start, end) = bytes.trimmed(from: walk.cursor, to: lineEnd)
    guard let (nameLimit, fileStart) = bytes.oneLineFrame(from: start, to: end),
      let file = FileLine(bytes, unindentedFrom: fileStart, to: end)
    else { return false }
    var line = FrameLine(bytes, from: start, to: nameLimit)
    let kind: StackTrie.Kind
    let nameEnd: Int
    switch line {
    case .call(_, let argumentsStart): (kind, nameEnd) = (.call, argumentsStart)
    case .creator(_, let id):
      (kind, nameEnd) =
        id.isEmpty ? (.creator, nameLimit) : (.creatorWithID, id.lowerBound)
    case .unknown where bytes.isNameAlone(from: start, to: nameLimit):
      line = .call(name: start..<nameLimit, argumentsStart: nameLimit)
      (kind, nameEnd) = (.bareCall, nameLimit)
    default: return false
    }
    let text = intern(bytes, line, file, kind, start..<nameEnd, fileStart..<end)
    let child = child(bytes, of: walk.node, text: text, arguments: nameEnd)
    enter(bytes, &walk, child, kind: kind, nameEnd: nameEnd, lineEnd: nameLimit)
    walk.cursor = Swift.min(lineEnd + 1, bytes.count)
    return true
  }
}

extension Span where Element == UInt8 {
  /// Where the name ends and the file starts in a line that may hold both; nil where it does not.
  fileprivate func oneLineFrame(from start: Int, to end: Int) -> (nameLimit: Int, fileStart: Int)? {
    var fileStart = wordStart(before: end, from: start)
    if has("+0x", at: fileStart) {
      fileStart = wordStart(before: trimmed(from: start, to: fileStart).1, from: start)
    }
    guard fileStart > start else { return nil }
    if has(" at ", at: fileStart - 4) { return (fileStart - 4, fileStart) }
    // A path can hold a blank, but hardly a column of them.
    let nameLimit = trimmed(from: start, to: fileStart).1
    guard nameLimit > start, fileStart - nameLimit >= 2 || self[nameLimit] == UInt8(ascii: "\t"),
      firstIndex(of: ".go:", from: fileStart, before: end) < end
    else { return nil }
    return (nameLimit, fileStart)
  }

  private func wordStart(before end: Int, from start: Int) -> Int {
    var index = end
    while index > start, self[index - 1] > UInt8(ascii: " ") { index -= 1 }
    return index
  }

  /// Whether a function's name stands alone, without arguments, and no path.
  fileprivate func isNameAlone(from start: Int, to end: Int) -> Bool {
    guard start < end, self[start] != UInt8(ascii: "/"), isFunctionName(from: start, to: end) else {
      return false
    }
    for index in start..<end where self[index] <= UInt8(ascii: " ") { return false }
    return true
  }
}
