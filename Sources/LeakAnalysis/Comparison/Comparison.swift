import GoroutineDump

/// What changed between two dumps of a program.
///
/// Groups are compared by fingerprint, so the two may come from different builds and in different
/// formats; goroutines by id, where both dumps tell ids.
public struct Comparison: Sendable {
  /// What became of a group.
  public enum Change: String, Sendable, CaseIterable {
    case new, grown, shrunk, gone, steady
  }

  /// A group, then and now.
  public struct Entry: Sendable {
    /// What became of it.
    public let change: Change
    /// Goroutines before.
    public let before: Int
    /// Goroutines after.
    public let after: Int
    /// What the later dump says of it; the earlier, where it is gone.
    public internal(set) var member: Population.Member
    /// How long its goroutines waited before.
    public let waitBefore: WaitSummary?
    /// Goroutines that are the same ones, by id; nil where a dump tells no ids.
    public let stayed: Int?
    /// Whether all its goroutines are expected: then no number of them is growth.
    public let isExpected: Bool
    /// Whether the growth is more than chance, and not of goroutines that are expected or merely run.
    public let isGrowth: Bool

    /// By how many goroutines it grew; less than 0 where it shrank.
    public var growth: Int { after - before }
  }

  /// The earlier dump.
  public internal(set) var before: Population
  /// The later dump.
  public internal(set) var after: Population
  /// All groups of both dumps, the one that grew most first, the one that shrank most last.
  public internal(set) var entries: [Entry]
  /// Minutes between the dumps; nil where not known.
  public let minutes: Double?
  /// Goroutines that are the same ones, by id; nil where a dump tells no ids.
  public let stayed: Int?
  /// What could not be looked for: one sentence for each pattern of an expectation that reached its
  /// limits.
  public let problems: [String]

  /// Compares two dumps.
  ///
  /// - Parameters:
  ///   - before: the earlier one.
  ///   - after: the later one.
  ///   - minutes: how far they are apart; without it no rates are told.
  ///   - rule: when growth counts.
  ///   - catalogue: without its `growing-group`, and of goroutines that it expects in the later
  ///     dump, no growth counts.
  public init(
    _ before: DumpAnalysis, _ after: DumpAnalysis, minutes: Double? = nil,
    rule: GrowthRule = GrowthRule(), catalogue: Catalogue = .builtIn
  ) {
    // Whichever dump tells the states helps the one that does not.
    let first = Population(before)
    let second = Population(after, matching: first)
    let expected = catalogue.expected(in: second.analysis)
    let judge = GrowthJudge(
      rule: catalogue.signature(Trend.signature) == nil ? nil : rule, expected: expected.groups)
    self.init(
      Population(before, matching: second), second, minutes: minutes, judge,
      problems: expected.problems)
  }

  private init(
    _ before: Population, _ after: Population, minutes: Double?, _ judge: GrowthJudge,
    problems: [String]
  ) {
    self.problems = problems
    self.before = before
    self.after = after
    self.minutes = minutes
    let tellsIDs =
      before.analysis.dump.goroutines.contains { $0.id != 0 }
      && after.analysis.dump.goroutines.contains { $0.id != 0 }
    var entries: [Entry] = []
    for member in after.members {
      entries.append(
        Self.entry(before.member(member.fingerprint), member, before, after, tellsIDs, judge))
    }
    for member in before.members where after.member(member.fingerprint) == nil {
      entries.append(
        Entry(
          change: .gone, before: member.count, after: 0, member: member, waitBefore: member.wait,
          stayed: tellsIDs ? 0 : nil, isExpected: false, isGrowth: false))
    }
    self.entries = entries.sorted {
      if $0.growth != $1.growth { return $0.growth > $1.growth }
      return $0.after != $1.after
        ? $0.after > $1.after : $0.member.fingerprint < $1.member.fingerprint
    }
    stayed = tellsIDs ? entries.reduce(0) { $0 + ($1.stayed ?? 0) } : nil
  }

  private static func entry(
    _ old: Population.Member?, _ new: Population.Member, _ before: Population,
    _ after: Population, _ tellsIDs: Bool, _ judge: GrowthJudge
  ) -> Entry {
    let count = old?.count ?? 0
    let change: Change =
      old == nil ? .new : new.count > count ? .grown : new.count < count ? .shrunk : .steady
    var stayed: Int?
    if tellsIDs {
      stayed = old.map {
        before.goroutineIDs(of: $0).intersection(after.goroutineIDs(of: new)).count
      }
    }
    var member = new
    if member.creator == nil { member.creator = old?.creator }
    return Entry(
      change: change, before: count, after: new.count, member: member, waitBefore: old?.wait,
      stayed: tellsIDs ? stayed ?? 0 : nil,
      isExpected: judge.isExpected(new), isGrowth: judge.isGrowth(from: count, to: new))
  }

  /// Goroutines per minute that a growth comes to; nil where the time is not known.
  public func rate(of growth: Int) -> Double? {
    minutes.map { Double(growth) / $0 }
  }

  /// The groups of which some change is to be told.
  public func entries(_ change: Change) -> [Entry] { entries.filter { $0.change == change } }

  /// Whether a group has grown by more than chance.
  public var hasGrowth: Bool { entries.contains(where: \.isGrowth) }
}

/// Which groups of a later dump count as grown.
private struct GrowthJudge {
  /// Nil where nobody asks for growth.
  let rule: GrowthRule?
  /// Groups of the later dump whose goroutines are expected.
  let expected: Set<Int>

  func isExpected(_ member: Population.Member) -> Bool {
    member.groups.allSatisfy(expected.contains)
  }

  func isGrowth(from count: Int, to member: Population.Member) -> Bool {
    guard let rule, !member.isTransient, !isExpected(member) else { return false }
    return rule.isMet(from: count, to: member.count)
  }
}
