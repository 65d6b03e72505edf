import GoroutineDump

extension Analysis {
  /// Loops that sleep, left behind.
  static let sleepLoopNeverEnds = Analysis.judged { candidates in
    candidates.matches(ofPlacesOfAtLeast: candidates.signature.thresholds.note) { groups in
      let signals = candidates.inquiry.signals(groups)
      guard signals.areOrphans else { return nil }
      return Match(
        groups: groups, severity: .note, confidence: .low,
        evidence: Evidence.sentence(
          signals, doing: "sleep", and: ["whether they end, only a second dump can tell"]))
    }
  }
}
