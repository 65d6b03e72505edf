import GoroutineDump

extension Analysis {
  /// Receivers whose channel is never closed.
  static let chanReceiveNeverClosed = Analysis.judged { candidates in
    let rule = AbandonedRule(thresholds: candidates.signature.thresholds, mayBePool: true)
    return candidates.matches(ofPlacesOfAtLeast: rule.fewest) { groups in
      guard candidates.inquiry.parksInOwnCode(groups[0]) else { return nil }
      return rule.judge(groups, of: candidates.inquiry, doing: "are parked in a channel receive")
    }
  }
}
