import GoroutineDump

extension Analysis {
  /// A goroutine that waits for itself.
  static let selfDeadlock = Analysis.dump { inquiry, signature in
    SelfLocks(inquiry).nestings.compactMap { judge($0, inquiry, signature.thresholds) }
  }

  private static func judge(
    _ nesting: SelfLocks.Nesting, _ inquiry: Inquiry, _ limits: Thresholds
  ) -> Match? {
    let groups = nesting.groups + nesting.behind
    let isBusy = inquiry.holderMayBeBusy(nesting.groups)
    let minutes = inquiry.wait(of: nesting.groups)?.median ?? 0
    guard
      let (severity, confidence) = level(
        nesting, of: inquiry, minutes: minutes, isBusy: isBusy, limits)
    else { return nil }
    var more = [describe(nesting, inquiry)]
    if nesting.lockCount > 1 { more.append("\(nesting.lockCount) locks, one each") }
    let behind = inquiry.count(of: nesting.behind)
    if behind > 0 { more.append("\(behind) of them wait behind") }
    more.append(
      isBusy ? "nobody else shows that it holds the lock" : "nobody else could give the lock back")
    return Match(
      groups: groups, severity: severity, confidence: confidence,
      evidence: Evidence.sentence(inquiry.signals(groups), doing: "wait for a lock", and: more))
  }

  private static func level(
    _ nesting: SelfLocks.Nesting, of inquiry: Inquiry, minutes: Int, isBusy: Bool,
    _ limits: Thresholds
  ) -> (Severity, Confidence)? {
    let count = inquiry.count(of: nesting.groups + nesting.behind)
    let isOrdered = nesting.taken != nil
    if minutes >= limits.minutes {
      if isOrdered, nesting.isOneLock || !isBusy { return (.error, .high) }
      // One alone, with nobody behind it, may be all that was pasted of a dump.
      if !isBusy, minutes >= longWait || count > 1 { return (.error, .medium) }
      return !isBusy || count > 1 || minutes >= longWait ? (.warning, .medium) : nil
    }
    // Where others tell minutes, these have just come.
    guard !isBusy, !inquiry.analysis.tellsMinutes else { return nil }
    // So many locks without anybody who could hold them are no contention.
    if nesting.lockCount >= pileUp { return (.error, .high) }
    if nesting.lockCount > 1, inquiry.signals(nesting.groups).areOrphans { return (.error, .high) }
    if isOrdered && nesting.isOneLock || nesting.lockCount > 1 || isOrdered && count >= pileUp {
      return (.warning, .medium)
    }
    return (.note, .low)
  }

  /// Minutes after which a lock is not merely held for long.
  private static let longWait = 5
  /// So many behind a lock that nobody could give back are a warning, as in ``lockPileUp``.
  private static let pileUp = 10

  /// `Count takes it at cart.go:20, inside Total at cart.go:15, which took it at cart.go:13`
  private static func describe(_ nesting: SelfLocks.Nesting, _ inquiry: Inquiry) -> String {
    let inner = inquiry.analysis.place(nesting.inner)
    let outer = inquiry.analysis.place(nesting.outer)
    var text = "\(inner.function) takes it at \(fileName(inner.file)):\(inner.line)"
    text += ", inside \(outer.function) at \(fileName(outer.file)):\(outer.line)"
    if let taken = nesting.taken {
      text += ", which took it at \(fileName(outer.file)):\(taken.line), where others wait"
    } else {
      text += ", a method of the same \(nesting.isOneLock ? "object" : "type")"
    }
    return text
  }
}
