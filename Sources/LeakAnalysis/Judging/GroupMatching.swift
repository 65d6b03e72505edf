import GoroutineDump

/// A pattern of groups, its frames as numbers of a catalogue's index: looked up once for all dumps.
struct GroupMatcher: Sendable {
  /// A bit for each activity that may be; all where any may.
  let states: UInt32
  let frames: PatternSet?
  let alsoFrames: PatternSet?
  let withoutFrames: PatternSet?
  let top: PatternSet?
  let creators: PatternSet?
  let labels: [LabelTest]

  /// A pattern whose frames an index knows.
  init(_ pattern: GroupPattern, _ index: PatternIndex) {
    func numbers(_ patterns: [FramePattern]) -> PatternSet? {
      patterns.isEmpty
        ? nil : PatternSet(patterns.compactMap { index.number(of: $0) }, of: index.count)
    }
    states =
      pattern.states.isEmpty
      ? .max : pattern.states.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    frames = numbers(pattern.frames)
    alsoFrames = numbers(pattern.alsoFrames)
    withoutFrames = numbers(pattern.withoutFrames)
    top = numbers(pattern.top)
    creators = numbers(pattern.creators)
    labels = pattern.labels.map { LabelTest(key: $0.key, value: $0.value) }
  }
}

/// What patterns are held against: the groups of one dump.
struct GroupMatching: Sendable {
  /// What each group is doing, side by side: every signature asks it of every group.
  let activities: [GoroutineState.Activity]
  let analysis: DumpAnalysis
  private let functions: FunctionPatterns
  private let stacks: StackPatterns
  private let surroundings: DumpIndex
  private let labels: LabelMatches

  init(
    _ analysis: DumpAnalysis, functions: FunctionPatterns, stacks: StackPatterns,
    _ surroundings: DumpIndex, _ labels: LabelMatches
  ) {
    self.analysis = analysis
    self.functions = functions
    self.stacks = stacks
    self.surroundings = surroundings
    self.labels = labels
    activities = analysis.groups.map(\.state.activity)
  }

  /// What the patterns say that reached their limits.
  var gaveUp: Set<String> { Set(functions.gaveUp.values).union(labels.gaveUp) }

  /// Whether the dump has all functions that a pattern needs: most are of libraries that it has not.
  func mayMatch(_ wanted: GroupMatcher) -> Bool {
    has(wanted.frames) && has(wanted.alsoFrames) && has(wanted.top) && has(wanted.creators)
  }

  /// The groups that match a pattern, but for some.
  func groups(matching wanted: GroupMatcher, except expected: GroupSet) -> [Int] {
    guard mayMatch(wanted) else { return [] }
    // Few sets of patterns differ among the stacks, so each is asked once and not for every group.
    let passing = stacks.sets { set in
      if let frames = wanted.frames, !set.hasAny(of: frames) { return false }
      if let also = wanted.alsoFrames, !set.hasAny(of: also) { return false }
      if let without = wanted.withoutFrames, set.hasAny(of: without) { return false }
      return true
    }
    guard passing.contains(true) else { return [] }
    var found: [Int] = []
    // The cheapest questions come first: most groups fail them.
    for number in activities.indices {
      guard wanted.states >> UInt32(activities[number].rawValue) & 1 == 1,
        passing[stacks.set(of: number)],
        !expected.contains(number)
      else { continue }
      if let creators = wanted.creators {
        guard let creator = analysis.groups[number].creator,
          functions.matches(creator.function, creators)
        else { continue }
      }
      if let top = wanted.top {
        guard let frame = surroundings.waitingFrames[number],
          functions.matches(frame.function, top)
        else { continue }
      }
      if !wanted.labels.isEmpty {
        let own = analysis.dump.samples[analysis.groups[number].sample].labels
        guard wanted.labels.allSatisfy({ labels(own, $0) }) else { continue }
      }
      found.append(number)
    }
    return found
  }

  /// Whether some function of the dump matches one of some patterns; so too where any may.
  private func has(_ wanted: PatternSet?) -> Bool { wanted.map(functions.hasAny) ?? true }
}
