import GoroutineDump

extension Analysis {
  /// Handlers whose clients have left.
  static let httpHandlerWithoutClient = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
      guard inquiry.parksInOwnCode(groups[0]) else { return nil }
      let signals = inquiry.signals(groups)
      let gone = inquiry.handlersWithoutClient(groups)
      guard gone >= limits.note, gone * 2 >= signals.count else { return nil }
      let isOld = signals.medianWait >= limits.minutes
      var severity = Severity.note
      if signals.medianWait >= 1 {
        severity = isOld || gone >= limits.error ? .error : .warning
      } else if gone >= 20, !inquiry.hasOthers(than: groups),
        inquiry.analysis.groups[groups[0]].state.activity != .select
      {
        // A select may have a timer among its cases, which needs nobody to fire.
        severity = .warning
      }
      return Match(
        groups: groups, severity: severity,
        confidence: severity == .note ? .low : signals.medianWait >= 1 ? .high : .medium,
        evidence: Evidence.sentence(
          signals, doing: "answer requests and wait",
          and: ["of \(gone) the connection is no longer watched: the client has left"]))
    }
  }
}
