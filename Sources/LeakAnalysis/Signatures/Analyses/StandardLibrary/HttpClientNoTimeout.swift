import GoroutineDump

extension Analysis {
  /// Requests without an end.
  static let httpClientNoTimeout = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    return candidates.matches { groups in
      let signals = inquiry.signals(groups)
      let isServing = inquiry.isServingRequest(groups[0])
      let isHeld = signals.haveLiveCreators || isServing
      var severity = Severity.note
      if signals.medianWait >= limits.minutes, !isHeld || signals.medianWait >= 30 {
        severity =
          signals.count >= limits.error ? .error : signals.count >= 3 ? .warning : .note
      } else if signals.medianWait >= limits.minutes, signals.count >= limits.error {
        severity = .warning
      } else if signals.count >= limits.warning, signals.medianWait >= 1, !isServing {
        // Young, but they keep coming, were left behind by their callers, or made one by one.
        let isLeft = !isHeld && (signals.areOrphans || signals.wereMadeOverTime)
        severity = (isLeft || signals.keepComing) && !signals.areInFlight ? .warning : .note
      }
      guard severity > .note || signals.count >= limits.note else { return nil }
      let more = severity > .note ? HTTPConnections.inFlight(signals.count, in: inquiry) : []
      return Match(
        groups: groups + more, severity: severity,
        confidence: severity == .note ? .low : signals.areOrphans ? .high : .medium,
        evidence: Evidence.sentence(signals, doing: "wait for an HTTP answer"))
    }
  }
}
