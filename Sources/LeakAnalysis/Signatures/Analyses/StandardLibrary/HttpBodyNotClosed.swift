import GoroutineDump

extension Analysis {
  /// Bodies that are neither read nor closed.
  static let httpBodyNotClosed = Analysis.judged { all in
    let inquiry = all.inquiry
    let candidates = Candidates(
      inquiry: inquiry, signature: all.signature,
      groups: all.groups.filter(inquiry.waitsForBody))
    let limits = candidates.signature.thresholds
    let waiting = candidates.count
    let readers = inquiry.count(with: HTTPConnections.bodyReaders)
    let unread = waiting - readers
    guard unread >= limits.note else { return [] }
    let wait = inquiry.wait(of: candidates.groups)
    let isOld = !inquiry.agesAreKnown || (wait?.median ?? 0) >= limits.minutes
    var severity = Severity.note
    if unread >= limits.error {
      severity = isOld ? .error : .warning
    } else if unread >= limits.warning, isOld {
      severity = .warning
    }
    let groups = candidates.groups + HTTPConnections.companions(of: waiting, in: inquiry)
    return [
      Match(
        groups: groups, severity: severity,
        confidence: severity == .note ? .low : inquiry.agesAreKnown ? .high : .medium,
        evidence: Evidence.sentence(
          inquiry.signals(candidates.groups), doing: "wait for a response body to be closed",
          and: ["\(readers) read one"]))
    ]
  }
}

extension Inquiry {
  /// Whether a read loop waits for a body: in a select, or, where a profile of an old Go does not
  /// tell the state, at the line of that select (1536 in Go 1.7, 1654 in Go 1.9).
  fileprivate func waitsForBody(_ group: Int) -> Bool {
    let group = analysis.groups[group]
    if group.state.activity == .select { return true }
    guard analysis.dump.samples[group.sample].stateSource != .reported, let top = group.top else {
      return false
    }
    return top.line == 1536 || top.line == 1654
  }
}
