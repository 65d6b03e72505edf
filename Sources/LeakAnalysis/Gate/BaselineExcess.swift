import GoroutineDump

/// The groups of one dump that exceed a baseline.
struct BaselineExcess {
  private let population: Population
  private let tolerance: Tolerance
  private let baseline: Baseline
  /// The fingerprint of each group of the dump.
  private var fingerprints: [Int: Fingerprint] = [:]

  init(_ population: Population, _ baseline: Baseline, _ tolerance: Tolerance) {
    self.population = population
    self.tolerance = tolerance
    self.baseline = baseline
    for member in population.members {
      for group in member.groups { fingerprints[group] = member.fingerprint }
    }
  }

  /// Whether a finding speaks of a group that is new or has grown: for what a signature knows to be
  /// wrong, a new group of one goroutine is enough. A finding without groups is never accepted.
  func concerns(_ finding: Finding) -> Bool {
    finding.groups.isEmpty || finding.groups.contains { isOverdrawn($0, floorForNew: 0) }
  }

  /// Whether all goroutines of a group are accepted.
  func accepts(_ member: Population.Member) -> Bool {
    baseline.entry(member.fingerprint).map { member.count <= tolerance.limit(for: $0.count) }
      ?? false
  }

  /// How the first group of a finding that is not accepted stands to the baseline.
  func change(of finding: Finding) -> String? {
    guard let group = finding.groups.first(where: { isOverdrawn($0, floorForNew: 0) }),
      let member = fingerprints[group].flatMap(population.member)
    else { return nil }
    guard let entry = baseline.entry(member.fingerprint), entry.count > 0 else {
      return "new since the baseline"
    }
    return "grown from \(Evidence.number(entry.count)) in the baseline to "
      + Evidence.number(member.count)
  }

  /// The failures for groups that no failing finding speaks of, and that are not expected.
  func failures(
    _ dump: Int, except told: Set<Int>, expected: Set<Int> = []
  ) -> [GateFailure] {
    population.members.compactMap { member in
      guard !member.isTransient, !member.groups.contains(where: told.contains),
        !member.groups.allSatisfy(expected.contains)
      else { return nil }
      let accepted = baseline.entry(member.fingerprint)?.count ?? 0
      let limit = tolerance.limit(for: accepted)
      guard member.count > limit else { return nil }
      let reason: GateFailure.Reason = accepted == 0 ? .newGroup : .grownGroup
      let evidence =
        accepted == 0
        ? "\(Evidence.goroutines(member.count)) in state \(member.state.name), allowed "
          + "\(Evidence.number(limit)); the group is not in the baseline"
        : "\(Evidence.goroutines(member.count)) in state \(member.state.name), allowed "
          + "\(Evidence.number(limit)); the baseline has \(Evidence.number(accepted))"
      return .limit(
        reason, member, dump, evidence: evidence,
        fix: "If they are intended, record them: dumpscan baseline CAPTURE -o FILE.")
    }
  }

  private func isOverdrawn(_ group: Int, floorForNew: Int) -> Bool {
    guard let member = fingerprints[group].flatMap(population.member) else { return false }
    guard let entry = baseline.entry(member.fingerprint), entry.count > 0 else {
      return member.count > floorForNew
    }
    return member.count > tolerance.limit(for: entry.count)
  }
}

extension GateFailure {
  /// The failure for a group that passes a limit.
  static func limit(
    _ reason: Reason, _ member: Population.Member, _ dump: Int, evidence: String, fix: String
  ) -> GateFailure {
    GateFailure(
      reason: reason,
      finding: Finding(
        signature: reason.rawValue, dump: dump, severity: .error, confidence: .proven,
        count: member.count, groups: member.groups, wait: member.wait,
        site: member.site ?? member.top, createdBy: member.creator, title: reason.title,
        evidence: evidence, cause: "", fix: fix, help: ""),
      change: nil)
  }
}
