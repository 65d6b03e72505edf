/// The arguments of goroutines, of which a few of each stack are kept.
extension ChunkParser {
  /// The arguments of the frames in `start ..< end`, innermost first; ancestors are left out. The
  /// stack's last frame is given.
  mutating func argumentLists(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, of leaf: UInt32
  ) -> ArgumentLists {
    argumentScratch.removeAll()
    if !addArguments(bytes, from: start, of: leaf) {
      argumentScratch.removeAll()
      addArguments(bytes, from: start, to: end)
    }
    return argumentScratch.trimmed()
  }

  /// Adds the arguments of the frames of a stack whose text starts at `start`, where nothing else stands
  /// between them; false where something does. Known frames need not be told apart again: measured a
  /// third of the time.
  private mutating func addArguments(
    _ bytes: Span<UInt8>, from start: Int, of leaf: UInt32
  ) -> Bool {
    path.removeAll(keepingCapacity: true)
    var node = leaf
    while node != StackTrie.root {
      path.append(trie.nodes[Int(node)].text)
      node = trie.nodes[Int(node)].parent
    }
    var cursor = start
    for text in path.reversed() {
      let text = trie.texts[Int(text)]
      switch text.kind {
      case .call:
        guard text.lines == 2, !text.hasTail, trie.hasName(text, in: bytes, at: cursor) else {
          return false
        }
        let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
        addArguments(bytes, inLineFrom: cursor + Int(text.nameLength), to: lineEnd)
        cursor = lineEnd + 1 + Int(text.fileLength)
      case .creator, .creatorWithID, .ancestor: return true
      case .bareCall, .elision: return false
      }
    }
    return true
  }

  /// Adds the arguments of whatever frames stand in `start ..< end`.
  private mutating func addArguments(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    var cursor = start
    while cursor < end {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      // Half of the lines are file lines.
      if bytes[cursor] != UInt8(ascii: "\t") {
        switch FrameLine(bytes, from: cursor, to: lineEnd) {
        case .call(_, let open): addArguments(bytes, inLineFrom: open, to: lineEnd)
        case .creator, .ancestor: return
        case .elision, .remark, .cut, .unknown: break
        }
      }
      cursor = lineEnd + 1
    }
  }

  /// Adds the arguments of one frame.
  private mutating func addArguments(_ bytes: Span<UInt8>, inLineFrom start: Int, to end: Int) {
    var cursor = start
    while cursor < end {
      if let value = bytes.hexadecimal(&cursor) {
        let isUncertain = cursor < end && bytes[cursor] == UInt8(ascii: "?")
        argumentScratch.append(Argument(value: value, isUncertain: isUncertain))
      } else {
        cursor += 1
      }
    }
    argumentScratch.endFrame()
  }
}
