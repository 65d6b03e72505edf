/// Works out the states of a count profile's stacks.
///
/// `debug=0` and `debug=1` print no state, and hide the runtime's frames at the top; but their
/// program counters stay. A visible frame like `internal/poll.runtime_pollWait` tells its wait by
/// name. For channels, the hidden counters are those of `gopark`, `chansend` and `chansend1` (or
/// their receiving twins), and the distance of the second from the third is a constant of the Go
/// release and the platform: see ``ChannelParkDistances``.
struct StateInference {
  private let counters: [UInt64]
  private let park: UInt64
  /// Whether several stacks show it, so that others are known to be elsewhere.
  private let parkIsKnown: Bool
  private let rows: [ChannelParkDistances]
  /// The pairs of hidden counters that may be of channels.
  private let pairs: PairTable
  /// What each pair tells; nil for those that tell nothing.
  private var channelStates: [GoroutineState?] = []
  /// The second counters of stacks with two hidden ones: `selectgo`'s and `block`'s.
  private let lonePairs: [UInt64]
  /// Whether the only one of these is `selectgo`'s, by those who wait there.
  private let loneIsSelect: Bool
  private let isWordAligned: Bool

  /// Learns the release and platform from all stacks of one profile, whose counters are parts of
  /// `counters`; `visible` is what the frames of each tell, `name` spells a function.
  init(
    of samples: [Sample], _ counters: [UInt64], visible: [WaitNames.Visible],
    name: (UInt32) -> String
  ) {
    self.counters = counters
    let (park, stacks) = Self.commonPark(samples, counters, visible)
    self.park = park
    parkIsKnown = stacks >= 3
    var pairs = PairTable()
    var lone: Set<UInt64> = []
    var waiting: Set<UInt32> = []
    for index in samples.indices where visible[index].state == nil {
      let start = samples[index].counters.lowerBound
      guard samples[index].counters.count > 1, counters[start] == park else { continue }
      let hidden = samples[index].hiddenCounters
      if hidden == 2 {
        lone.insert(counters[start + 1])
        if waiting.count < Self.mostWaiting, let function = visible[index].function {
          waiting.insert(function)
        }
      } else if let pair = Pair(counters, start, hidden: hidden) {
        pairs.add(pair)
      }
    }
    self.pairs = pairs
    lonePairs = lone.sorted()
    loneIsSelect = lone.count == 1 && Self.areSelecting(waiting.map(name))
    isWordAligned = samples.allSatisfy { sample in
      sample.counters.allSatisfy { counters[$0] % 4 == 0 }
    }
    rows = Self.bestRows(pairs.pairs, lone, wordAligned: isWordAligned)
    channelStates = pairs.pairs.map { channelState($0) }
  }

  /// The counter of `gopark`, and how many stacks have it: nearly every goroutine is parked by it.
  private static func commonPark(
    _ samples: [Sample], _ counters: [UInt64], _ visible: [WaitNames.Visible]
  ) -> (park: UInt64, stacks: Int) {
    var parks: [UInt64: Int] = [:]
    // Counted by runs, for there are few others between.
    var run = (park: UInt64(0), count: 0)
    for index in samples.indices where samples[index].hiddenCounters > 0 {
      // The goroutine that writes the profile, and one in a system call, are not parked: in a small
      // profile their counters would weigh as much as the park's.
      let activity = visible[index].state?.activity
      guard activity != .runnable, activity != .syscall else { continue }
      let park = counters[samples[index].counters.lowerBound]
      if park != run.park {
        parks[run.park, default: 0] += run.count
        run = (park, 0)
      }
      run.count += 1
    }
    parks[run.park, default: 0] += run.count
    // Ties go to the lower address, for one answer.
    let common = parks.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return (common?.key ?? 0, common?.value ?? 0)
  }

  /// The counters inside `chansend` (or `chanrecv`) and inside `chansend1` (or its kin).
  private struct Pair: Equatable {
    let inner: UInt64
    let outer: UInt64

    /// That of the stack whose counters begin at `start`, `hidden` of which are the runtime's; nil
    /// where these are another's.
    init?(_ counters: [UInt64], _ start: Int, hidden: Int) {
      switch hidden {
      case 3:
        inner = counters[start + 1]
      case 4 where counters[start + 1] &- counters[start] < 0x200:
        // Until Go 1.10 `goparkunlock`, right behind `gopark`, stands between.
        inner = counters[start + 2]
      case 4 where counters[start + 1] &- counters[start + 2] < 0x80:
        // Until Go 1.12 it is inlined into the same function, and has a counter of its own.
        inner = counters[start + 1]
      default:
        return nil
      }
      outer = counters[start + hidden - 1]
    }

    var hash: UInt64 { mix(inner, outer) }
  }

  /// Distinct pairs. Not a `Dictionary`, whose hashes took a third of the time: every stack asks.
  private struct PairTable {
    /// A runtime has some ten. A profile that was made to hurt could have one for each stack, of one
    /// hash.
    private static let most = 256

    private(set) var pairs: [Pair] = []
    private var index = HashIndex()

    mutating func add(_ pair: Pair) {
      guard pairs.count < Self.most, place(of: pair) == nil else { return }
      index.insert(pair.hash, row: UInt32(pairs.count))
      pairs.append(pair)
    }

    /// Where a pair stands among ``pairs``.
    func place(of pair: Pair) -> Int? {
      index.find(pair.hash) { pairs[Int($0)] == pair }.map(Int.init)
    }
  }

  /// Whether some functions, the innermost of all stacks that wait in one place of the runtime, wait in
  /// a `select` with cases: `select {}` keeps a program alive, so it stands in one function, mostly in
  /// `main`, and never in the library.
  private static func areSelecting(_ functions: [String]) -> Bool {
    functions.count { !$0.hasPrefix("main.") } >= 2
      || functions.contains { function in
        ["net/http.", "net.", "database/sql.", "context.", "os/exec.", "io."]
          .contains { function.hasPrefix($0) }
      }
  }

  /// So many functions are asked for their package.
  private static let mostWaiting = 64

  private static let runnable = GoroutineState("runnable")
  private static let select = GoroutineState("select")
  private static let emptySelect = GoroutineState("select (no cases)")

  /// Where Linux loads programs of 386 processors, those that it does not move.
  private static let lowest386: UInt64 = 0x804_8000

  /// The rows of the table that explain most of what is in the profile; empty where none does.
  ///
  /// Distinct pairs are counted, not goroutines: ten thousand of one leak are one witness.
  private static func bestRows(
    _ pairs: [Pair], _ lone: Set<UInt64>, wordAligned: Bool
  ) -> [ChannelParkDistances] {
    var best: [ChannelParkDistances] = []
    var bestScore = (0, 0)
    // Counters that are no multiples of four rule out the processors whose instructions are.
    let limit = UInt64(UInt32.max)
    let exceeds32Bits = pairs.contains { $0.outer > limit } || lone.contains { $0 > limit }
    // Programs of other processors lie lower.
    let isBelow386 = pairs.contains { $0.outer < lowest386 } || lone.contains { $0 < lowest386 }
    for row in ChannelParkDistances.all where wordAligned || !row.isWordAligned {
      if isBelow386, row.is386 { continue }
      let explained = pairs.count { row.activity(inner: $0.inner, outer: $0.outer) != nil }
      let score = (explained, lone.count { row.isSelect($0) || row.isBlock($0) })
      guard score > (0, 0), score >= bestScore, !(exceeds32Bits && row.has32Bits) else { continue }
      if score > bestScore {
        bestScore = score
        best = []
      }
      best.append(row)
    }
    // Of rows that explain as much, those of 64 bits: the distances of one release on a processor of 32
    // bits can be another operation's of another release.
    if best.contains(where: { !$0.has32Bits }) {
      best.removeAll(where: \.has32Bits)
    } else if bestScore.0 < pairs.count {
      best = []
    }
    // A select's counter alone fits too many releases to name one, but all that fit must agree.
    return bestScore.0 > 0 || pairs.isEmpty ? best : []
  }

  /// The state of a stack, of which is given what its frames tell; nil where nothing tells.
  func state(of sample: Sample, visible: WaitNames.Visible) -> GoroutineState? {
    // Its only counter is the entry that it will return to: it has not run yet.
    if !visible.hasFrames, sample.counters.count == 1 { return Self.runnable }
    return visible.state ?? hiddenState(of: sample, channel: visible.channel)
  }

  private func hiddenState(of sample: Sample, channel: WaitNames.Channel) -> GoroutineState? {
    let own = sample.counters
    guard !own.isEmpty else { return nil }
    // Who is in the runtime without being parked by it has been preempted, or allocates.
    if sample.hiddenCounters == 0 || parkIsKnown && counters[own.lowerBound] != park {
      return Self.runnable
    }
    guard counters[own.lowerBound] == park else { return nil }
    switch (sample.hiddenCounters, channel) {
    case (2, .reflectedReceive): return ChannelActivity.receive.state
    case (2, .reflectedSend): return ChannelActivity.send.state
    case (2, .direct): return selectState(counters[own.lowerBound + 1])
    default:
      return Pair(counters, own.lowerBound, hidden: sample.hiddenCounters)
        .flatMap { pairs.place(of: $0) }.flatMap { channelStates[$0] }
    }
  }

  private func channelState(_ pair: Pair) -> GoroutineState? {
    let known = Set(rows.compactMap { $0.activity(inner: pair.inner, outer: pair.outer) })
    if known.count == 1, let activity = known.first { return activity.state }
    guard known.isEmpty else { return nil }
    // A release that the table lacks: the outer counter's place in its aligned function still
    // tells a send from a receive.
    let residue = pair.outer % 32
    let isSend: Bool
    let isReceive: Bool
    if isWordAligned {
      isSend = pair.outer % 16 == 8
      isReceive = pair.outer % 16 == 4
    } else {
      // Until Go 1.16 functions are aligned to sixteen bytes: seen in profiles of 1.12 to 1.16.
      isSend = residue == 0x17 || residue == 0x1d || residue % 16 == 5
      isReceive = residue == 0x12 || residue == 0x18 || residue % 16 == 0xb
    }
    // Both functions are small neighbours: further apart, the counters are of something else.
    let distance = Int64(bitPattern: pair.inner &- pair.outer)
    guard distance > 0x40, distance < 0x1000, isSend != isReceive else { return nil }
    return (isSend ? ChannelActivity.send : .receive).state
  }

  private func selectState(_ counter: UInt64) -> GoroutineState? {
    if lonePairs.count == 2 {
      return counter == lonePairs[0] ? Self.emptySelect : Self.select
    }
    let selects = rows.contains { $0.isSelect(counter) }
    let blocks = rows.contains { $0.isBlock(counter) }
    if selects != blocks { return selects ? Self.select : Self.emptySelect }
    return loneIsSelect && !blocks ? Self.select : nil
  }
}

extension ChannelParkDistances {
  /// What a goroutine does whose counters lie in `chansend`/`chanrecv` and their callers.
  fileprivate func activity(inner: UInt64, outer: UInt64) -> ChannelActivity? {
    let distance = Int64(bitPattern: inner &- outer)
    func lies(_ value: Int32, _ offset: Int32) -> Bool {
      value != 0 && distance == Int64(value) && isAt(offset, outer)
    }
    if lies(send, chansend1Return) { return .send }
    if lies(sendNil, chansend1Return) { return .sendNil }
    if lies(receive, chanrecv1Return) || lies(receiveOk, chanrecv2Return) { return .receive }
    // Without any `v, ok := <-c` in the program the linker leaves out `chanrecv2`.
    if lies(receiveOk, chanrecv1Return) { return .receive }
    let nilOk = receiveNil == 0 ? 0 : receiveNil - (receive - receiveOk)
    if lies(receiveNil, chanrecv1Return) || lies(nilOk, chanrecv2Return)
      || lies(nilOk, chanrecv1Return)
    {
      return .receiveNil
    }
    return nil
  }

  /// Whether the release was measured on a processor whose instructions take four bytes each.
  fileprivate var isWordAligned: Bool {
    !is386 && chansend1Return > 0 && chansend1Return % 4 == 0 && chanrecv1Return % 4 == 0
  }

  /// Whether the row is of processors whose addresses have 32 bits alone.
  fileprivate var has32Bits: Bool {
    ["/386", "/arm,", "/arm+", "/mips"].contains { platforms.contains($0) }
      || platforms.hasSuffix("/arm")
  }

  /// Whether the row is of 386 processors under Linux.
  fileprivate var is386: Bool { platforms == "linux/386" }

  /// Whether a counter can be that of the park in `selectgo`.
  fileprivate func isSelect(_ counter: UInt64) -> Bool {
    selectReturn != 0 && isAt(selectReturn, counter)
  }

  /// Whether a counter can be that of the park in `block`.
  fileprivate func isBlock(_ counter: UInt64) -> Bool {
    blockReturn != 0 && isAt(blockReturn, counter)
  }

  /// Whether `counter` can lie `offset` bytes behind the entry of a function, all of which are
  /// aligned.
  private func isAt(_ offset: Int32, _ counter: UInt64) -> Bool {
    guard offset > 0, functionAlignment > 0 else { return true }
    return (counter &- UInt64(offset)) % UInt64(functionAlignment) == 0
  }
}

private enum ChannelActivity: Hashable {
  case send, sendNil, receive, receiveNil

  var state: GoroutineState {
    switch self {
    case .send: Self.sends
    case .sendNil: Self.nilSends
    case .receive: Self.receives
    case .receiveNil: Self.nilReceives
    }
  }

  private static let sends = GoroutineState("chan send")
  private static let nilSends = GoroutineState("chan send (nil chan)")
  private static let receives = GoroutineState("chan receive")
  private static let nilReceives = GoroutineState("chan receive (nil chan)")
}
