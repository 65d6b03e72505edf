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
      markLeak(bytes, from: low, to: high)
      return parseGoroutine(bytes, header)
    }
    if let block = block(bytes, from: low, to: high) {
      return parseCountBlocks(bytes, block, after: next)
    }
    let headerWord = bytes.headerStart(from: low, to: high)
    let word = headerWord ?? bytes.firstIndex(of: "goroutine ", from: low, before: high)
    if word < high {
      if let header = HeaderLine(bytes, at: word) {
        markLeak(bytes, from: low, to: word)
        return parseGoroutine(bytes, header)
      }
      if headerWord == nil, let profile = ProfileLine(bytes, from: low, to: high) {
        mark(.profile(name: profile.name, total: profile.total))
        return next
      }
      if let header = HeaderLine(cut: bytes, at: word, lineEnd: lineEnd) {
        note(.badHeader, bytes, at: word, "incomplete goroutine header; the goroutine is counted")
        if bytes.firstIndex(of: UInt8(ascii: "]"), from: word, before: lineEnd) >= lineEnd {
          output.gaps.insert(.lostLines)
        }
        return parseGoroutine(bytes, header)
      }
    }
    markLeak(bytes, from: low, to: high)
    if let event = event(bytes, from: low, to: high) {
      mark(event)
    } else if bytes[low] == UInt8(ascii: "g"), !output.rows.isEmpty,
      bytes.isPartOfHeader(from: low, to: high)
    {
      output.gaps.insert(.lostLines)
      note(
        .truncated, bytes, at: start,
        "incomplete goroutine header; the text is cut off and every count is a lower bound")
    } else if let end = bytes.endOfLostFrames(from: start, to: lineEnd) {
      if !isBeginning(bytes) {
        note(
          .badFrame, bytes, at: start, "frames without a goroutine header; skipped")
      }
      return end
    } else if bytes.isCutMark(from: low, to: high) {
      note(.cut, bytes, at: start, "the author shortened the text here")
    } else if bytes.firstIndex(of: "Suppressed ", from: low, before: high) < high,
      bytes.firstIndex(of: " messages from ", from: low, before: high) < high
    {
      output.gaps.insert(.lostLines)
      note(
        .truncated, bytes, at: start, "the log omitted lines here; every count is a lower bound")
    }
    return next
  }

  /// Whether no goroutine came yet, and the text begins in the middle of one: that is told of the whole.
  private mutating func isBeginning(_ bytes: Span<UInt8>) -> Bool {
    guard output.rows.isEmpty, output.marks.isEmpty else { return false }
    let known = beginsInStack ?? bytes.beginsInStack
    beginsInStack = known
    return known
  }

  /// Notes what the line says that the parser has come to.
  mutating func mark(_ event: ChunkOutput.Event) {
    // A log can be full of lines that look so; only those beside a failure matter.
    if case .remark = event {
      let last = output.marks.suffix(Self.mostRemarks)
      if last.count == Self.mostRemarks, last.allSatisfy(\.isRemark) {
        output.marks.remove(at: last.startIndex)
      }
    }
    output.marks.append(
      ChunkOutput.Mark(row: output.rows.count, line: lineCount + 1, event: event))
  }

  /// So many remarks are kept in a row.
  private static let mostRemarks = 64

  /// What a line says of the program or of the dump, or nil where it is any other line.
  private mutating func event(
    _ bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> ChunkOutput.Event? {
    if let profile = ProfileLine(bytes, from: start, to: end) {
      return .profile(name: profile.name, total: profile.total)
    }
    if let failure = Failure(bytes, from: start, to: end)
      ?? Failure(behindText: bytes, from: start, to: end)
      ?? Failure(leakHeading: bytes, from: start, to: end)
    {
      sampler.reset()
      return .failure(failure)
    }
    if end - start >= 5, bytes.has("-----", at: start) {
      for index in start..<end where bytes[index] != UInt8(ascii: "-") { return nil }
      return .threadSeparator
    }
    if bytes.has("--- FAIL: ", at: start) { return .test }
    if bytes.has("exit status ", at: start) || bytes.has("FAIL\t", at: start) { return .end }
    return FailureRemark(bytes, from: start, to: end).map { .remark($0) }
  }

  /// A block of a count profile whose frames are being read.
  private struct OpenBlock {
    /// Where its first line starts.
    let start: Int
    let count: Int
    /// Whether more counters followed than are there.
    let isElided: Bool
    /// Its part of the counters.
    let counters: Range<Int>
    /// Its first frame in the frames of all blocks.
    let firstFrame: Int
    /// The counters above the first that a frame line shows; -1 until there is one.
    var hidden = -1
    /// The counter that the last frame line shows, counted from the innermost; -1 until one does.
    var shown = -1
    /// Whether a frame line stood below.
    var hasLines = false
    var labels: UInt32 = 0
  }

  /// The block whose first line stands in `start ..< end`, or nil where it is none.
  private mutating func block(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> OpenBlock? {
    let firstCounter = counters.count
    return CountBlockLine(bytes, from: start, to: end, counters: &counters).map {
      OpenBlock(
        start: start, count: $0.count, isElided: $0.isElided,
        counters: firstCounter..<counters.count,
        firstFrame: blockFrames.count)
    }
  }

  /// Reads the frame lines of a block of a count profile, and the blocks that follow; returns where
  /// the next line starts.
  private mutating func parseCountBlocks(
    _ bytes: Span<UInt8>, _ first: OpenBlock, after firstLine: Int
  ) -> Int {
    var block = first
    var cursor = firstLine
    while cursor < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      var column = cursor
      // The same blanks that `countLine` skips, or it would send back here.
      while column < lineEnd, bytes[column] <= UInt8(ascii: " ") { column += 1 }
      if bytes.has("\\#", at: column) { column += 1 }
      guard column < lineEnd, bytes[column] == UInt8(ascii: "#") else {
        // Mostly the next block follows below an empty line.
        if column == lineEnd, let next = nextBlock(bytes, below: lineEnd) {
          close(block)
          otherLines.lineCount += bytes.lineFeeds(in: otherLines.start..<next.block.start)
          otherLines.start = next.block.start
          lineCount = otherLines.lineCount
          block = next.block
          cursor = next.firstLine
          continue
        }
        if column > cursor, bytes.frameWithoutAddress(from: column, to: lineEnd) == column {
          addBlockFrame(bytes, from: column, to: lineEnd)
          cursor = Swift.min(lineEnd + 1, bytes.count)
          continue
        }
        guard let resumed = countLine(bytes, beyondNoiseAt: cursor) else { break }
        if bytes.trimmed(from: cursor, to: resumed).0 < resumed {
          note(.badFrame, bytes, at: cursor, "a line inside a stack is not a frame; skipped")
        }
        cursor = resumed
        continue
      }
      column += 1
      while column < lineEnd, bytes[column] <= UInt8(ascii: " ") { column += 1 }
      if let counter = bytes.hexadecimal(&column) {
        if block.hidden < 0 {
          block.hidden = CountBlockLine.hidden(counters[block.counters], before: counter)
        }
        noteShown(counter, &block)
        // A header whose line feed was lost: the block ends where it begins.
        if bytes.firstIndex(of: UInt8(ascii: "["), from: column, before: lineEnd) < lineEnd,
          let header = bytes.headerStart(from: column, to: lineEnd)
        {
          addBlockFrame(bytes, from: column, to: header)
          cursor = header
          break
        }
        addBlockFrame(bytes, from: column, to: lineEnd)
      } else if bytes.has("labels: {", at: column), let close = bytes.endOfLabels(column + 8) {
        block.labels = labelTexts.intern(bytes, from: column + 9, to: close - 1)
      } else if bytes.isCutMark(from: column, to: lineEnd) {
        note(.cut, bytes, at: cursor, "the author shortened the text here")
      } else if let start = bytes.frameWithoutAddress(from: column, to: lineEnd) {
        addBlockFrame(bytes, from: start, to: lineEnd)
      } else if column < lineEnd {
        note(.badFrame, bytes, at: cursor, "a line of a stack is not a frame; skipped")
      }
      cursor = Swift.min(lineEnd + 1, bytes.count)
    }
    close(block)
    return cursor
  }

  /// The block that starts below the empty line that ends at `lineEnd`, and where its frames start.
  private mutating func nextBlock(
    _ bytes: Span<UInt8>, below lineEnd: Int
  ) -> (block: OpenBlock, firstLine: Int)? {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: lineEnd + 1)
    let (low, high) = bytes.trimmed(from: lineEnd + 1, to: end)
    return block(bytes, from: low, to: high).map { ($0, Swift.min(end + 1, bytes.count)) }
  }

  /// Keeps which of the block's counters a frame line shows. It prints the call, which ends where the
  /// counter points.
  @inline(__always)
  private func noteShown(_ address: UInt64, _ block: inout OpenBlock) {
    block.hasLines = true
    let rest = counters[block.counters].dropFirst(Swift.max(block.shown, 0))
    // Counters can follow one another: old releases alone print the counter itself.
    if let place = rest.firstIndex(of: address &+ 1) ?? rest.firstIndex(of: address) {
      block.shown = place - block.counters.lowerBound
    }
  }

  /// Whether frames of a block are missing: the runtime prints one for each counter, down to
  /// `runtime.goexit`, which it leaves out.
  private func isHalf(_ block: OpenBlock) -> Bool {
    guard !block.isElided else { return false }
    guard block.hasLines || block.firstFrame < blockFrames.count else {
      // A goroutine that has not run yet has the outermost counter alone, which all stacks end with.
      return block.counters.count != 1
    }
    if block.shown >= 0, block.shown < block.counters.count - 2 { return true }
    // The last line ends before or within its file.
    let lines = blockFrames[block.firstFrame...].suffix(2).map { frames.frames[Int($0)].line }
    return lines.count > 1 && lines[0] > 0 && lines[1] == 0
  }

  /// Counts the goroutines of a block whose frames were read.
  private mutating func close(_ block: OpenBlock) {
    lastBlockIsHalf = isHalf(block)
    var sample = LocalSample(
      node: StackTrie.root, state: LocalSample.noState, isLeaked: false, labels: block.labels)
    // Without those that were left out, nobody knows which of these a frame would have shown.
    let isKnown = block.hidden >= 0 || !block.isElided
    sample.counters =
      isKnown ? block.counters : block.counters.lowerBound..<block.counters.lowerBound
    sample.blockFrames = block.firstFrame..<blockFrames.count
    sample.hiddenCounters = block.hidden < 0 ? sample.counters.count : block.hidden
    samples.append(sample)
    mark(.count(sample: UInt32(samples.count - 1), count: block.count))
  }

  /// Adds the frame of `0xPC FUNC+0xOFF FILE:LINE`, whose part after the counter starts at `start`, to
  /// those of the block; none where there is no symbol.
  ///
  /// Each line is taken apart: few of them repeat, and finding a text again cost more.
  private mutating func addBlockFrame(_ bytes: Span<UInt8>, from lineStart: Int, to lineEnd: Int) {
    let (start, end) = bytes.trimmed(from: lineStart, to: lineEnd)
    guard start < end else { return }
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
      if bytes.hexadecimal(&digits) == nil {
        // An offset that was left out: `main.f+0x...`.
        while digits < end, bytes[digits] > UInt8(ascii: " ") { digits += 1 }
      }
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
    let function = frames.functions.intern(bytes, from: start, to: functionEnd)
    let frame = Frame(
      function: function,
      file: file.map { frames.internFile(bytes, $0.file, of: function) } ?? 0,
      line: file?.line ?? 0)
    blockFrames.append(frames.intern(frame))
  }
}

extension Span where Element == UInt8 {
  /// Where the function's name starts in a frame line of a count profile whose address was left out,
  /// `0x... main.f+0x9b ./main.go:30` or `main.f`; nil where the line is something else.
  fileprivate func frameWithoutAddress(from start: Int, to end: Int) -> Int? {
    var name = start
    if has("0x", at: start) || has("...", at: start) || has("…", at: start) {
      while name < end, self[name] > UInt8(ascii: " ") { name += 1 }
      while name < end, self[name] <= UInt8(ascii: " ") { name += 1 }
    }
    var nameEnd = name
    while nameEnd < end, self[nameEnd] > UInt8(ascii: " ") { nameEnd += 1 }
    let (file, fileEnd) = trimmed(from: nameEnd, to: end)
    nameEnd = Swift.min(firstIndex(of: "+0x", from: name, before: nameEnd), nameEnd)
    let dot = lastIndex(of: UInt8(ascii: "."), from: name, before: nameEnd)
    guard dot > name, dot + 1 < nameEnd, isFunctionName(from: name, to: nameEnd),
      file == fileEnd || FileLine(self, unindentedFrom: file, to: fileEnd) != nil
    else { return nil }
    return name
  }
}

extension ChunkOutput.Mark {
  fileprivate var isRemark: Bool {
    if case .remark = event { true } else { false }
  }
}

extension ChunkParser.LocalSample {
  /// The dump does not print the state.
  static let noState = UInt32.max
}
