import GoroutineDump
import PCRE2
import ParallelWork

/// A dump with everything that signatures ask of it.
///
/// One object: every signature, place and question hands it on.
public final class AnalysisContext: Sendable {
  /// The dump, grouped.
  public let analysis: DumpAnalysis
  /// Whether the dump shows all goroutines of the program: only then does absence say anything.
  let showsWholeProgram: Bool
  let placeNumbers: PlaceNumbers
  /// The group of each sample.
  let groupBySample: [Int?]
  /// What each group waits in, likewise.
  let kinds: [WaitKind]
  /// The groups whose site is in a package, for each package.
  let groupsBySitePackage: [[Int]]
  let matching: GroupMatching
  let surroundings: DumpIndex
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
  let expected: GroupSet
  /// Expectations that more goroutines meet than they allow.
  let exceeded: [ExceededExpectation]

  /// - Parameter judgesAll: whether what the user expects is judged too.
  init(_ analysis: DumpAnalysis, _ index: PatternIndex, judgesAll: Bool = false) {
    self.analysis = analysis
    self.index = index
    showsWholeProgram =
      !analysis.dump.isTruncated && analysis.goroutineCount == analysis.dump.goroutineCount
    ending = analysis.dump.failure.flatMap(index.endings.signature(of:))
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
    placeNumbers = patterns.2
    (self.surroundings, resources) = surroundings
    connectionServer = analysis.function(named: "net/http.(*conn).serve")
    matching = GroupMatching(
      analysis, functions: patterns.0, stacks: patterns.1, surroundings.0,
      LabelMatches(analysis.dump.labelSets, index.labels))
    (expected, exceeded) = matching.taken(judgesAll ? [] : index.expectations)
    kinds = Self.kinds(of: analysis)
    var bySite = [[Int]](repeating: [], count: analysis.census.packages.count)
    for number in analysis.groups.indices {
      guard let site = analysis.groups[number].site else { continue }
      bySite[Int(analysis.functions[Int(site.function)].package)].append(number)
    }
    groupsBySitePackage = bySite
  }

  /// What could not be matched, one sentence for each pattern that reached its limits.
  var problems: [String] { matching.gaveUp.sorted() }

  /// What each group is doing.
  var activities: [GoroutineState.Activity] { matching.activities }

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
  func groups(matching wanted: GroupMatcher) -> [Int] {
    matching.groups(matching: wanted, except: expected)
  }

  /// The innermost frame that is not the wait itself: behind the runtime, `sync` and the network
  /// poller.
  func waitingFrame(of group: Int) -> Frame? { surroundings.waitingFrames[group] }
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

extension Signature {
  /// What the signature sees in a dump; `matcher` is that of its pattern, where it has one.
  func sightings(in context: AnalysisContext, _ matcher: GroupMatcher?) -> [Sighting] {
    let groups = matcher.map(context.groups(matching:)) ?? []
    switch detection {
    case .pattern:
      guard !groups.isEmpty else { return [] }
      let candidates = Candidates(context: context, signature: self, groups: groups)
      return candidates.places(ofAtLeast: thresholds.note).compactMap { groups in
        let strength = prior == 0 ? 0 : candidates.measure(groups)
        // What a user asks for is there or not; nothing else makes it so.
        if prior >= Signature.certainPrior, strength == 0 { return nil }
        return Sighting(groups: groups, strength: strength, doing: context.doing(groups[0]))
      }
    case .analysis(_, let analysis):
      if matcher != nil, groups.isEmpty { return [] }
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
