import GoroutineDump
import ParallelWork

extension Catalogue {
  /// What is wrong with a dump, worst first. A profile of something other than goroutines is not
  /// judged.
  public func findings(in analysis: DumpAnalysis, number: Int) -> [Finding] {
    judgement(of: analysis, number: number, PatternIndex(self)).findings
  }

  /// What is wrong with a dump, worst first, the groups that are expected, and what could not be judged:
  /// one sentence for each pattern that reached its limits. The index is this catalogue's: made once,
  /// for many dumps.
  func judgement(
    of analysis: DumpAnalysis, number: Int, _ patterns: PatternIndex
  ) -> (findings: [Finding], expected: Set<Int>, problems: [String]) {
    guard analysis.dump.isGoroutineProfile, analysis.dump.goroutineCount > 0 else {
      return ([], [], [])
    }
    let context = AnalysisContext(analysis, patterns)
    let bench = Bench(context, self)
    let accepted = Settlement(bench.candidates(), context).accepted
    let incidents = Incidents(accepted, context)
    let findings = SideBySide.compactMap(incidents.members) { member in
      var finding = finding(member, context, number)
      finding.waits = incidents.map(of: member)
      return finding
    }
    return (findings, context.expectedGroups, context.problems)
  }

  private func finding(
    _ member: Incidents.Member, _ context: AnalysisContext, _ number: Int
  ) -> Finding {
    let candidate = member.candidate
    let sighting = candidate.sighting
    let signature = signatures[candidate.signature]
    var groups = candidate.groups
    if groups.count > 1 {
      let all = context.analysis.groups
      groups.sort {
        let (a, b) = (all[$0].count, all[$1].count)
        return a != b ? a > b : $0 < $1
      }
    }
    var site = sighting.site
    var creator: Place?
    // Step by step: handed on as a function, `place` would copy the whole analysis.
    if let named = candidate.groups.first {
      if site == nil { site = context.site(of: named) }
      // Of those that wait behind, the creator is another one.
      let telling = site.flatMap { place in
        candidate.groups.prefix(64).first { context.site(of: $0) == place }
      }
      if let frame = context.analysis.groups[telling ?? named].creator {
        creator = context.analysis.place(frame)
      }
    }
    let words = Evidence.words(of: member, ceiling: signature.severity, context)
    var finding = Finding(
      signature: signature.id, dump: number, severity: candidate.verdict.severity ?? .note,
      confidence: candidate.verdict.confidence, probability: candidate.verdict.probability,
      ledger: candidate.ledger, count: context.count(of: groups), groups: groups,
      telling: context.telling(sighting, candidate.groups, largest: groups.first),
      wait: context.wait(of: groups),
      site: site, createdBy: creator,
      title: sighting.title ?? signature.title,
      evidence: words.sentence, observations: words.observations, advice: words.advice,
      cause: sighting.cause ?? signature.cause, fix: sighting.fix ?? signature.fix,
      help: sighting.help ?? signature.help)
    finding.calledFrom = finding.shownGroup.flatMap {
      context.caller(ofLibraryAt: site, group: $0)
    }
    finding.blockedBy = member.chain.blockedBy()
    finding.number = member.number
    finding.consequenceOf = member.consequenceOf
    return finding
  }
}

extension AnalysisContext {
  /// Some groups, gathered by site and creator: each is one place to look at.
  ///
  /// Places with fewer of the goroutines than the minimum are left out.
  func byPlace(_ groups: [Int], ofAtLeast minimum: Int = 0) -> PlaceGroups {
    placeNumbers.gather(groups, of: analysis.groups, ofAtLeast: minimum)
  }

  /// The waits of some groups together; nil where the dump tells none.
  func wait(of groups: [Int]) -> WaitSummary? {
    analysis.wait(of: groups)
  }

  /// Where the program's own code calls the library that a group is parked in.
  fileprivate func caller(ofLibraryAt site: Place?, group: Int) -> Place? {
    guard let parked = analysis.groups[group].site, isModule(parked) || analysis.isLibrary(parked),
      let frame = ownFrame(of: group), !isModule(frame), !analysis.isLibrary(frame)
    else { return nil }
    let place = analysis.place(frame)
    return place == site ? nil : place
  }

  /// The group that is parked where a finding points to, unless that is the largest.
  fileprivate func telling(_ sighting: Sighting, _ groups: [Int], largest: Int?) -> Int? {
    guard let named = groups.first else { return nil }
    var telling = named
    if let place = sighting.site, site(of: named) != place {
      telling = groups.first { site(of: $0) == place } ?? named
    }
    return telling == largest ? nil : telling
  }
}
