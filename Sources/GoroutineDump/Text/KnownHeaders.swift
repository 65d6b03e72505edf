/// What a goroutine's header says of it, beside its ids: the same for many.
struct HeaderFacts {
  /// The state, in the parser's table.
  var state: UInt32
  /// The labels, in the parser's table.
  var labels: UInt32
  /// Minutes, or nil where the header has none.
  var wait: Int?
  var flags: GoroutineRecord.Flags
  var isLeaked: Bool
  /// The state is a wait for a lock.
  var isLockWait: Bool
}

/// The brackets of the headers seen before (`[chan receive, 12 minutes]:`), without their minutes, and
/// what they say.
///
/// A dump has a dozen of them for its million goroutines: measured, taking each apart was a sixth of
/// all work.
struct KnownHeaders {
  /// More than that many hold labels, which differ by a request's id.
  private static let most = 256
  /// Longer ones have labels.
  private static let longest = 64

  private struct Entry {
    var offset: UInt32
    var length: UInt32
    /// Minutes followed. Without them the same text is a header that was cut.
    var hadWait: Bool
    var facts: HeaderFacts
  }

  private var entries: [Entry] = []
  private var arena: [UInt8] = []
  private var index = HashIndex()

  /// What the brackets say that stand in `start ..< end`; nil where they are not known.
  @inline(__always)
  func facts(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> HeaderFacts? {
    let text = BracketText(bytes, from: start, to: end)
    let length = text.end - start
    guard length <= Self.longest else { return nil }
    let found = index.find(bytes.hash(from: start, to: text.end, seed: 0)) {
      let entry = entries[Int($0)]
      return Int(entry.length) == length && entry.hadWait == (text.wait != nil)
        && bytes.matches(at: start, arena.span, at: Int(entry.offset), length: length)
    }
    guard let found else { return nil }
    var facts = entries[Int(found)].facts
    if let wait = text.wait { facts.wait = wait }
    return facts
  }

  /// Keeps what the brackets say that stand in `start ..< end`.
  mutating func add(_ facts: HeaderFacts, _ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let text = BracketText(bytes, from: start, to: end)
    let end = text.end
    guard entries.count < Self.most, end - start <= Self.longest else { return }
    index.insert(bytes.hash(from: start, to: end, seed: 0), row: UInt32(entries.count))
    entries.append(
      Entry(
        offset: UInt32(arena.count), length: UInt32(end - start), hadWait: text.wait != nil,
        facts: facts))
    arena.append(bytes, from: start, to: end)
  }
}

/// The brackets of a header and what follows them, apart from the minutes.
private struct BracketText {
  /// Where the text ends that does not vary: before `, 12 minutes]:`, or at the end of the line.
  let end: Int
  /// The minutes; nil where the line does not end with them.
  let wait: Int?

  @inline(__always)
  init(_ bytes: Span<UInt8>, from start: Int, to lineEnd: Int) {
    let textEnd = bytes[lineEnd - 1] == 13 ? lineEnd - 1 : lineEnd
    let unit = textEnd - " minutes]:".utf8.count
    if unit > start, bytes.has(" minutes]:", at: unit) {
      var digits = unit
      while digits > start, bytes[digits - 1] &- UInt8(ascii: "0") <= 9 { digits -= 1 }
      let comma = digits - 2
      if comma > start, bytes.has(", ", at: comma), let minutes = bytes.decimal(&digits) {
        end = comma
        wait = Int(clamping: minutes)
        return
      }
    }
    end = lineEnd
    wait = nil
  }
}

extension ChunkParser {
  /// Reads the goroutine whose word `goroutine ` stands at `start`; returns where the next one may
  /// start, or nil where the line is no header.
  @inline(__always)
  mutating func parseGoroutine(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    var cursor = start + "goroutine ".utf8.count
    guard let id = bytes.decimal(&cursor) else { return nil }
    let bracket = cursor + 1
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: bracket)
    if bytes.has(" [", at: cursor), let known = headers.facts(bytes, from: bracket, to: lineEnd) {
      lineCount += 1
      return parseGoroutine(bytes, id: id, known, thread: nil, from: lineEnd + 1)
    }
    guard let header = HeaderLine(bytes, at: start) else { return nil }
    lineCount += bytes.lineFeeds(in: start..<header.next)
    let facts = facts(of: header, bytes)
    // Those of a crash name the thread before the bracket.
    if bytes.has(" [", at: cursor), header.next == lineEnd + 1 {
      headers.add(facts, bytes, from: bracket, to: lineEnd)
    }
    return parseGoroutine(bytes, id: id, facts, thread: header.threadNumber, from: header.next)
  }

  /// Reads the goroutine whose header is given; returns where the next one may start.
  mutating func parseGoroutine(_ bytes: Span<UInt8>, _ header: HeaderLine) -> Int {
    parseGoroutine(
      bytes, id: header.id, facts(of: header, bytes), thread: header.threadNumber,
      from: header.next)
  }

  private mutating func facts(of header: HeaderLine, _ bytes: Span<UInt8>) -> HeaderFacts {
    HeaderFacts(
      state: states.intern(bytes, from: header.state.lowerBound, to: header.state.upperBound),
      labels: header.labels.isEmpty
        ? 0
        : labelTexts.intern(bytes, from: header.labels.lowerBound, to: header.labels.upperBound),
      wait: header.wait, flags: header.flags, isLeaked: header.isLeaked,
      isLockWait: bytes.isLockState(header.state))
  }

  /// Reads the stack below a header, from `start`; returns where the next goroutine may start.
  @inline(__always)
  private mutating func parseGoroutine(
    _ bytes: Span<UInt8>, id: UInt64, _ facts: HeaderFacts, thread: Int?, from start: Int
  ) -> Int {
    var walk = StackWalk(cursor: start)
    walkStack(bytes, &walk)
    lastStack = start..<walk.cursor
    let sample = sample(
      node: walk.node, state: facts.state, isLeaked: facts.isLeaked, labels: facts.labels)
    output.rows.append(
      GoroutineRecord(
        id: id, creator: walk.creator, address: walk.address, sample: sample, wait: facts.wait,
        flags: facts.flags))
    let isSampled =
      sampler.wants(sample: sample)
      && sampler.take(sample: sample, isLockWait: facts.isLockWait)
    if isSampled || wantsAddresses {
      var detail = GoroutineDetail(
        row: output.rows.count - 1, thread: thread,
        frames: argumentLists(bytes, from: start, to: walk.cursor, of: walk.node))
      detail.isWanted = isWanted(detail.frames)
      if isSampled || detail.isWanted {
        if walk.hasAncestors {
          detail.ancestors = Self.ancestors(bytes, from: start, to: walk.cursor)
        }
        output.details.append(detail)
      }
    }
    return walk.cursor
  }
}
