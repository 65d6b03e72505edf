import GoroutineDump

extension Analysis {
  /// Idle connections that nobody reuses.
  static let httpTransportPerRequest = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let pairs = HTTPConnections(candidates)
    let limits = candidates.signature.thresholds
    let wait = inquiry.wait(of: candidates.groups)
    let outlives = (wait?.median ?? 0) >= limits.minutes
    var severity = Severity.note
    if pairs.count >= limits.error {
      severity = .error
    } else if pairs.count >= limits.warning || (wait?.median ?? 0) >= 60 {
      severity = .warning
    }
    let signals = inquiry.signals(candidates.groups)
    // Connections that were made early or in one burst, and none since: a pool that has filled.
    let isFilled =
      signals.idsTell && (signals.lastID < 0.85 || signals.lastID - signals.firstID < 0.5)
    // Dialled at one moment: for many targets, or by a burst, not by one request after the other.
    let isBurst = inquiry.wereDialledTogether(candidates.groups)
    let isQuiet = isFilled || isBurst || signals.areWoken
    if isQuiet, pairs.count < limits.error, !outlives { severity = .note }
    // Up to the default transport's own limits there is nothing to say.
    guard severity > .note || outlives || pairs.count >= 20 else { return [] }
    var reasons: [String] = []
    if outlives {
      reasons.append("the default transport closes a connection that is idle for 90 seconds")
    }
    if pairs.count > 100 { reasons.append("the default transport keeps 100 idle ones") }
    if isFilled, severity == .note {
      reasons.append("none was made lately: perhaps a pool that has filled")
    } else if isBurst, severity == .note {
      reasons.append("they were dialled at one moment: perhaps for as many targets")
    } else if signals.areWoken, severity == .note {
      reasons.append("older ones wait for less than younger ones: they are used again")
    }
    let many = pairs.count >= limits.warning
    return [
      Match(
        groups: candidates.groups, severity: severity,
        confidence: severity == .note
          ? .low : many && outlives ? .high : .medium,
        evidence: Evidence.sentence(
          signals,
          doing: "keep \(pairs.count == 1 ? "1 connection" : "\(pairs.count) connections")",
          and: reasons))
    ]
  }
}

extension Inquiry {
  /// Whether many of some connections, a quarter of all, were being dialled at one moment: the
  /// dialling goroutine is the creator of a connection's loops, and older than they are.
  fileprivate func wereDialledTogether(_ groups: [Int]) -> Bool {
    guard signals(groups).creatorsNamed > 0 else { return false }
    /// The first loop of each dial.
    var loops: [UInt64: UInt64] = [:]
    analysis.forEachSampled(groups) { record in
      loops[record.creator] = min(loops[record.creator] ?? .max, record.id)
    }
    let ends = loops.values.sorted()
    var ended = 0
    var most = 0
    for (begun, dial) in loops.keys.sorted().enumerated() {
      // Each processor gives out ids of its own block: a loop can have a smaller one than its dial.
      while ended < ends.count, ends[ended] < dial { ended += 1 }
      most = max(most, begun + 1 - ended)
    }
    return most >= 2 && most * 4 >= loops.count
  }
}
