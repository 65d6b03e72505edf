import GoroutineDump

extension Analysis {
  /// Children of contexts that never end.
  static let contextNeverCancelled = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    let signals = inquiry.signals(candidates.groups)
    let isAlone = inquiry.outnumbersAllOthers(candidates.count)
    let isOld = signals.medianWait >= limits.minutes
    var severity = Severity.note
    let isLeft = signals.areOrphans && signals.keepComing && candidates.count >= 10
    guard isLeft || candidates.count >= limits.note else { return [] }
    if isAlone || isOld || isLeft {
      severity = candidates.count >= limits.error ? .error : .warning
    }
    return [
      Match(
        groups: candidates.groups, severity: severity,
        confidence: severity == .note ? .low : isAlone && isOld ? .high : .medium,
        evidence: Evidence.sentence(
          signals, doing: "wait for a context to be cancelled",
          and: isAlone ? ["more than all other goroutines, which could use them"] : []))
    ]
  }
}
