import GoroutineDump
import ParallelWork

extension Catalogue {
  /// What is wrong with a dump, worst first. A profile of something other than goroutines is not
  /// judged.
  public func findings(in analysis: DumpAnalysis, number: Int) -> [Finding] {
    judgement(of: analysis, number: number, PatternIndex(self)).findings
  }

  /// What is wrong with a dump, worst first, and what could not be judged: one sentence for each
  /// pattern that reached its limits. The index is this catalogue's: made once, for many dumps.
  func judgement(
    of analysis: DumpAnalysis, number: Int, _ patterns: PatternIndex
  ) -> (findings: [Finding], problems: [String]) {
    guard analysis.dump.isGoroutineProfile, analysis.dump.goroutineCount > 0 else {
      return ([], [])
    }
    var inquiry = Inquiry(analysis, patterns)
    inquiry.expect(expectations)
    var conclusions: [Conclusion] = []
    for signature in signatures.indices {
      for match in matches(of: signatures[signature], in: inquiry) where !inquiry.isExpected(match)
      {
        let conclusion = Conclusion(
          match: match, signature: signature,
          severity: min(match.severity, signatures[signature].severity),
          count: inquiry.count(of: match.groups))
        // A note explains nothing away: a later signature may know better.
        if conclusion.severity > .note, match.explains {
          inquiry.claimed.formUnion(match.groups)
          inquiry.found.append(match)
        }
        conclusions.append(conclusion)
      }
    }
    preferKnownCauses(&conclusions)
    let told = inOrder(conclusions, of: analysis.groups.count)
    let findings = SideBySide.compactMap(told) { [inquiry, conclusions] in
      finding(conclusions[$0], inquiry, number)
    }
    return (findings, inquiry.problems)
  }

  /// A match, before it is put into words.
  private struct Conclusion: Sendable {
    var match: Match
    /// Its signature, as an index into the catalogue's.
    var signature: Int
    var severity: Severity
    /// How many goroutines.
    var count: Int
  }

  private func matches(of signature: Signature, in inquiry: Inquiry) -> [Match] {
    switch signature.detection {
    case .pattern(let pattern):
      let groups = inquiry.groups(matching: pattern)
      let places = inquiry.byPlace(groups, ofAtLeast: signature.thresholds.note)
      return SideBySide.compactMap(places, isHeavy: inquiry.isHeavy) {
        inquiry.match($0, by: signature.thresholds)
      }
    case .judged(let pattern, let rule):
      let groups = inquiry.groups(matching: pattern)
      guard !groups.isEmpty else { return [] }
      return rule(Candidates(inquiry: inquiry, signature: signature, groups: groups))
    case .analysis(let rule):
      return rule(inquiry, signature)
    case .series:
      return []
    }
  }

  /// Where a general signature warns of just the goroutines that a more specific one has noted, it is the
  /// specific one that warns: it knows the cause, and ages or numbers are no better known to it.
  private func preferKnownCauses(_ conclusions: inout [Conclusion]) {
    let isGeneral = signatures.map { Self.generalIDs.contains($0.id) }
    var loud: [[Int]: Int] = [:]
    for (number, conclusion) in conclusions.enumerated()
    where conclusion.severity > .note && isGeneral[conclusion.signature] {
      loud[conclusion.match.groups.sorted()] = number
    }
    guard !loud.isEmpty else { return }
    var replaced: Set<Int> = []
    for number in conclusions.indices {
      let noted = conclusions[number]
      let most = signatures[noted.signature].severity
      guard noted.severity == .note, most > .note, noted.match.explains,
        !isGeneral[noted.signature],
        let general = loud.removeValue(forKey: noted.match.groups.sorted())
      else { continue }
      conclusions[number].severity = min(conclusions[general].severity, most)
      conclusions[number].match.confidence = conclusions[general].match.confidence
      conclusions[number].match.evidence = conclusions[general].match.evidence
      replaced.insert(general)
    }
    guard !replaced.isEmpty else { return }
    conclusions = conclusions.indices.filter { !replaced.contains($0) }.map { conclusions[$0] }
  }

  /// The signatures that judge a place by what it waits in alone; of the general ones, these two speak of
  /// numbers, and of company.
  private static let generalIDs = Set(generic.map(\.id))
    .subtracting([Signature.leftBehindTogether.id, Signature.dominantGroup.id])

  /// The conclusions that are told, worst first, without notes whose goroutines a warning or an error
  /// speaks of; as indices, since there can be ten thousand and each is large.
  private func inOrder(_ conclusions: [Conclusion], of groupCount: Int) -> [Int] {
    var explained = GroupSet(of: groupCount)
    for conclusion in conclusions where conclusion.severity > .note {
      explained.formUnion(conclusion.match.groups)
    }
    struct Rank {
      var number: Int
      var weight: (Severity, Confidence, Int)
    }
    var ranks: [Rank] = []
    for (number, conclusion) in conclusions.enumerated() {
      let groups = conclusion.match.groups
      let isEcho =
        conclusion.severity == .note && !groups.isEmpty && groups.allSatisfy(explained.contains)
      if isEcho { continue }
      ranks.append(
        Rank(
          number: number,
          weight: (conclusion.severity, conclusion.match.confidence, conclusion.count)))
    }
    ranks.sort { $0.weight > $1.weight }
    return ranks.map(\.number)
  }

  private func finding(_ conclusion: Conclusion, _ inquiry: Inquiry, _ number: Int) -> Finding {
    let match = conclusion.match
    let signature = signatures[conclusion.signature]
    var groups = match.groups
    if groups.count > 1 {
      let all = inquiry.analysis.groups
      groups.sort {
        let (a, b) = (all[$0].count, all[$1].count)
        return a != b ? a > b : $0 < $1
      }
    }
    var site = match.site
    var creator: Place?
    // Step by step: handed on as a function, `place` would copy the whole analysis.
    if let named = match.groups.first {
      if site == nil { site = inquiry.site(of: named) }
      if let frame = inquiry.analysis.groups[named].creator {
        creator = inquiry.analysis.place(frame)
      }
    }
    return Finding(
      signature: signature.id, dump: number, severity: conclusion.severity,
      confidence: match.confidence, count: conclusion.count, groups: groups,
      telling: inquiry.telling(match, largest: groups.first),
      wait: inquiry.wait(of: groups),
      site: site, createdBy: creator,
      title: match.title ?? signature.title, evidence: match.evidence,
      cause: match.cause ?? signature.cause, fix: match.fix ?? signature.fix,
      help: signature.help)
  }
}

extension Inquiry {
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

  /// The group that is parked where a finding points to, unless that is the largest.
  fileprivate func telling(_ match: Match, largest: Int?) -> Int? {
    guard let named = match.groups.first else { return nil }
    var telling = named
    if let place = match.site, site(of: named) != place {
      telling = match.groups.first { site(of: $0) == place } ?? named
    }
    return telling == largest ? nil : telling
  }

  /// Whether some goroutines answer requests and are parked in something that a request does not
  /// wait in by nature, as it does for the network or in the select of a stream.
  private func holdUpRequests(_ groups: [Int]) -> Bool {
    switch analysis.groups[groups[0]].state.activity {
    case .channelReceive, .channelSend, .waitGroupWait, .condWait, .semaphore, .syscall:
      isServingRequest(groups[0])
    default: false
    }
  }

  /// The judgement by counts and minutes alone.
  func match(_ groups: [Int], by thresholds: Thresholds) -> Match? {
    // Most places of a large dump are small: they are left before anything is measured.
    guard count(of: groups) >= thresholds.note else { return nil }
    let signals = signals(groups)
    let isOld = thresholds.minutes == 0 || signals.medianWait >= thresholds.minutes
    // Before they are old: left behind by calls that have returned, or requests that do not end.
    let isLeft =
      signals.count >= 10
      && (signals.areOrphans && signals.keepComing
        || signals.medianWait >= 1 && holdUpRequests(groups))
    var severity = Severity.note
    if isOld, signals.count >= thresholds.error {
      severity = .error
    } else if isOld, signals.count >= thresholds.warning {
      severity = .warning
    } else if isLeft {
      severity = .warning
    } else if !isOld, agesAreKnown, signals.count < thresholds.error {
      // Young ones of a pattern that is judged by age: busy, not stuck.
      return nil
    }
    let confidence: Confidence =
      severity == .note ? .low : signals.areOrphans || thresholds.minutes > 0 ? .high : .medium
    return Match(
      groups: groups, severity: severity, confidence: confidence,
      evidence: Evidence.sentence(signals, thresholds: thresholds))
  }
}
