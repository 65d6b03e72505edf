import GoroutineDump

extension Analysis {
  /// Results that stay open.
  static let sqlRowsNotClosed = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    // Each open result is read by a goroutine of its own, so there cannot be more of them.
    if candidates.count >= 50, inquiry.outnumbersAllOthers(candidates.count) {
      return [
        Match(
          groups: candidates.groups,
          severity: candidates.count >= limits.error ? .error : .warning, confidence: .high,
          evidence: Evidence.sentence(
            inquiry.signals(candidates.groups), doing: "stand for open results",
            and: ["more than all other goroutines, which could read them"]))
      ]
    }
    return candidates.matches(ofPlacesOfAtLeast: limits.note) { inquiry.match($0, by: limits) }
  }
}
