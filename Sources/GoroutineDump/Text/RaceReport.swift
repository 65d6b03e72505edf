/// What the race detector prints: goroutines that touched one variable, with their stacks.
///
/// ```
/// WARNING: DATA RACE
/// Write at 0x00c0000b4010 by goroutine 7:
///   main.main.func1()
///       /tmp/x.go:10 +0x38
///
/// Goroutine 7 (running) created at:
///   main.main()
///       /tmp/x.go:8 +0x7a
/// ==================
/// ```
extension ChunkParser {
  /// Reads `Write at 0x… by goroutine 7:` and the stack below; nil where the line is another.
  mutating func parseRaceAccess(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, after next: Int
  ) -> Int? {
    // A longer line is another: it must not be searched again for each header that it holds.
    guard bytes[end - 1] == UInt8(ascii: ":"), end - start < 512 else { return nil }
    let by = bytes.firstIndex(of: " by ", from: start, before: end)
    let at = bytes.firstIndex(of: " at 0x", from: start, before: end)
    guard at < by, by < end else { return nil }
    var cursor = by + 14
    let id: UInt64
    if bytes.has("main goroutine:", at: by + 4) {
      id = 1
    } else if bytes.has("goroutine ", at: by + 4), let number = bytes.decimal(&cursor) {
      id = number
    } else {
      return nil
    }
    markRace(bytes, from: start, to: end)
    var walk = StackWalk(cursor: next)
    walkStack(bytes, &walk)
    let origin = raceOrigin(bytes, of: id, from: walk.cursor)
    if let creator = origin.creator { walk.node = trie.child(of: walk.node, text: creator) }
    let sample = sample(
      node: walk.node, state: states.intern(origin.state), isLeaked: false, labels: 0)
    output.rows.append(
      GoroutineRecord(
        id: id, creator: 0, address: walk.address, sample: sample, wait: nil,
        flags: origin.state == "running" ? [.running] : []))
    return walk.cursor
  }

  /// Notes a report that was pasted without its heading. Only its first access is not called the previous.
  private mutating func markRace(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard !bytes.has("Previous ", at: start) else { return }
    if let last = output.marks.last, last.row == output.rows.count,
      case .failure(let failure) = last.event,
      failure.kind == .dataRace
    {
      return
    }
    mark(.failure(Failure(kind: .dataRace, message: bytes.text(from: start, to: end))))
  }

  /// Where the goroutine came from that touched the variable, further down in the same report.
  private mutating func raceOrigin(
    _ bytes: Span<UInt8>, of id: UInt64, from start: Int
  ) -> (state: String, creator: UInt32?) {
    var cursor = start
    // A report is no longer; what follows it must not be searched for every line of it.
    for _ in 0..<500 where cursor < bytes.count {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      let (low, high) = bytes.trimmed(from: cursor, to: end)
      if bytes.has("==========", at: low) || bytes.has("WARNING: DATA RACE", at: low) { break }
      var digits = low + 10
      if bytes.has("Goroutine ", at: low), bytes.decimal(&digits) == id,
        bytes.has(" (", at: digits), bytes.has(") created at:", at: high - 13)
      {
        let state = bytes.text(from: digits + 2, to: high - 13)
        return (state, creatorText(bytes, at: end + 1))
      }
      cursor = end + 1
    }
    return ("running", nil)
  }

  /// The frame at `start`, entered as a creator; nil where no frame stands there.
  private mutating func creatorText(_ bytes: Span<UInt8>, at start: Int) -> UInt32? {
    guard start < bytes.count else { return nil }
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
    guard case .call(let name, _) = FrameLine(bytes, from: start, to: end) else { return nil }
    let fileEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: end + 1)
    let file = FileLine(bytes, from: end + 1, to: fileEnd)
    let function = frames.functions.intern(bytes, from: name.lowerBound, to: name.upperBound)
    let frame = frames.intern(
      Frame(
        function: function,
        file: file.map { frames.internFile(bytes, $0.file, of: function) } ?? 0,
        line: file?.line ?? 0))
    let hash = mix(UInt64(frame), 0x7261_6365)
    return trie.text(hash: hash) { $0.frame == frame && $0.kind == .creator }
      ?? trie.add(
        StackTrie.FrameText(symbol: frame, kind: .creator), hash: hash)
  }
}
