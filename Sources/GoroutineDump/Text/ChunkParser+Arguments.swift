/// The arguments of goroutines, of which a few of each stack are kept.
extension ChunkParser {
  /// The arguments of the frames in `start ..< end`, innermost first; ancestors are left out.
  mutating func argumentLists(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> ArgumentLists {
    argumentScratch.removeAll()
    var cursor = start
    scan: while cursor < end {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      // Half of the lines are file lines.
      if bytes[cursor] != UInt8(ascii: "\t") {
        if let open = knownCall(bytes, from: cursor, to: lineEnd) {
          addArguments(bytes, from: open, to: lineEnd)
        } else {
          switch FrameLine(bytes, from: cursor, to: lineEnd) {
          case .call(_, let open): addArguments(bytes, from: open, to: lineEnd)
          case .creator, .ancestor: break scan
          case .elision, .remark, .cut, .unknown: break
          }
        }
      }
      cursor = lineEnd + 1
    }
    return argumentScratch.trimmed()
  }

  /// Where the arguments of a call start whose function is known; nil where it is not, or the line is
  /// odd in any way.
  private func knownCall(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    let key = FunctionLineKey(bytes, from: start, to: end)
    guard key.kind == .call, let name = trie.name(hash: key.hash, in: bytes, at: start),
      name.kind == .call,
      bytes.arePlainArguments(of: .call, from: start + Int(name.length), to: end)
    else { return nil }
    return start + Int(name.length)
  }

  private mutating func addArguments(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    // By the letter, which nothing but numbers has.
    var cursor = start
    while true {
      let letter = bytes.firstIndex(of: UInt8(ascii: "x"), from: cursor + 1, before: end)
      if letter >= end { break }
      cursor = letter - 1
      if let value = bytes.hexadecimal(&cursor) {
        argumentScratch.append(Argument(value: value, isUncertain: bytes.has("?", at: cursor)))
      } else {
        cursor = letter
      }
    }
    argumentScratch.endFrame()
  }
}
