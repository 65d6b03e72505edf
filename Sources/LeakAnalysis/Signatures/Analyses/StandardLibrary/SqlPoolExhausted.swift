import GoroutineDump

extension Analysis {
  /// Queries that wait for a connection of the pool.
  static let sqlPoolExhausted = Analysis.judged { candidates in
    candidates.inQueueForPool(
      doing: "wait for a database connection",
      open: candidates.inquiry.count(with: ["database/sql.(*Rows).awaitDone"]))
  }
}

extension Candidates {
  /// Judges goroutines that wait for a connection of a client's pool, of which so many are visibly
  /// taken.
  func inQueueForPool(doing what: String, open: Int) -> [Match] {
    let limits = signature.thresholds
    let signals = inquiry.signals(groups)
    var severity = Severity.note
    // One that asks again and again has never been parked for long.
    let isPolling = inquiry.analysis.groups[groups[0]].state.activity == .sleep
    if inquiry.agesAreKnown, !isPolling {
      guard count >= limits.note, signals.medianWait >= limits.minutes else {
        return []
      }
      severity = count >= limits.error || signals.medianWait >= 5 ? .error : .warning
    } else {
      guard count >= limits.note else { return [] }
      // Without ages, only what no burst explains: more waiters than queries that run.
      if count >= 20, count > open * 2 {
        severity = signals.areFlood ? .error : .warning
      }
    }
    return [
      Match(
        groups: groups, severity: severity,
        confidence: severity == .note ? .low : inquiry.agesAreKnown ? .high : .medium,
        evidence: Evidence.sentence(
          signals, doing: what,
          and: open > 0 ? ["\(open) open results are visible"] : []))
    ]
  }
}
