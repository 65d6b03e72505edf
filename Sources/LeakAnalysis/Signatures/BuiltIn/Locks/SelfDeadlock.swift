import GoroutineDump

extension Signature {
  /// A goroutine that waits for itself.
  static let selfDeadlock = Signature(
    id: "self-deadlock",
    title: "a lock that is taken again by the goroutine that holds it",
    summary: """
      A goroutine is parked in Lock or RLock, called by a function that takes the same lock \
      further up (others wait for it there), or by another method of the same object, and nobody \
      else works on the object.
      """,
    cause: """
      A function that holds the lock calls one that takes it again, directly or through a \
      callback. Go's locks are not reentrant: the second Lock waits for the first one's Unlock, \
      and so does everyone behind it.
      """,
    fix: """
      Let the inner function expect the lock to be held (countLocked, called by both), or unlock \
      before the call; call callbacks without the lock.
      """,
    severity: .error, thresholds: Thresholds(note: 1, warning: 1, error: 1, minutes: 1),
    lookAlikes: [
      "contention: somebody works on the object, and gives the lock back",
      "a lock that was left locked by a goroutine that has ended: nobody holds it either",
    ],
    sources: [
      "moby/moby#36114", "syncthing/syncthing#4829", "etcd-io/etcd#10492",
      "cockroachdb/cockroach#6181 (read lock taken twice)",
    ],
    help: "https://pkg.go.dev/sync#Mutex",
    example: Example(
      stack: """
        goroutine 23 [sync.Mutex.Lock, 4 minutes]:
        internal/sync.runtime_SemacquireMutex(0x5?, 0xa0?, 0xc000003c00?)
        \t/usr/local/go/src/runtime/sema.go:95 +0x25
        internal/sync.(*Mutex).lockSlow(0xc000086180)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15d
        sync.(*Mutex).Lock(...)
        \t/usr/local/go/src/sync/mutex.go:46
        main.(*Cart).Count(0xc000086180)
        \t/app/cart.go:20 +0x4a
        main.(*Cart).Total(0xc000086180)
        \t/app/cart.go:15 +0x125
        created by main.main in goroutine 1
        \t/app/main.go:24 +0x7b

        goroutine 24 [sync.Mutex.Lock, 3 minutes]:
        internal/sync.runtime_SemacquireMutex(0x5?, 0xa0?, 0xc000003c00?)
        \t/usr/local/go/src/runtime/sema.go:95 +0x25
        internal/sync.(*Mutex).lockSlow(0xc000086180)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15d
        sync.(*Mutex).Lock(...)
        \t/usr/local/go/src/sync/mutex.go:46
        main.(*Cart).Total(0xc000086180)
        \t/app/cart.go:13 +0x51
        created by main.main in goroutine 1
        \t/app/main.go:24 +0x7b
        """,
      before: """
        func (c *Cart) Total() int {
        \tc.mu.Lock()
        \tdefer c.mu.Unlock()
        \treturn c.Count() * c.price // Count locks again
        }
        """,
      after: """
        func (c *Cart) Total() int {
        \tc.mu.Lock()
        \tdefer c.mu.Unlock()
        \treturn c.countLocked() * c.price
        }
        """),
    detection: .analysis { inquiry, signature in
      SelfLocks(inquiry).nestings.compactMap { judge($0, inquiry, signature.thresholds) }
    })

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
