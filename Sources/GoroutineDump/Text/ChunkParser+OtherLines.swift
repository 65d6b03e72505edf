/// Lines outside goroutines: blocks of count profiles, what a crash says of itself, logs.
extension ChunkParser {
  /// Reads the line at `start`, and what belongs to it; returns where the next line starts.
  mutating func parseOtherLine(_ bytes: Span<UInt8>, at start: Int) -> Int {
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
    let next = Swift.min(lineEnd + 1, bytes.count)
    let (low, high) = bytes.trimmed(from: start, to: lineEnd)
    guard high > low else { return next }
    if let cursor = parseRaceAccess(bytes, from: low, to: high, after: next) { return cursor }
    if let header = HeaderLine(leakReport: bytes, from: low, to: high, next: next) {
      return parseGoroutine(bytes, header, at: low)
    }
    if let block = CountBlockLine(bytes, from: low, to: high) {
      return parseCountBlock(bytes, block, after: next)
    }
    let headerWord = bytes.headerStart(from: low, to: high)
    let word = headerWord ?? bytes.firstIndex(of: "goroutine ", from: low, before: high)
    if word < high {
      if let header = HeaderLine(bytes, at: word) {
        return parseGoroutine(bytes, header, at: word)
      }
      if headerWord == nil, let profile = ProfileLine(bytes, from: low, to: high) {
        mark(.profile(name: profile.name, total: profile.total))
        return next
      }
      if let header = HeaderLine(cut: bytes, at: word, lineEnd: lineEnd) {
        note(.badHeader, bytes, at: word, "the header of a goroutine ends early; it is counted")
        return parseGoroutine(bytes, header, at: word)
      }
    }
    if let event = event(bytes, from: low, to: high) {
      mark(event)
    } else if bytes.isCutMark(from: low, to: high) {
      note(.cut, bytes, at: start, "the text has been cut here by its author")
    } else if bytes.firstIndex(of: "Suppressed ", from: low, before: high) < high,
      bytes.firstIndex(of: " messages from ", from: low, before: high) < high
    {
      output.lostLines = true
      note(
        .truncated, bytes, at: start, "the log left lines out here: every count is a lower bound")
    }
    return next
  }

  /// Notes what the line says that the parser has come to.
  private mutating func mark(_ event: ChunkOutput.Event) {
    output.marks.append(
      ChunkOutput.Mark(row: output.rows.count, line: lineCount + 1, event: event))
  }

  /// What a line says of the program or of the dump, or nil where it is any other line.
  private mutating func event(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> ChunkOutput.Event? {
    if let profile = ProfileLine(bytes, from: start, to: end) {
      return .profile(name: profile.name, total: profile.total)
    }
    if let failure = Failure(bytes, from: start, to: end) {
      sampler.reset()
      return .failure(failure)
    }
    if end - start >= 5, bytes.has("-----", at: start) {
      for index in start..<end where bytes[index] != UInt8(ascii: "-") { return nil }
      return .threadSeparator
    }
    if bytes.has("exit status ", at: start) || bytes.has("FAIL\t", at: start) { return .end }
    return nil
  }

  /// Reads the frame lines of a block of a count profile; returns where the next line starts.
  private mutating func parseCountBlock(
    _ bytes: Span<UInt8>, _ block: CountBlockLine, after firstLine: Int
  ) -> Int {
    var cursor = firstLine
    var node = StackTrie.root
    var labels: UInt32 = 0
    var hidden = -1
    while cursor < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      var column = cursor
      // The same blanks that `countLine` skips, or it would send back here.
      while column < lineEnd, bytes[column] <= UInt8(ascii: " ") { column += 1 }
      guard column < lineEnd, bytes[column] == UInt8(ascii: "#") else {
        guard let resumed = countLine(bytes, beyondNoiseAt: cursor) else { break }
        if bytes.trimmed(from: cursor, to: resumed).0 < resumed {
          note(.badFrame, bytes, at: cursor, "a line inside a stack that is no frame; left out")
        }
        cursor = resumed
        continue
      }
      column += 1
      while column < lineEnd, bytes[column] <= UInt8(ascii: " ") { column += 1 }
      if bytes.has("labels: {", at: column), let close = bytes.endOfLabels(column + 8) {
        labels = labelTexts.intern(bytes, from: column + 9, to: close - 1)
      } else if let counter = bytes.hexadecimal(&column) {
        if hidden < 0 { hidden = block.hiddenCounters(before: counter) }
        // A header whose line feed was lost: the block ends where it begins.
        if bytes.firstIndex(of: UInt8(ascii: "["), from: column, before: lineEnd) < lineEnd,
          let header = bytes.headerStart(from: column, to: lineEnd)
        {
          if let text = counterText(bytes, counter, from: column, to: header) {
            node = trie.child(of: node, text: text)
          }
          cursor = header
          break
        }
        if let text = counterText(bytes, counter, from: column, to: lineEnd) {
          node = trie.child(of: node, text: text)
        }
      } else if bytes.isCutMark(from: column, to: lineEnd) {
        note(.cut, bytes, at: cursor, "the text has been cut here by its author")
      } else if column < lineEnd {
        note(.badFrame, bytes, at: cursor, "a line of a stack that is no frame; left out")
      }
      cursor = Swift.min(lineEnd + 1, bytes.count)
    }
    var sample = LocalSample(
      node: node, state: LocalSample.noState, isLeaked: false, labels: labels)
    sample.programCounters = block.counters
    sample.hiddenCounters = hidden < 0 ? block.counters.count : hidden
    samples.append(sample)
    mark(.count(sample: UInt32(samples.count - 1), count: block.count))
    return cursor
  }

  /// The frame text of `0xPC FUNC+0xOFF FILE:LINE`, whose part after the counter starts at `start`;
  /// nil where there is no symbol.
  private mutating func counterText(
    _ bytes: Span<UInt8>, _ counter: UInt64, from start: Int, to lineEnd: Int
  ) -> UInt32? {
    var nameStart = start
    while nameStart < lineEnd, bytes[nameStart] <= UInt8(ascii: " ") { nameStart += 1 }
    guard nameStart < lineEnd else { return nil }
    // The same counter stands for several functions where calls are inlined.
    let tab = Swift.min(bytes.firstIndex(of: 9, from: nameStart, before: lineEnd), lineEnd)
    let wordEnd = Swift.min(
      bytes.firstIndex(of: UInt8(ascii: " "), from: nameStart, before: tab), tab)
    let hash = mix(counter, bytes.hash(from: nameStart, to: wordEnd, seed: 0x6465_6275_6731))
    let known = trie.text(hash: hash) { text in
      guard trie.hasName(text, in: bytes, at: nameStart) else { return false }
      let nameEnd = nameStart + Int(text.nameLength)
      var file = nameEnd
      while file < lineEnd, bytes[file] <= UInt8(ascii: " ") { file += 1 }
      guard file > nameEnd || file == lineEnd, trie.hasFile(text, in: bytes, at: file) else {
        return false
      }
      return bytes.trimmed(from: file + Int(text.fileLength), to: lineEnd).0 == lineEnd
    }
    return known ?? addCounterText(bytes, hash, from: nameStart, to: lineEnd)
  }

  private mutating func addCounterText(
    _ bytes: Span<UInt8>, _ hash: UInt64, from start: Int, to lineEnd: Int
  ) -> UInt32 {
    let (_, end) = bytes.trimmed(from: start, to: lineEnd)
    // The name ends with its offset: ` ` or a tab follows, or the line ends.
    var nameEnd = start
    var functionEnd = end
    var search = start
    while true {
      let plus = bytes.firstIndex(of: "+0x", from: search, before: end)
      guard plus < end else {
        nameEnd = start
        while nameEnd < end, bytes[nameEnd] > UInt8(ascii: " ") { nameEnd += 1 }
        functionEnd = nameEnd
        break
      }
      var digits = plus + 1
      _ = bytes.hexadecimal(&digits)
      if digits >= end || bytes[digits] <= UInt8(ascii: " ") {
        nameEnd = Swift.min(digits, end)
        functionEnd = plus
        break
      }
      search = plus + 3
    }
    var fileStart = nameEnd
    while fileStart < end, bytes[fileStart] <= UInt8(ascii: " ") { fileStart += 1 }
    let file = FileLine(bytes, unindentedFrom: fileStart, to: end)
    let frame = Frame(
      function: frames.functions.intern(bytes, from: start, to: functionEnd),
      file: file.map {
        frames.files.intern(bytes, from: $0.file.lowerBound, to: $0.file.upperBound)
      } ?? 0,
      line: file?.line ?? 0)
    let offset = UInt32(trie.arena.count)
    trie.arena.append(bytes, from: start, to: nameEnd)
    trie.arena.append(bytes, from: fileStart, to: end)
    return trie.add(
      StackTrie.FrameText(
        offset: offset, nameLength: UInt32(nameEnd - start), fileLength: UInt32(end - fileStart),
        lines: 1, kind: .call, hasTail: false, frame: frames.intern(frame), elided: 0, hash: hash))
  }
}

extension ChunkParser.LocalSample {
  /// The dump does not print the state.
  static let noState = UInt32.max
}
