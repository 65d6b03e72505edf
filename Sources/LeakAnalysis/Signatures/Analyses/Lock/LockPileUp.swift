import GoroutineDump
import ParallelWork

extension Analysis {
  /// Many wait for one lock.
  static let lockPileUp = Analysis.dump { inquiry, signature in
    let waits = LockWaits(inquiry)
    var seen = GroupSet(of: inquiry.analysis.groups.count)
    // One group can wait for many locks (one each): it is judged with the most contended.
    let locks = waits.locks.compactMap { lock -> (lock: ContendedLock, groups: [Int])? in
      let groups = lock.groups.filter { !seen.contains($0) }
      seen.formUnion(groups)
      return groups.isEmpty ? nil : (lock, groups)
    }
    return SideBySide.compactMap(locks) { lock, groups in
      let signals = inquiry.signals(groups)
      let isOneLock = lock.waiters * 2 > signals.count
      if isOneLock || lock.address == 0 {
        return pileUp(lock, groups, signals, waits, signature)
      }
      // Of locks for one goroutine each the general rule for orphans decides.
      let rule = AbandonedRule(
        thresholds: signature.thresholds, otherEndIsMissing: !inquiry.holderMayBeBusy(groups),
        otherEnd: "nobody who could hold one is running", isSuspiciousYoung: true)
      var match = rule.judge(groups, of: inquiry, doing: "wait for locks")
      match?.title = "goroutines left waiting for locks, one lock each"
      return match
    }
  }

  private static func pileUp(
    _ lock: ContendedLock, _ groups: [Int], _ signals: Signals, _ waits: LockWaits,
    _ signature: Signature
  ) -> Match? {
    let limits = signature.thresholds
    let median = signals.medianWait
    var severity = Severity.note
    let isStuck = median < 1 && !waits.inquiry.holderMayBeBusy(groups)
    if signals.count >= limits.warning {
      if median >= 1 || isStuck { severity = .warning }
      if median >= 1, signals.count >= limits.error || median >= limits.minutes {
        severity = .error
      }
      if signals.areOrphans, signals.count >= limits.error { severity = .error }
      if severity == .note, signals.areOrphans { severity = .warning }
      // Without ages only what no contention brings: most of a program with a thousand behind it.
      if !waits.inquiry.agesAreKnown, signals.areFlood { severity = .error }
    } else if signals.count >= 2 || median >= limits.minutes,
      waits.inquiry.analysis.isCertain(minutes: median)
    {
      // A critical section that takes a minute is none, however few wait for it; who waits alone may
      // do so for a minute.
      severity = .warning
    } else if signals.count < limits.note, median < limits.minutes {
      return nil
    }
    // The search looks at every goroutine whose arguments are known: not for a note, nor for each of
    // hundreds who wait alone.
    let isSearched = severity > .note && (signals.count > 1 || waits.locks.count <= mostLocks)
    var holders = isSearched ? waits.possibleHolders(of: lock) : []
    if isSearched, holders.isEmpty { holders = waits.passers(of: lock) }
    if severity > .note, !waits.inquiry.analysis.isCertain(minutes: median),
      holders.contains(where: waits.inquiry.hasJustBegun)
    {
      severity = signals.count >= limits.error ? .warning : .note
    }
    var more: [String] = []
    if lock.address != 0 {
      let address = "0x" + String(lock.address, radix: 16)
      more.append(
        signals.count == 1 ? "it is at or in \(address)" : "all behind the lock at or in \(address)"
      )
    }
    if isStuck { more.append("nobody who could hold it is running") }
    if let writers = waits.queuedWriters(groups) { more.append(writers) }
    more += holders.prefix(3).map { describe($0, waits.inquiry) }
    if holders.isEmpty, lock.address != 0, isSearched {
      more.append(
        otherLocks(lock, median, waits)
          ?? "no goroutine of the dump shows that it holds the lock: perhaps it was left locked")
    }
    let site = waits.site(of: lock)
    let place = site.map { " at \(fileName($0.file)):\($0.line)" } ?? ""
    var match = Match(
      groups: groups, severity: severity,
      confidence: severity == .note ? .low : lock.address != 0 && median >= 1 ? .high : .medium,
      evidence: Evidence.sentence(
        signals, doing: "wait for \(lock.address == 0 ? "probably one" : "the") lock\(place)",
        and: more),
      site: site)
    if signals.count == 1 { match.title = "a goroutine that waits for a lock" }
    return match
  }

  /// So many locks with one waiter each are looked at; of more, none tells anything.
  private static let mostLocks = 16

  /// `1 goroutine waits as long for another lock, at transfer.go:41: they may hold each other's`,
  /// where few do, and all came to wait in the same minute.
  private static func otherLocks(
    _ lock: ContendedLock, _ median: Int, _ waits: LockWaits
  ) -> String? {
    // Of many locks each with its waiters some are always as old as others.
    guard median >= 1, waits.locks.count <= mostLocks else { return nil }
    let others = waits.locks.filter { other in
      guard other.address != 0, other.address != lock.address, other.waiters <= 2,
        let wait = waits.inquiry.wait(of: other.groups)
      else { return false }
      return wait.min == median && wait.max == median
    }
    guard let first = others.first, others.count <= 3, let site = waits.site(of: first) else {
      return nil
    }
    let waiters = others.reduce(0) { $0 + $1.waiters }
    let who = waiters == 1 ? "1 goroutine waits" : "\(waiters) goroutines wait"
    let what = others.count == 1 ? "another lock" : "\(others.count) other locks"
    return "\(who) as long for \(what), at \(fileName(site.file)):\(site.line): "
      + "they may hold each other's"
  }

  /// `possibly held by goroutine 11 in journal.go:23, which is in chan receive itself`
  private static func describe(_ holder: LockWaits.Holder, _ inquiry: Inquiry) -> String {
    let state = inquiry.analysis.groups[holder.group].state
    let who = holder.row == nil ? "a goroutine" : "goroutine \(holder.id)"
    return "possibly held by \(who) in \(holder.frame.function) at "
      + "\(fileName(holder.frame.file)):\(holder.frame.line), which is in \(state.name)"
  }
}

extension Inquiry {
  /// Whether somebody who may hold a lock is at work, and has not been waiting for a minute: then the
  /// lock goes from hand to hand.
  fileprivate func hasJustBegun(_ holder: LockWaits.Holder) -> Bool {
    guard let row = holder.row else { return false }
    return activities[holder.group].isBusy
      && (analysis.dump.goroutines[row].waitMinutes ?? 0) < 1
  }
}
