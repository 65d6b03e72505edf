import GoroutineDump
import PCRE2

/// The limits of a gate, held against one dump.
struct GateLimits {
  private let configuration: GateConfiguration
  private let population: Population
  private let dump: Int
  private let expected: Set<Int>

  init(
    _ configuration: GateConfiguration, _ population: Population, _ dump: Int,
    expected: Set<Int> = []
  ) {
    self.expected = expected
    self.configuration = configuration
    self.population = population
    self.dump = dump
  }

  /// The limits that are passed. A group that the baseline accepts, or whose goroutines are expected,
  /// passes no general limit of groups; one of its own counts all the same.
  func failures(_ baseline: BaselineExcess?) throws(PatternError) -> [GateFailure] {
    var failures: [GateFailure] = []
    if let failure = total() { failures.append(failure) }
    for member in population.members {
      let own = try ownLimit(of: member)
      let isAccepted =
        baseline?.accepts(member) == true || member.groups.allSatisfy(expected.contains)
      let general = isAccepted ? nil : configuration.maxGroup
      if let limit = own.flatMap({ $0[\.maximum] }) ?? general,
        let maximum = limit.value, member.count > maximum
      {
        failures.append(
          .limit(
            .maxGroup, member, dump,
            evidence: "\(Evidence.goroutines(member.count)) in state \(member.state.name), allowed "
              + "\(Evidence.number(maximum)) (\(limit.origin))",
            fix: "Find out why there are so many, or raise the limit for this group only (--limit)."
          ))
      }
      let patience = isAccepted || waitsByDesign(member) ? nil : configuration.maxWait
      if let limit = own.flatMap({ $0[\.maxWait] }) ?? patience,
        let maximum = limit.value, let longest = member.wait?.max, longest > maximum
      {
        failures.append(
          .limit(
            .maxWait, member, dump,
            evidence:
              "the longest wait is \(Evidence.minutes(longest)), allowed "
              + "\(Evidence.minutes(maximum)) (\(limit.origin)); "
              + "\(waiting(member, over: maximum)) in state \(member.state.name) "
              + "exceed the limit",
            fix:
              "Set a deadline for what they wait for, or give the group its own limit if the wait "
              + "is intended."))
      }
    }
    return failures
  }

  private func total() -> GateFailure? {
    let count = population.analysis.dump.goroutineCount
    guard let maximum = configuration.maxGoroutines.value, count > maximum else { return nil }
    let largest = population.members.first
    var evidence = "\(Evidence.goroutines(count)), allowed \(Evidence.number(maximum)) "
    evidence += "(\(configuration.maxGoroutines.origin))"
    if let largest, let site = largest.site {
      evidence += "; the largest group has \(Evidence.number(largest.count)) in \(site.function)"
    }
    return GateFailure(
      reason: .maxGoroutines,
      finding: Finding(
        signature: GateFailure.Reason.maxGoroutines.rawValue, dump: dump, severity: .error,
        confidence: .proven, count: count, groups: Array(population.analysis.groups.indices),
        wait: nil, site: largest?.site, createdBy: largest?.creator,
        title: GateFailure.Reason.maxGoroutines.title, evidence: evidence, cause: "",
        fix: "Check the largest groups first, or raise the limit.", help: ""),
      change: nil)
  }

  private func waiting(_ member: Population.Member, over minutes: Int) -> String {
    let analysis = population.analysis
    let count = member.groups.reduce(0) { sum, group in
      sum
        + analysis.goroutines(of: analysis.groups[group])
        .count { $0.waitMinutes ?? 0 > minutes }
    }
    return Evidence.goroutines(count)
  }

  /// The first limit of its own that a group has.
  private func ownLimit(
    of member: Population.Member
  ) throws(PatternError) -> Setting<GateConfiguration.GroupLimit>? {
    guard !configuration.groupLimits.isEmpty, let group = member.groups.first else { return nil }
    let analysis = population.analysis
    let names = analysis.frames(of: analysis.groups[group]).map {
      analysis.dump.symbols.function(of: $0)
    }
    for limit in configuration.groupLimits {
      for name in names {
        if try limit.value.pattern.matches(name) { return limit }
      }
    }
    return nil
  }

  /// Whether the wait of a group says nothing: the main goroutine, which waits for all the others;
  /// the runtime's own; what the standard library keeps (idle connections, signal loops); and whoever
  /// waits for the next connection.
  private func waitsByDesign(_ member: Population.Member) -> Bool {
    if member.isTransient { return true }
    let analysis = population.analysis
    return member.groups.allSatisfy { number in
      var isOwn = false
      for frame in analysis.frames(of: analysis.groups[number]) {
        let function = Int(frame.function)
        let name = analysis.dump.symbols.functions[function]
        if name == "main.main" || name.hasSuffix(".Accept") { return true }
        isOwn = isOwn || !analysis.functions[function].isStandardLibrary
      }
      return !isOwn
    }
  }
}

extension Setting<GateConfiguration.GroupLimit> {
  /// One of the limits, where it is set.
  fileprivate subscript(_ limit: KeyPath<GateConfiguration.GroupLimit, Int?>) -> Setting<Int?>? {
    value[keyPath: limit].map { Setting<Int?>($0, from: origin) }
  }
}
