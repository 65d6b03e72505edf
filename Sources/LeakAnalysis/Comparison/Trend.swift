import GoroutineDump

/// How the groups of a program change over several dumps.
///
/// A group that grows in every step is a leak with evidence; one that goes up and down is work.
/// Where the dumps tell goroutine ids, growth counts only if the goroutines of one dump are still
/// there in the next: a busier hour has more goroutines too, but others each time.
public struct Trend: Sendable {
  /// A group over time.
  public struct Series: Sendable {
    /// What it is, from the last dump that has it.
    public internal(set) var member: Population.Member
    /// Goroutines in each dump.
    public let counts: [Int]
    /// The smallest share, over the steps, of a dump's goroutines that the next one has too, from 0
    /// to 1; nil where the dumps tell no ids.
    public let staying: Double?
    /// How it goes.
    public let course: Course
    /// Goroutines per minute, from the first dump to the last; nil where the times are not known.
    public let ratePerMinute: Double?

    /// Minutes after the last dump until it passes a number at this rate; nil where it does not.
    public func minutes(until limit: Int) -> Double? {
      guard course == .growing, let ratePerMinute, ratePerMinute > 0 else { return nil }
      let missing = limit - (counts.last ?? 0)
      return missing > 0 ? Double(missing) / ratePerMinute : 0
    }
  }

  /// How a group goes.
  public enum Course: String, Sendable, CaseIterable {
    /// It grows in every step, and its goroutines stay.
    case growing
    /// It grows in every step, but its goroutines are others each time.
    case turnover
    /// It goes up and down.
    case fluctuating
    /// It shrinks, or is gone.
    case shrinking
    /// It stays as it is.
    case steady
  }

  /// The id of the signature of growing groups.
  public static let signature = "growing-group"
  /// The share of a dump's goroutines that the next one must have, where the dumps tell ids.
  static let leastStaying = 0.5

  /// The dumps, in the order of time.
  public internal(set) var populations: [Population]
  /// All groups: the growing first, by growth, then the others by their largest number.
  public internal(set) var series: [Series]
  /// When the dumps were taken, where known.
  public let times: CaptureTimes?
  /// What is wrong: a `growing-group` for each group that grows by more than chance.
  public internal(set) var findings: [Finding]
  /// What could not be looked for: one sentence for each pattern of an expectation that reached its
  /// limits.
  public let problems: [String]

  /// Compares some dumps, in the order of time.
  ///
  /// - Parameters:
  ///   - dumps: two or more.
  ///   - times: when they were taken; without them no rates are told.
  ///   - rule: when growth counts.
  ///   - catalogue: what its `growing-group` says; without one, and of expected goroutines, nothing is
  ///     found.
  public init(
    _ dumps: [DumpAnalysis], times: CaptureTimes? = nil, rule: GrowthRule = GrowthRule(),
    catalogue: Catalogue = .builtIn
  ) {
    // The dump that tells most states helps those that do not.
    let teller = dumps.first { dump in
      !dump.dump.samples.contains { $0.stateSource == .unknown }
    }
    let reference = teller.map { Population($0) }
    let populations = dumps.map { Population($0, matching: reference) }
    self.populations = populations
    self.times = times
    var last: [Fingerprint: Population.Member] = [:]
    for population in populations {
      for var member in population.members {
        if member.creator == nil { member.creator = last[member.fingerprint]?.creator }
        last[member.fingerprint] = member
      }
    }
    let series = last.values.map { member in
      Self.series(member, populations, times)
    }
    self.series = series.sorted { $0.precedes($1) }
    guard let signature = catalogue.signature(Self.signature), let last = dumps.last
    else {
      findings = []
      problems = []
      return
    }
    let growing = GrowingGroup(rule: rule, signature: signature, dump: dumps.count - 1)
    let found = self.series.compactMap { growing.finding($0, times) }
    let expected = catalogue.expected(in: last)
    findings = found.filter { !$0.groups.allSatisfy(expected.groups.contains) }
    problems = expected.problems
  }

  private static func series(
    _ member: Population.Member, _ populations: [Population], _ times: CaptureTimes?
  ) -> Series {
    let members = populations.map { $0.member(member.fingerprint) }
    let counts = members.map { $0?.count ?? 0 }
    var staying: Double?
    for step in counts.indices.dropLast() {
      guard let old = members[step], let new = members[step + 1] else { continue }
      let ids = populations[step].goroutineIDs(of: old)
      let later = populations[step + 1].goroutineIDs(of: new)
      guard !ids.isEmpty, !later.isEmpty else { continue }
      let share = Double(ids.intersection(later).count) / Double(ids.count)
      staying = Swift.min(staying ?? 1, share)
    }
    let growth = (counts.last ?? 0) - (counts.first ?? 0)
    return Series(
      member: member, counts: counts, staying: staying, course: course(counts, staying),
      ratePerMinute: times.map { Double(growth) / $0.minutes })
  }

  private static func course(_ counts: [Int], _ staying: Double?) -> Course {
    let steps = zip(counts, counts.dropFirst())
    if steps.allSatisfy({ $0 == $1 }) { return .steady }
    if steps.allSatisfy({ $0 >= $1 }) { return .shrinking }
    // A group that comes up later is judged from there, if two steps are left to judge.
    let start = counts.firstIndex { $0 > 0 }.map { Swift.max($0 - 1, 0) } ?? 0
    let seen = counts[start...]
    let isLong = start == 0 || seen.count > 2
    guard isLong, zip(seen, seen.dropFirst()).allSatisfy({ $0 < $1 }) else { return .fluctuating }
    return staying ?? 1 >= leastStaying ? .growing : .turnover
  }
}

extension Trend.Series {
  /// By how many goroutines it grew.
  public var growth: Int { (counts.last ?? 0) - (counts.first ?? 0) }

  fileprivate func precedes(_ other: Trend.Series) -> Bool {
    let (a, b) = (course == .growing, other.course == .growing)
    if a != b { return a }
    if a, growth != other.growth { return growth > other.growth }
    let (most, others) = (counts.max() ?? 0, other.counts.max() ?? 0)
    return most != others ? most > others : member.fingerprint < other.member.fingerprint
  }
}
