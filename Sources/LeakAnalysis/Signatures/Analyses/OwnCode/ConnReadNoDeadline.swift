import GoroutineDump

extension Analysis {
  /// Reads from peers that may be gone.
  static let connReadNoDeadline = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
      let signals = inquiry.signals(groups)
      guard let site = inquiry.analysis.groups[groups[0]].site,
        !inquiry.analysis.functions[Int(site.function)].isStandardLibrary,
        signals.medianWait >= 30
      else { return nil }
      // A peer may be quiet; that so many are, one after the other, for hours, is no accident.
      let isLong = signals.medianWait >= limits.minutes && signals.agesAreSpread
      var severity = Severity.note
      if isLong, signals.count >= limits.warning {
        severity = signals.count >= limits.error ? .error : .warning
      }
      return Match(
        groups: groups, severity: severity, confidence: severity == .note ? .low : .medium,
        evidence: Evidence.sentence(
          signals, doing: "read from the network without a sign of life"))
    }
  }
}
