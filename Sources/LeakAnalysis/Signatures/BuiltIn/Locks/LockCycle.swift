import GoroutineDump

extension Signature {
  /// Goroutines that wait for each other's locks.
  static let lockCycle = Signature(
    id: "lock-cycle",
    title: "goroutines that wait for each other's locks",
    summary: """
      Each goroutine waits for a lock whose address another one carries in a frame that is still \
      running, or that another one alone has come past the waiters of, and that one waits for a \
      lock of the first: an AB-BA order of locking.
      """,
    cause: "Two locks are taken in different orders in different places.",
    fix: """
      Take locks in one order everywhere (for two of a kind: by an id or address), or hold only \
      one at a time.
      """,
    severity: .error, thresholds: Thresholds(warning: 2, error: 2, minutes: 1),
    lookAlikes: ["contention for a short time: the waits are younger than a minute"],
    sources: ["hashicorp/nomad#6082", "golang/go#32388", "golang/go#49377"],
    help: "https://pkg.go.dev/sync#Mutex",
    example: Example(
      stack: """
        goroutine 22 [sync.Mutex.Lock, 2 minutes]:
        internal/sync.(*Mutex).lockSlow(0xc0000102c0)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15d
        main.transfer(0xc0000102b0, 0xc0000102c0, 0xa)
        \t/app/main.go:22 +0x9c
        created by main.main in goroutine 1
        \t/app/main.go:31 +0x7c

        goroutine 23 [sync.Mutex.Lock, 2 minutes]:
        internal/sync.(*Mutex).lockSlow(0xc0000102b0)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15d
        main.transfer(0xc0000102c0, 0xc0000102b0, 0x5)
        \t/app/main.go:22 +0x9c
        created by main.main in goroutine 1
        \t/app/main.go:32 +0xca
        """,
      before: """
        func transfer(from, to *Account, n int) {
        \tfrom.mu.Lock()
        \tto.mu.Lock() // transfer(a, b) and transfer(b, a) wait for each other
        """,
      after: """
        func transfer(from, to *Account, n int) {
        \tfirst, second := from, to
        \tif second.id < first.id { first, second = second, first }
        \tfirst.mu.Lock()
        \tsecond.mu.Lock()
        """),
    detection: .analysis { inquiry, signature in
      // Rings of the same stacks are one defect; in the order in which they were found.
      var rings: [[LockCycles.Cycle]] = []
      var places: [[Int]: Int] = [:]
      for cycle in LockCycles(inquiry).cycles {
        let groups = cycle.groups.sorted()
        if let place = places[groups] {
          rings[place].append(cycle)
        } else {
          places[groups] = rings.count
          rings.append([cycle])
        }
      }
      return rings.map { judge($0, inquiry, signature.thresholds) }
    })

  private static func judge(
    _ cycles: [LockCycles.Cycle], _ inquiry: Inquiry, _ limits: Thresholds
  ) -> Match {
    let groups = cycles[0].groups
    let wait = inquiry.wait(of: groups)
    var level = (Severity.note, Confidence.low)
    if (wait?.max ?? 0) >= limits.minutes {
      level = (.error, .high)
    } else if cycles.count > 1 || cycles[0].sides.allSatisfy({ $0.past != nil }),
      !inquiry.analysis.tellsMinutes, !inquiry.holderMayBeBusy(groups)
    {
      // Carrying an address by chance does not close several rings at once; and of a queue that moves,
      // somebody is not parked.
      level = (.warning, .medium)
    }
    var parts = cycles[0].sides.map(describe)
    if cycles.count > 1 { parts.append("\(cycles.count) such rings") }
    if let wait = Evidence.wait(wait) { parts.append(wait) }
    return Match(
      groups: groups, severity: level.0, confidence: level.1,
      evidence: parts.joined(separator: "; "), site: cycles[0].sides.first?.site)
  }

  /// `goroutine 22 at main.go:22 waits for 0xc0000102c0 and carries 0xc0000102b0`
  private static func describe(_ side: LockCycles.Side) -> String {
    var text = side.id == 0 ? "a goroutine" : "goroutine \(side.id)"
    text += " at \(fileName(side.site.file)):\(side.site.line) waits for "
    text += side.wants == 0 ? "one lock" : "0x" + String(side.wants, radix: 16)
    guard let past = side.past else {
      return text + " and carries 0x" + String(side.has, radix: 16)
    }
    text += " and has come past \(fileName(past.place.file)):\(past.place.line), where "
    text += past.waiters == 1 ? "1 waits" : "\(past.waiters) wait"
    return text + (side.has == 0 ? "" : " for 0x" + String(side.has, radix: 16))
  }

  /// The last element of a path.
  static func fileName(_ path: String) -> Substring {
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      return path[path.index(after: slash)...]
    }
    return path[...]
  }
}
