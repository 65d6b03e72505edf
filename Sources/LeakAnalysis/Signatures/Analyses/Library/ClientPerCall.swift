import GoroutineDump

extension Analysis {
  /// Clients of libraries that have no signature of their own.
  static let clientPerCall = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
      let signals = inquiry.signals(groups)
      let isLeft = signals.areOrphans && !signals.areInFlight
      // Only creators' ids tell a client for each call from one for each of many brokers.
      guard isLeft || signals.creatorsNamed == 0 else { return nil }
      var severity = Severity.note
      if isLeft, !signals.haveSettled, signals.count >= limits.warning {
        severity = signals.count >= limits.error ? .error : .warning
      }
      // What else each client has started is no finding of its own.
      let all = groups + inquiry.siblings(of: groups, asManyAs: signals.count)
      return Match(
        groups: all, severity: severity, confidence: severity == .note ? .low : .high,
        evidence: Evidence.sentence(
          inquiry.signals(all), doing: "belong to \(signals.count) clients"))
    }
  }
}
