/// Reads the goroutines out of chunks of text. One parser belongs to one thread; what the parsers of
/// an input found is put together by ``Assembly``.
///
/// A chunk starts and ends between goroutines, so chunks can be parsed in any order.
struct ChunkParser: ~Copyable {
  /// Goroutines alike in stack, state, mark and labels, as this parser numbers them.
  struct LocalSample {
    /// Where the stack ends in the tree; the root for blocks of a text, see `blockFrames`.
    var node: UInt32
    var state: UInt32
    var isLeaked: Bool
    var labels: UInt32
    /// A count profile's program counters, in ``ChunkParser/counters``; empty otherwise.
    var counters = 0..<0
    /// A count profile's frames, in ``ChunkParser/blockFrames``; empty otherwise.
    var blockFrames = 0..<0
    /// How many of the counters, from the innermost, no frame line shows.
    var hiddenCounters = 0
    /// The state that the names of the frames tell which are not shown, or ``noState``.
    var hiddenState = LocalSample.noState
    /// Whether the state was worked out, by whoever wrote a profile of ours.
    var isInferred = false
  }

  var trie = StackTrie()
  var frames = FrameTable()
  var states = TextTable()
  var headers = KnownHeaders()
  /// Labels as the dump spells them; row 0 is "none".
  var labelTexts = TextTable()
  var samples: [LocalSample] = []
  /// The program counters of all blocks, end to end.
  var counters: [UInt64] = []
  /// The frames of all blocks, end to end. A count profile has each stack once: there is nothing to
  /// recognise, and a tree of them would take six times the memory.
  var blockFrames: [UInt32] = []
  private var sampleIndex = HashIndex(capacity: 256)
  var sampler = DetailSampler()
  /// The arguments of the goroutine at hand: kept for its storage.
  var argumentScratch = ArgumentLists()
  /// The frames of its stack, likewise.
  var path: [UInt32] = []

  /// What the chunk being parsed has given so far.
  var output = ChunkOutput()
  /// The dump prints ` fp=0x…` words, which vary, at the ends of its file lines.
  var hasTails = false

  /// The line feeds before the offset that ``line(_:of:)`` was last asked for.
  private var countedLines = 0
  private var countedTo = 0
  /// The line feeds that were passed: known for most frames without looking at their bytes again.
  var lineCount = 0

  /// Whether the chunk begins below the header of a goroutine; nil where nobody asked yet.
  var beginsInStack: Bool?

  /// The lines below the last header, up to where its stack ends; nil where no goroutine came yet.
  var lastStack: Range<Int>?

  /// Whether frames of the last block of a count profile are missing.
  var lastBlockIsHalf = false

  /// Where the lines outside goroutines start that are being read, and the line feeds before them.
  var otherLines = (start: 0, lineCount: 0)

  /// See ``DumpReader/wantedAddresses``.
  private let wantedAddresses: Set<UInt64>
  /// Whether there are any: a quick test for the hot path.
  let wantsAddresses: Bool

  init(wantedAddresses: Set<UInt64> = []) {
    self.wantedAddresses = wantedAddresses
    wantsAddresses = !wantedAddresses.isEmpty
    _ = labelTexts.intern("")
  }

  /// Whether an argument is one of the addresses that are looked for.
  func isWanted(_ frames: ArgumentLists) -> Bool {
    wantsAddresses
      && frames.contains { arguments in
        arguments.contains { wantedAddresses.contains($0.value) }
      }
  }

  /// Makes room for what a large input can hold.
  mutating func reserve() {
    trie.reserve(frames: Self.manyFrames)
    frames.reserve(frames: Self.manyFrames)
    samples.reserveCapacity(Self.manyFrames / 8)
    counters.reserveCapacity(Self.manyFrames * 2)
    blockFrames.reserveCapacity(Self.manyFrames * 2)
  }

  /// Frames of 64 MiB of text, which is what the profile endpoint cuts at: more is made room for when
  /// it comes.
  private static let manyFrames = 1 << 19

  /// Reads a chunk. `bytes` ends with a line feed.
  mutating func parse(_ bytes: Span<UInt8>) -> ChunkOutput {
    output = ChunkOutput()
    beginsInStack = nil
    lastStack = nil
    lastBlockIsHalf = false
    countedLines = 0
    countedTo = 0
    lineCount = 0
    var cursor = 0
    while cursor < bytes.count {
      let first = bytes[cursor]
      if first == UInt8(ascii: "g"), bytes.has("goroutine ", at: cursor),
        let next = parseGoroutine(bytes, at: cursor)
      {
        cursor = next
      } else if first == UInt8(ascii: "\n") {
        cursor += 1
        lineCount += 1
      } else {
        otherLines = (cursor, lineCount)
        cursor = parseOtherLine(bytes, at: cursor)
        lineCount = otherLines.lineCount + bytes.lineFeeds(in: otherLines.start..<cursor)
      }
    }
    assert(lineCount == bytes.lineFeeds(in: 0..<bytes.count), "a line was not counted")
    output.lineCount = lineCount
    output.keptBytes = Swift.max(
      trie.arena.count, labelTexts.byteCount, states.byteCount, frames.byteCount,
      counters.count * MemoryLayout<UInt64>.stride)
    return output
  }

  /// The sample of a stack, state, mark and labels, which is added where it is new.
  @inline(__always)
  mutating func sample(node: UInt32, state: UInt32, isLeaked: Bool, labels: UInt32) -> UInt32 {
    let recent = trie.nodes[Int(node)].recentSample
    if recent != StackTrie.none,
      samples[Int(recent)].matches(node: node, state: state, isLeaked: isLeaked, labels: labels)
    {
      return recent
    }
    let hash = mix(
      UInt64(node) << 32 | UInt64(state) << 1 | (isLeaked ? 1 : 0), UInt64(labels))
    let found = sampleIndex.find(hash) {
      samples[Int($0)].matches(node: node, state: state, isLeaked: isLeaked, labels: labels)
    }
    let row = found ?? UInt32(samples.count)
    if found == nil {
      samples.append(
        LocalSample(
          node: node, state: state, isLeaked: isLeaked, labels: labels))
      sampleIndex.insert(hash, row: row)
    }
    trie.nodes[Int(node)].recentSample = row
    return row
  }

  /// Notes a problem at the line that holds `offset`.
  mutating func note(
    _ kind: Problem.Kind, _ bytes: Span<UInt8>, at offset: Int, _ message: @autoclosure () -> String
  ) {
    output.problemCount += 1
    // A file of millions of odd lines must not cost memory for each: the first tell enough.
    guard output.problems.count < ChunkOutput.listedProblems else { return }
    let line = line(bytes, of: offset)
    output.problems.append(Problem(kind: kind, line: line, message: message()))
  }

  /// The line that holds `offset`, counted from 1 at the chunk's start. Offsets come in order, so
  /// each byte is looked at once.
  mutating func line(_ bytes: Span<UInt8>, of offset: Int) -> Int {
    if offset < countedTo {
      return bytes.lineFeeds(in: 0..<offset) + 1
    }
    countedLines += bytes.lineFeeds(in: countedTo..<offset)
    countedTo = offset
    return countedLines + 1
  }
}

extension ChunkParser.LocalSample {
  @inline(__always)
  func matches(node: UInt32, state: UInt32, isLeaked: Bool, labels: UInt32) -> Bool {
    self.node == node && self.state == state && self.isLeaked == isLeaked
      && self.labels == labels && counters.isEmpty
  }
}

/// What a chunk gave.
struct ChunkOutput: Sendable {
  static let listedProblems = 100

  var rows: [GoroutineRecord] = []
  var marks: [Mark] = []
  var details: [GoroutineDetail] = []
  /// The first problems, with lines counted from the chunk's start.
  var problems: [Problem] = []
  /// Line feeds of the chunk.
  var lineCount = 0
  /// How many problems in all.
  var problemCount = 0
  /// What is missing of the text. Of its ends, only the first and the last chunk tell.
  var gaps: TextGaps = []
  /// Bytes of the parser's largest table of texts, once it had read the chunk.
  var keptBytes = 0

  /// Tells of headers that stood in the text and were lost when its wrapping was taken off.
  /// How many goroutines it tells of, one by one or in counts.
  var goroutineCount: Int {
    marks.reduce(rows.count) { sum, mark in
      guard case .count(_, let count) = mark.event else { return sum }
      return sum &+ count
    }
  }

  mutating func tellLostHeaders(_ count: Int) {
    guard count > 0 else { return }
    problemCount += count
    for _ in 0..<Swift.min(count, Self.listedProblems - problems.count) {
      problems.append(
        Problem(
          kind: .badHeader, line: 1,
          message: "a goroutine header below this line is not at the position where this log "
            + "has its text; skipped"))
    }
  }

  /// Something between the goroutines that tells what they belong to.
  struct Mark: Sendable {
    /// How many rows of the chunk stand before it.
    var row: Int
    /// The line, counted from the chunk's start.
    var line: Int
    var event: Event
  }

  /// What a mark tells. A profile has a hundred thousand counts and little else: so the other cases
  /// are kept apart, or each would be three times as large.
  enum Event: Sendable {
    /// `goroutine profile: total 153`
    indirect case profile(name: String, total: Int)
    /// A block of a count profile.
    case count(sample: UInt32, count: Int)
    /// The program ended, and why.
    indirect case failure(Failure)
    /// What a line beside that adds to it.
    indirect case remark(FailureRemark)
    /// `-----`: between the sections of the threads of a crash.
    case threadSeparator
    /// `--- FAIL: TestPay (0.44s)`: what a leak checker prints below is another test's.
    case test
    /// `exit status 2`, `FAIL pkg 600.0s`: what stands after a crash.
    case end
    /// A leak checker names the goroutine that follows, and perhaps more after it.
    indirect case leak(Failure)
  }
}
