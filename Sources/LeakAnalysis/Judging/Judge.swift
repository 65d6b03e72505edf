import GoroutineDump

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
    var findings: [Finding] = []
    for signature in signatures {
      for match in matches(of: signature, in: inquiry) where !inquiry.isExpected(match) {
        let finding = finding(match, signature, inquiry, number)
        findings.append(finding)
        // A note explains nothing away: a later signature may know better.
        if finding.severity > .note, match.explains {
          inquiry.claimed.formUnion(match.groups)
          inquiry.found.append(match)
        }
      }
    }
    let sorted = withoutEchoes(findings, of: analysis.groups.count).sorted {
      ($0.severity, $0.confidence, $0.count) > ($1.severity, $1.confidence, $1.count)
    }
    return (sorted, inquiry.problems)
  }

  private func matches(of signature: Signature, in inquiry: Inquiry) -> [Match] {
    switch signature.detection {
    case .pattern(let pattern):
      return inquiry.byPlace(inquiry.groups(matching: pattern)).compactMap {
        inquiry.match($0, by: signature.thresholds)
      }
    case .judged(let pattern, let rule):
      let groups = inquiry.groups(matching: pattern)
      guard !groups.isEmpty else { return [] }
      return rule(Candidates(inquiry: inquiry, signature: signature, groups: groups))
    case .analysis(let rule):
      return rule(inquiry, signature)
    }
  }

  /// Drops notes whose goroutines a warning or an error speaks of.
  private func withoutEchoes(_ findings: [Finding], of groupCount: Int) -> [Finding] {
    var explained = GroupSet(of: groupCount)
    for finding in findings where finding.severity > .note {
      explained.formUnion(finding.groups)
    }
    return findings.filter { finding in
      finding.severity > .note || finding.groups.isEmpty
        || !finding.groups.allSatisfy(explained.contains)
    }
  }

  private func finding(
    _ match: Match, _ signature: Signature, _ inquiry: Inquiry, _ number: Int
  ) -> Finding {
    let analysis = inquiry.analysis
    let all = analysis.groups
    let groups = match.groups.sorted {
      let (a, b) = (all[$0].count, all[$1].count)
      return a != b ? a > b : $0 < $1
    }
    let named = match.groups.first.map { all[$0] }
    return Finding(
      signature: signature.id, dump: number, severity: min(match.severity, signature.severity),
      confidence: match.confidence,
      count: groups.reduce(0) { $0 + all[$1].count }, groups: groups,
      wait: inquiry.wait(of: groups),
      site: match.site ?? named?.site.map(analysis.place),
      createdBy: named?.creator.map(analysis.place),
      title: match.title ?? signature.title, evidence: match.evidence,
      cause: match.cause ?? signature.cause, fix: match.fix ?? signature.fix,
      help: signature.help)
  }
}

extension Inquiry {
  /// Some groups, gathered by site and creator: each is one place to look at.
  func byPlace(_ groups: [Int]) -> [[Int]] {
    var index = HashIndex()
    var parts: [[Int]] = []
    for number in groups where analysis.groups[number].site != nil {
      let hash = analysis.groups[number].placeHash
      let known = index.find(hash) {
        analysis.groups[parts[Int($0)][0]].isAtPlace(of: analysis.groups[number])
      }
      if let known {
        parts[Int(known)].append(number)
      } else {
        index.insert(hash, row: UInt32(parts.count))
        parts.append([number])
      }
    }
    return parts
  }

  /// The waits of some groups together; nil where the dump tells none.
  func wait(of groups: [Int]) -> WaitSummary? {
    analysis.wait(of: groups)
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
    guard groups.reduce(0, { $0 + analysis.groups[$1].count }) >= thresholds.note else {
      return nil
    }
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
