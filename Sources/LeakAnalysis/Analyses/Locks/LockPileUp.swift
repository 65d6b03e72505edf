import GoroutineDump

extension Analysis {
  /// Many wait for one lock, or each for a lock of its own.
  static let lockPileUp = Analysis(ofWholeDump: "lock-pile-up") { candidates in
    let context = candidates.context
    let waits = LockWaits(context)
    var seen = GroupSet(of: context.analysis.groups.count)
    return waits.locks.compactMap { lock in
      // One group can wait for many locks (one each): it is told with the most contended.
      let groups = lock.groups.filter { !seen.contains($0) }
      guard !groups.isEmpty else { return nil }
      seen.formUnion(groups)
      let count = context.count(of: groups)
      // Contention is seconds long, and of a few.
      guard count > 1 || (context.wait(of: groups)?.max ?? 0) >= 1 else { return nil }
      if lock.waiters * 2 > count || lock.address == 0 {
        return pileUp(lock, groups, count, waits, candidates)
      }
      return Sighting(
        groups: groups, strength: candidates.measure(groups), doing: "wait for locks, one each",
        title: "goroutines left waiting for locks, one lock each")
    }
  }

  private static func pileUp(
    _ lock: ContendedLock, _ groups: [Int], _ count: Int, _ waits: LockWaits,
    _ candidates: Candidates
  ) -> Sighting {
    let context = candidates.context
    let wait = context.wait(of: groups)
    let median = wait?.median ?? 0
    // The search looks at every goroutine whose arguments are known: not for each of hundreds who wait
    // alone.
    let isSearched = count > 1 || waits.locks.count <= mostLocks
    var holders = isSearched ? waits.possibleHolders(of: lock) : []
    if isSearched, holders.isEmpty { holders = waits.passers(of: lock) }
    let moves = holders.contains(where: context.hasJustBegun)
    // A critical section that takes a minute is none, however few wait for it.
    let isLong = context.analysis.isCertain(minutes: median)
    var strength = candidates.measure(groups)
    if !isLong { strength *= PlaceFacts.unit(Double(count) / 10) }
    if median < 1 {
      // Who could give it back is parked as well; where somebody is at work, it may go from hand to hand.
      let size = PlaceFacts.unit(Double(count) / 10)
      strength = context.holderMayBeBusy(groups) ? 0 : max(strength, 0.85 * size)
    }
    if moves, !isLong { strength = 0 }
    var reasons: [String] = []
    if lock.address != 0 {
      let address = "0x" + String(lock.address, radix: 16)
      reasons.append(
        count == 1 ? "it is at or in \(address)" : "all behind the lock at or in \(address)")
    }
    if let writers = waits.queuedWriters(groups) { reasons.append(writers) }
    reasons += holders.prefix(3).map { describe($0, context) }
    if holders.isEmpty, isSearched, let others = otherLocks(lock, median, waits) {
      reasons.append(others)
    } else if holders.isEmpty, lock.address != 0, isSearched, context.showsWholeProgram {
      reasons.append("no goroutine of the dump shows that it holds the lock: it may be left locked")
    }
    let site = waits.site(of: lock)
    let place = site.map { " at \(fileName($0.file)):\($0.line)" } ?? ""
    var sighting = Sighting(
      groups: groups, strength: strength,
      doing: "wait for \(lock.address == 0 ? "probably one" : "the") lock\(place)",
      reasons: reasons, site: site)
    if count == 1 { sighting.title = "a goroutine that waits for a lock" }
    return sighting
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
        let wait = waits.context.wait(of: other.groups)
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
  private static func describe(_ holder: LockWaits.Holder, _ context: AnalysisContext) -> String {
    let state = context.analysis.groups[holder.group].state
    let who = holder.row == nil ? "a goroutine" : "goroutine \(holder.id)"
    return "possibly held by \(who) in \(holder.frame.function) at "
      + "\(fileName(holder.frame.file)):\(holder.frame.line), which is in \(state.name)"
  }
}

extension AnalysisContext {
  /// Whether somebody who may hold a lock is at work, and has not been waiting for a minute: then the
  /// lock goes from hand to hand.
  fileprivate func hasJustBegun(_ holder: LockWaits.Holder) -> Bool {
    guard let row = holder.row else { return false }
    return activities[holder.group].isBusy
      && (analysis.dump.goroutines[row].waitMinutes ?? 0) < 1
  }

  /// Whether the dump shows all goroutines of the program: only then does absence say anything.
  var showsWholeProgram: Bool {
    !analysis.dump.isTruncated && analysis.goroutineCount == analysis.dump.goroutineCount
  }
}
