/// Lines that a terminal or a mail program broke: they are put together where the grammar shows that
/// one cannot end where it does.
struct SoftWraps: Sendable {
  /// No terminal is narrower.
  private static let narrowest = 38
  /// None is wider. Lines of megabytes must not be searched again for each line above them.
  private static let widest = 1024
  /// Pieces that one line is broken into, at most.
  private static let mostPieces = 24

  /// Whether broken lines stand in a goroutine or block, down to the empty line below it or the next
  /// header, below which its own are looked for.
  func stand(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    if bytes.isOfFramePairs(from: start, to: end) { return false }
    var cursor = start
    while cursor < end {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      if lineEnd <= cursor || cursor > start && bytes.has("goroutine ", at: cursor) { return false }
      if lineEnd < end, lastLineFeed(of: bytes, from: cursor, to: lineEnd) > lineEnd { return true }
      cursor = lineEnd + 1
    }
    return false
  }

  /// Puts broken lines together.
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins) {
    var cursor = 0
    while cursor < bytes.count {
      var lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      let last = lastLineFeed(of: bytes, from: cursor, to: lineEnd)
      while lineEnd < last {
        origins.note(cursor, at: text.count)
        text.append(bytes, from: cursor, to: lineEnd)
        cursor = lineEnd + 1
        lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      }
      origins.note(cursor, at: text.count)
      text.append(bytes, from: cursor, to: Swift.min(lineEnd + 1, bytes.count))
      cursor = lineEnd + 1
    }
  }

  /// The line feed that ends the whole line whose first piece is `start ..< end`: `end` where it is
  /// not broken.
  private func lastLineFeed(of bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    guard Self.narrowest...Self.widest ~= end - start,
      let kind = BrokenLine(bytes, from: start, to: end)
    else {
      return end
    }
    var depth = bytes.openParentheses(from: start, to: end)
    var feed = end
    for _ in 0..<Self.mostPieces {
      let piece = feed + 1
      guard piece < bytes.count, kind == .counter || bytes[piece] != UInt8(ascii: "\t"),
        bytes[piece] != UInt8(ascii: "\n"), bytes[piece] != 13,
        !bytes.has("goroutine ", at: piece), !bytes.has("created by ", at: piece)
      else { return end }
      let limit = Swift.min(piece + Self.widest, bytes.count)
      feed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: piece, before: limit)
      guard feed < limit || limit == bytes.count else { return end }
      switch kind {
      case .arguments:
        depth += bytes.openParentheses(from: piece, to: feed)
        if depth == 0 { return feed }
        if depth < 0 { return end }
      case .path:
        if bytes.endsPlace(from: piece, to: feed) { return feed }
        if bytes.isOffset(from: piece, to: feed) { return feed }
      case .counter:
        // Its pieces are words of counters, or of a place; the last has the line's number.
        guard !bytes.has("#", at: piece),
          bytes.firstIndex(of: " @ ", from: piece, before: feed) >= feed
        else { return end }
        if bytes.endsPlace(from: piece, to: feed) { return feed }
      case .counters:
        guard bytes.isOffset(from: piece, to: feed) || bytes.isCounters(from: piece, to: feed)
        else {
          return piece - 1
        }
        if feed - piece < Self.narrowest { return feed }
        continue
      case .number:
        return bytes.isOffset(from: piece, to: feed) ? feed : end
      }
      guard feed - piece >= Self.narrowest else { return end }
    }
    return end
  }
}

/// What a piece of a broken line lacks.
private enum BrokenLine {
  /// The rest of the arguments, and their parenthesis.
  case arguments
  /// The rest of the path, and the line's number.
  case path
  /// Perhaps the rest of the line's number, or of the offset behind it.
  case number
  /// The rest of a count profile's frame line.
  case counter
  /// Perhaps more counters of a block.
  case counters

  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let first = bytes[start]
    if first == UInt8(ascii: "#") {
      guard bytes.firstIndex(of: "0x", from: start, before: end) < end else { return nil }
      self = FileLine(bytes, unindentedFrom: start, to: end) == nil ? .counter : .number
      return
    }
    if bytes.firstIndex(of: " @ 0x", from: start, before: end) < end {
      self = .counters
      return
    }
    if first == UInt8(ascii: "\t") || first == UInt8(ascii: " ") {
      let (low, _) = bytes.trimmed(from: start, to: end)
      if FileLine(bytes, from: start, to: end) != nil {
        self = .number
      } else if bytes.has("/", at: low) || bytes.has(":/", at: low + 1) {
        self = .path
      } else {
        return nil
      }
    } else {
      let open = bytes.firstIndex(of: "(", from: start, before: end)
      guard open < end, bytes.openParentheses(from: start, to: end) > 0,
        bytes.isFunctionName(from: start, to: open)
      else { return nil }
      self = .arguments
    }
  }
}

extension Span where Element == UInt8 {
  /// How many parentheses are opened and not closed.
  fileprivate func openParentheses(from start: Int, to end: Int) -> Int {
    var depth = 0
    for index in start..<end {
      if self[index] == UInt8(ascii: "(") { depth += 1 }
      if self[index] == UInt8(ascii: ")") { depth -= 1 }
    }
    return depth
  }

  /// Whether a piece has the end of a place: `port.go:84`, or its number alone.
  fileprivate func endsPlace(from start: Int, to end: Int) -> Bool {
    var digits = start + 1
    if has(":", at: start), decimal(&digits) != nil { return true }
    return FileLine(self, unindentedFrom: start, to: end) != nil
  }

  /// Whether a piece is words of counters: ` 0x1038170 0x1006dfd`, the first perhaps cut.
  fileprivate func isCounters(from start: Int, to end: Int) -> Bool {
    guard end > start else { return false }
    for index in start..<end {
      let byte = self[index]
      let isHex = byte &- UInt8(ascii: "0") < 10 || byte &- UInt8(ascii: "a") < 6
      guard isHex || byte == UInt8(ascii: "x") || byte == 32 || byte == 13 else { return false }
    }
    return true
  }

  /// Whether a piece is the end of a file line: digits, an offset like `+0x1a3`, or both.
  fileprivate func isOffset(from start: Int, to end: Int) -> Bool {
    let (low, high) = trimmed(from: start, to: end)
    guard low < high, high - low < 24 else { return false }
    for index in low..<high {
      let byte = self[index]
      let isHex = byte &- UInt8(ascii: "0") < 10 || byte &- UInt8(ascii: "a") < 6
      guard isHex || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "x") || byte == 32 else {
        return false
      }
    }
    return true
  }
}

extension Span where Element == UInt8 {
  /// Whether a goroutine's lines are in turn functions, which no blank begins, and files, which a tab does:
  /// no line of it is broken, or a file would stand where a function should. Nearly all are so, and this
  /// looks at one byte a line.
  fileprivate func isOfFramePairs(from start: Int, to end: Int) -> Bool {
    var cursor = firstIndex(of: UInt8(ascii: "\n"), from: start) + 1
    var isFile = false
    while cursor < end {
      let first = self[cursor]
      // An empty line ends the goroutine.
      if first == UInt8(ascii: "\n") { return !isFile }
      guard isFile == (first == UInt8(ascii: "\t")), first != UInt8(ascii: " ") else {
        return false
      }
      isFile.toggle()
      cursor = firstIndex(of: UInt8(ascii: "\n"), from: cursor) + 1
    }
    return false
  }
}
