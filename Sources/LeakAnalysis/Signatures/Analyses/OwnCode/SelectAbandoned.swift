import GoroutineDump

extension Analysis {
  /// Selects that nobody will wake.
  static let selectAbandoned = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    guard inquiry.agesAreKnown else { return [] }
    let rule = AbandonedRule(thresholds: candidates.signature.thresholds, mayBeLoop: true)
    return candidates.matches(ofPlacesOfAtLeast: rule.fewest) { groups in
      // What parks inside the library has signatures of its own.
      guard inquiry.parksInOwnCode(groups[0]) else { return nil }
      return rule.judge(groups, of: inquiry, doing: "are parked in a select")
    }
  }
}
