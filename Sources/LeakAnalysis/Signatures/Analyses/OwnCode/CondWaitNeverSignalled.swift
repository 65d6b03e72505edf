import GoroutineDump

extension Analysis {
  /// Waits for a condition that nobody signals.
  static let condWaitNeverSignalled = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    return candidates.matches(ofPlacesOfAtLeast: min(limits.note, fewestLeft)) { groups in
      let signals = inquiry.signals(groups)
      let hasArrived = signals.areOrphans || signals.agesAreSpread && signals.wereMadeOverTime
      // A pool waits for one condition; callers that were left behind wait for one each.
      let haveOneEach =
        signals.areOrphans && signals.count >= fewestLeft
        && signals.distinctAddresses * 10
          >= signals.sampled * 9
      let isOld = signals.medianWait >= limits.minutes
      guard haveOneEach || signals.count >= limits.note && isOld, hasArrived,
        !signals.haveLiveCreators, !signals.wereMadeAtOnce, isOld || !signals.haveSettled
      else { return nil }
      return Match(
        groups: groups, severity: signals.count >= limits.error ? .error : .warning,
        confidence: signals.areOrphans ? .high : .medium,
        evidence: Evidence.sentence(signals, doing: "wait for a condition"))
    }
  }

  /// How many that were left behind, each with a condition of its own, speak for themselves.
  private static let fewestLeft = 10
}
