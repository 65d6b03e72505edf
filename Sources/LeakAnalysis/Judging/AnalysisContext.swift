public import GoroutineDump
import PCRE2
import ParallelWork

/// A dump with everything that signatures ask of it.
public struct AnalysisContext: Sendable {
  /// The dump, grouped.
  public let analysis: DumpAnalysis
  /// Whether the dump shows all goroutines of the program: only then does absence say anything.
  let showsWholeProgram: Bool
  let placeNumbers: PlaceNumbers
  /// The group of each sample.
  let groupBySample: [Int?]
  /// What each group is doing, side by side: every signature asks it of every group.
  let activities: [GoroutineState.Activity]
  /// What each group waits in, likewise.
  let kinds: [WaitKind]
  /// The groups whose site is in a package, for each package.
  let groupsBySitePackage: [[Int]]
  let functionPatterns: FunctionPatterns
  let stackPatterns: StackPatterns
  let surroundings: DumpIndex
  let labelMatches: LabelMatches
  let arguments: ArgumentIndex
  let resources: ResourceTable
  /// What was worked out of who waits for whom.
  let knownWaits = WaitGraph.Known()
  /// The packages of each module, likewise by number; grouped when the first signature asks.
  let packagesByModule = Deferred<[String: [Int]]>()
  /// Who still has a client, worked out when the first signature asks.
  let requestClients = Deferred<RequestClients>()
  /// The names of functions, taken apart when a signature asks.
  let names: FunctionNames
  let index: PatternIndex
  /// The signature that tells how the program ended; nil where the dump does not.
  let ending: String?
  /// `net/http.(*conn).serve`, where the dump has it.
  private let connectionServer: UInt32?
  /// The functions of Go's library that wait for goroutines which they, or another method of their type,
  /// have started: a subtest, what copies a child process's output.
  let childWaits: [UInt32]
  /// Groups that the user expects: never judged.
  var expected: GroupSet
  /// Expectations that more goroutines meet than they allow.
  var exceeded: [ExceededExpectation] = []

  init(_ analysis: DumpAnalysis, _ index: PatternIndex) {
    self.analysis = analysis
    self.index = index
    showsWholeProgram =
      !analysis.dump.isTruncated && analysis.goroutineCount == analysis.dump.goroutineCount
    ending = analysis.dump.failure.flatMap(index.endings.signature(of:))
    expected = GroupSet(of: analysis.groups.count)
    let names = FunctionNames(analysis.dump.symbols.functions)
    self.names = names
    let arguments = ArgumentIndex(analysis.dump)
    self.arguments = arguments
    childWaits = [
      "testing.(*T).Run", "os/exec.(*Cmd).Wait", "os/exec.(*Cmd).awaitGoroutines",
    ].compactMap(analysis.function(named:))
    var owners = [Int?](repeating: nil, count: analysis.dump.samples.count)
    for number in analysis.groups.indices { owners[analysis.groups[number].sample] = number }
    groupBySample = owners
    // What no signature changes, in two parts of about one length.
    let (patterns, surroundings) = SideBySide.both(if: analysis.groups.count >= 4096) {
      let functions = FunctionPatterns(analysis.dump.symbols, analysis.census, index)
      return (functions, functions.stackSets(analysis), PlaceNumbers(analysis.groups))
    } _: {
      (DumpIndex(analysis), ResourceTable(analysis, arguments, names))
    }
    (functionPatterns, stackPatterns, placeNumbers) = patterns
    (self.surroundings, resources) = surroundings
    connectionServer = analysis.function(named: "net/http.(*conn).serve")
    activities = analysis.groups.map(\.state.activity)
    kinds = Self.kinds(of: analysis)
    var bySite = [[Int]](repeating: [], count: analysis.census.packages.count)
    for number in analysis.groups.indices {
      guard let site = analysis.groups[number].site else { continue }
      bySite[Int(analysis.functions[Int(site.function)].package)].append(number)
    }
    groupsBySitePackage = bySite
    labelMatches = LabelMatches(analysis.dump.labelSets, index.labels)
  }

  /// What could not be matched, one sentence for each pattern that reached its limits.
  var problems: [String] { Set(functionPatterns.gaveUp.values).union(labelMatches.gaveUp).sorted() }

  /// Whether the dump's format tells how long goroutines have been waiting.
  public var agesAreKnown: Bool { !analysis.dump.goroutines.isEmpty }

  /// Whether places have so many goroutines that looking at a choice of them takes long.
  var isHeavy: Bool { analysis.dump.goroutines.count >= DumpAnalysis.manyGoroutines }

  private static func kinds(of analysis: DumpAnalysis) -> [WaitKind] {
    let symbols = analysis.dump.symbols
    let poller = PollerNames(symbols, analysis.census)
    return analysis.groups.map { group in
      guard group.state.activity == .ioWait else { return group.state.activity.waitKind }
      let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
      return poller.kind(
        symbols.frameIndices(of: stack).lazy.map { symbols.frames[Int($0)].function })
    }
  }

  /// Whether a frame lies in a module that the program depends on, by its file.
  func isModule(_ frame: Frame) -> Bool { surroundings.isModuleFile[Int(frame.file)] }

  /// The name of a function, taken apart.
  func name(of frame: Frame) -> FunctionName { names.name(of: frame.function) }

  /// Whether one group comes before another: the longer wait, then the site by name. An order that does
  /// not depend on that of the goroutines in the dump.
  func comesFirst(_ group: Int, before other: Int) -> Bool {
    let (wait, otherWait) = (longestWait(of: group), longestWait(of: other))
    if wait != otherWait { return wait > otherWait }
    guard let first = analysis.groups[group].site, let second = analysis.groups[other].site,
      first != second
    else { return group < other }
    let symbols = analysis.dump.symbols
    let names = (symbols.function(of: first), symbols.function(of: second))
    return names.0 != names.1 ? names.0 < names.1 : first.line < second.line
  }

  private func longestWait(of group: Int) -> Int { analysis.groups[group].wait?.max ?? 0 }

  /// The site of a group.
  func site(of group: Int) -> Place? {
    guard let site = analysis.groups[group].site else { return nil }
    return analysis.place(site)
  }

  /// A number that all functions of one canonical name have.
  func canonicalNumber(of frame: Frame) -> UInt32 { names.canonicalNumber(of: frame.function) }

  /// Calls `body` with the frames of a group's stack, innermost first: an array of them costs more
  /// than most questions.
  func forEachFrame(of group: Int, _ body: (Frame) -> Void) {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[analysis.groups[group].sample].stack)]
    for index in symbols.frameIndices(of: stack) { body(symbols.frames[Int(index)]) }
  }

  /// Whether a group's stack has a frame that meets a condition.
  func hasFrame(of group: Int, where isWanted: (Frame) -> Bool) -> Bool {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[analysis.groups[group].sample].stack)]
    return symbols.frameIndices(of: stack).contains { isWanted(symbols.frames[Int($0)]) }
  }

  /// The names of a group's frames, innermost first.
  public func functions(of group: Int) -> [String] {
    analysis.frames(of: analysis.groups[group]).map { analysis.dump.symbols.function(of: $0) }
  }

  /// The groups that match a pattern and are not expected.
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
    let states = pattern.states.isEmpty ? .max : pattern.states.bits
    // Few sets of patterns differ among the stacks, so each is asked once and not for every group.
    let passing = stackPatterns.sets { set in
      if let frames, !set.hasAny(of: frames) { return false }
      if let also, !set.hasAny(of: also) { return false }
      if let without, set.hasAny(of: without) { return false }
      return true
    }
    guard passing.contains(true) else { return [] }
    var found: [Int] = []
    // The cheapest questions come first: most groups fail them.
    for number in activities.indices {
      guard states >> UInt32(activities[number].rawValue) & 1 == 1,
        passing[stackPatterns.set(of: number)],
        !expected.contains(number)
      else { continue }
      if let creators {
        guard let creator = analysis.groups[number].creator,
          functionPatterns.matches(creator.function, creators)
        else { continue }
      }
      if let top {
        guard let frame = waitingFrame(of: number),
          functionPatterns.matches(frame.function, top)
        else { continue }
      }
      if !pattern.labels.isEmpty, !matches(number, pattern.labels) { continue }
      found.append(number)
    }
    return found
  }

  private func numbers(_ patterns: [FramePattern]) -> PatternSet? {
    patterns.isEmpty
      ? nil : PatternSet(patterns.compactMap { index.number(of: $0) }, of: index.count)
  }

  private func matches(_ group: Int, _ wanted: [String: Pattern]) -> Bool {
    let labels = analysis.dump.samples[analysis.groups[group].sample].labels
    return wanted.allSatisfy { labelMatches(labels, LabelTest(key: $0.key, value: $0.value)) }
  }

  /// The innermost frame that is not the wait itself: behind the runtime, `sync` and the network
  /// poller.
  public func waitingFrame(of group: Group) -> Frame? {
    innermostWorkingFrame(group.sample) ?? group.top
  }

  /// As above, of the group with a number.
  func waitingFrame(of group: Int) -> Frame? {
    innermostWorkingFrame(analysis.groups[group].sample) ?? analysis.groups[group].top
  }

  private func innermostWorkingFrame(_ sample: Int) -> Frame? {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[sample].stack)]
    for index in symbols.frameIndices(of: stack) {
      let frame = symbols.frames[Int(index)]
      if !analysis.functions[Int(frame.function)].isWaiting { return frame }
    }
    return nil
  }
}

/// The groups that match a signature's pattern, for its analysis.
public struct Candidates: Sendable {
  /// The dump.
  public let context: AnalysisContext
  /// The signature.
  public let signature: Signature
  /// Indices into the dump's groups, largest first.
  public let groups: [Int]

  /// How many goroutines.
  public var count: Int { groups.reduce(0) { $0 + context.analysis.groups[$1].count } }

  /// The groups by site and creator: those places that have so many of the goroutines.
  func places(ofAtLeast minimum: Int = 0) -> PlaceGroups {
    context.byPlace(groups, ofAtLeast: minimum)
  }

}

extension Set<GoroutineState.Activity> {
  /// A bit for each activity.
  fileprivate var bits: UInt32 { reduce(0) { $0 | 1 << UInt32($1.rawValue) } }
}

extension Signature {
  /// What the signature sees in a dump.
  func sightings(in context: AnalysisContext) -> [Sighting] {
    switch detection {
    case .pattern(let pattern):
      let groups = context.groups(matching: pattern)
      guard !groups.isEmpty else { return [] }
      let candidates = Candidates(context: context, signature: self, groups: groups)
      return candidates.places(ofAtLeast: thresholds.note).compactMap { groups in
        let strength = prior == 0 ? 0 : candidates.measure(groups)
        // What a user asks for is there or not; nothing else makes it so.
        if prior >= Signature.certainPrior, strength == 0 { return nil }
        return Sighting(groups: groups, strength: strength, doing: context.doing(groups[0]))
      }
    case .analysis(let pattern, let analysis):
      let groups = pattern.map(context.groups(matching:)) ?? []
      if pattern != nil, groups.isEmpty { return [] }
      return analysis.sightings(Candidates(context: context, signature: self, groups: groups))
    case .series:
      return []
    }
  }
}

extension AnalysisContext {
  /// Whether the frame that is parked is the program's own: where it is the library's (a request in
  /// flight, a child process, a pipe), the library's signatures see it.
  func parksInOwnCode(_ group: Int) -> Bool {
    waitingFrame(of: group).map {
      !analysis.functions[Int($0.function)].isStandardLibrary
    } ?? false
  }

  /// Whether some goroutine of a package is busy: neither parked in a channel operation, select or
  /// lock, nor waiting for connections.
  ///
  /// A sender and a receiver of one channel are never parked both, and who holds a lock is not
  /// parked for it; so only a goroutine that does something else now can come back and be the
  /// peer.
  func hasBusyGoroutine(inPackageOf site: Frame) -> Bool {
    !surroundings.busyGroups[Int(analysis.census.traits[Int(site.function)].package)].isEmpty
  }

  /// The canonical import path of a frame's package.
  func package(of frame: Frame) -> String {
    analysis.census.packages[Int(analysis.census.traits[Int(frame.function)].package)]
  }

  /// Whether most of some goroutines were left behind: each by another creator, which has ended.
  func areOrphans(_ groups: [Int]) -> Bool {
    var (named, gone) = (0, 0)
    var first: UInt64 = 0
    var areSeveral = false
    analysis.forEachSampled(groups) { record in
      guard record.creator > 0 else { return }
      named += 1
      if !analysis.ids.contains(record.creator) { gone += 1 }
      if first == 0 { first = record.creator } else if first != record.creator { areSeveral = true }
    }
    return named > 0 && gone * 10 >= named * 9 && areSeveral
  }

  /// Whether a group handles a request of net/http's HTTP/1 server.
  func isHandlerOfHTTP(_ group: Int) -> Bool {
    hasFrame(of: group) { $0.function == connectionServer }
  }
}

extension DumpAnalysis {
  /// The function that a dump spells so; nil where it has none.
  func function(named name: String) -> UInt32? {
    let bytes = Array(name.utf8)
    var found: UInt32?
    dump.symbols.functions.forEachUTF8 { number, spelling in
      guard spelling.count == bytes.count else { return }
      for index in bytes.indices where spelling[index] != bytes[index] { return }
      found = UInt32(number)
    }
    return found
  }
}
