public import GoroutineDump
import PCRE2

/// A dump with everything that signatures ask of it.
public struct Inquiry: Sendable {
  /// The dump, grouped.
  public let analysis: DumpAnalysis
  /// Groups by site, state and creator, largest first.
  public let places: [ParkedPlace]
  /// Groups that a signature before this one has explained.
  public internal(set) var claimed: GroupSet
  /// Warnings and errors so far, each with its groups.
  public internal(set) var found: [Match] = []
  let ids: GoroutineIDs
  /// The group of each sample.
  let groupBySample: [Int?]
  let functionPatterns: FunctionPatterns
  let stackPatterns: StackPatterns
  let surroundings: Surroundings
  let labelMatches: LabelMatches
  private let signalCache = SignalCache()
  /// The locks that goroutines wait for, worked out when the first signature asks.
  let lockTable = Deferred<LockTable>()
  /// The names of functions, taken apart when a signature asks.
  private let names = FunctionNames()
  let index: PatternIndex
  /// Groups that the user expects: never judged.
  var expected: GroupSet
  /// Expectations that more goroutines meet than they allow.
  var exceeded: [ExceededExpectation] = []

  init(_ analysis: DumpAnalysis, _ index: PatternIndex) {
    longestWait = analysis.groups.reduce(0) { max($0, $1.wait?.max ?? 0) }
    self.analysis = analysis
    self.index = index
    claimed = GroupSet(of: analysis.groups.count)
    expected = claimed
    places = ParkedPlace.all(of: analysis)
    var owners = [Int?](repeating: nil, count: analysis.dump.samples.count)
    for number in analysis.groups.indices { owners[analysis.groups[number].sample] = number }
    groupBySample = owners
    ids = GoroutineIDs(analysis.dump.goroutines)
    functionPatterns = FunctionPatterns(analysis.dump.symbols, analysis.census, index)
    stackPatterns = functionPatterns.stackSets(analysis)
    labelMatches = LabelMatches(analysis.dump.labelSets, index.labels)
    surroundings = Surroundings(analysis)
  }

  /// The longest wait in the dump, in minutes.
  let longestWait: Int
  /// What could not be matched, one sentence for each pattern that reached its limits.
  var problems: [String] { Set(functionPatterns.gaveUp.values).union(labelMatches.gaveUp).sorted() }

  /// Whether the dump tells how long goroutines have been waiting.
  public var agesAreKnown: Bool { !analysis.dump.goroutines.isEmpty }

  /// What the goroutines of some groups have in common.
  public func signals(_ groups: [Int]) -> Signals {
    signalCache.signals(of: groups) { Signals(analysis, ids, groups) }
  }

  /// The name of a function, taken apart.
  func name(of frame: Frame) -> FunctionName {
    names.name(of: frame.function) { analysis.dump.symbols.function(of: frame) }
  }

  /// The names of a group's frames, innermost first.
  public func functions(of group: Int) -> [String] {
    analysis.frames(of: analysis.groups[group]).map { analysis.dump.symbols.function(of: $0) }
  }

  /// The groups that match a pattern and that no earlier signature has explained.
  public func groups(matching pattern: GroupPattern) -> [Int] {
    let frames = numbers(pattern.frames)
    let also = numbers(pattern.alsoFrames)
    let without = numbers(pattern.withoutFrames)
    let top = numbers(pattern.top)
    let creators = numbers(pattern.creators)
    // Most signatures are of libraries that a dump does not have at all.
    for wanted in [frames, also, top, creators] {
      if let wanted, !functionPatterns.hasAny(wanted) { return [] }
    }
    let states = pattern.states.bits
    var found: [Int] = []
    // The cheapest questions come first: most groups fail them.
    for number in analysis.groups.indices {
      let activity = analysis.groups[number].state.activity
      guard states == 0 || states >> UInt32(activity.rawValue) & 1 == 1 else { continue }
      if let frames, !stackPatterns.matches(number, frames) { continue }
      if let also, !stackPatterns.matches(number, also) { continue }
      if let without, stackPatterns.matches(number, without) { continue }
      if let creators {
        guard let creator = analysis.groups[number].creator,
          functionPatterns.matches(creator.function, creators)
        else { continue }
      }
      if claimed.contains(number) || expected.contains(number) { continue }
      if let top {
        guard let frame = waitingFrame(of: analysis.groups[number]),
          functionPatterns.matches(frame.function, top)
        else { continue }
      }
      guard matches(analysis.groups[number], pattern.labels) else { continue }
      found.append(number)
    }
    return found
  }

  private func numbers(_ patterns: [FramePattern]) -> PatternSet? {
    patterns.isEmpty
      ? nil : PatternSet(patterns.compactMap { index.number(of: $0) }, of: index.count)
  }

  private func matches(_ group: Group, _ wanted: [String: Pattern]) -> Bool {
    guard !wanted.isEmpty else { return true }
    let labels = analysis.dump.samples[group.sample].labels
    return wanted.allSatisfy { labelMatches(labels, LabelTest(key: $0.key, value: $0.value)) }
  }

  /// The innermost frame that is not the wait itself: behind the runtime, `sync` and the network
  /// poller.
  public func waitingFrame(of group: Group) -> Frame? {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
    for index in symbols.frameIndices(of: stack) {
      let frame = symbols.frames[Int(index)]
      if !analysis.functions[Int(frame.function)].isWaiting { return frame }
    }
    return group.top
  }
}

/// The groups that match a signature's pattern, for its rule.
public struct Candidates: Sendable {
  /// The dump.
  public let inquiry: Inquiry
  /// The signature.
  public let signature: Signature
  /// Indices into the dump's groups, largest first.
  public let groups: [Int]

  /// How many goroutines.
  public var count: Int { groups.reduce(0) { $0 + inquiry.analysis.groups[$1].count } }
}

extension Set<GoroutineState.Activity> {
  /// A bit for each activity.
  fileprivate var bits: UInt32 { reduce(0) { $0 | 1 << UInt32($1.rawValue) } }
}
