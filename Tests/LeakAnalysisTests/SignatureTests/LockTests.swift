import LeakAnalysis
import Testing

/// Who waits for a lock that it holds itself, who for each other's, and who only for their turn.
struct LockTests {
  /// A goroutine that waits for a Mutex, in methods of an object: each frame is a method, its line and
  /// its receiver.
  private static func waiting(
    _ id: Int, minutes: Int = 0, lock: String = "0xc000086180",
    _ frames: (method: String, line: Int, receiver: String)...
  ) -> String {
    """
    goroutine \(id) [sync.Mutex.Lock\(minutes > 0 ? ", \(minutes) minutes" : "")]:
    internal/sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)
    \t/usr/local/go/src/runtime/sema.go:95 +0x25
    internal/sync.(*Mutex).lockSlow(\(lock))
    \t/usr/local/go/src/internal/sync/mutex.go:149 +0x15d
    sync.(*Mutex).Lock(...)
    \t/usr/local/go/src/sync/mutex.go:46

    """ + calls(frames) + "created by main.main in goroutine 1\n\t/app/main.go:24 +0x7b\n"
  }

  private static func calls(_ frames: [(method: String, line: Int, receiver: String)]) -> String {
    frames.map {
      "main.\($0.method)(\($0.receiver))\n\t/app/cart.go:\($0.line) +0x4a\n"
    }.joined()
  }

  private static func goroutine(
    _ id: Int, _ state: String, _ frames: (method: String, line: Int, receiver: String)...
  ) -> String {
    "goroutine \(id) [\(state)]:\n" + calls(frames)
      + "created by main.main in goroutine 1\n\t/app/main.go:24 +0x7b\n"
  }

  /// The main goroutine, parked where it cannot hold anything.
  private static let main = """
    goroutine 1 [select (no cases)]:
    main.main()
    \t/app/main.go:30 +0x1d

    """

  private func findings(_ goroutines: [String]) throws -> [Finding] {
    try DumpText.findings(in: ([Self.main] + goroutines).joined(separator: "\n"))
      .filter { $0.signature != "select-no-cases" }
  }

  /// `Count` called by `Total`, and others that wait in `Total`.
  private static func taken(
    twiceBy receiver: String, minutes: Int, others: Int
  ) -> [String] {
    [
      waiting(
        40, minutes: minutes, ("(*Cart).Count", 20, receiver), ("(*Cart).Total", 15, receiver))
    ]
      + (0..<others).map {
        waiting(41 + $0, minutes: minutes, ("(*Cart).Total", 13, receiver))
      }
  }

  @Test func `a method that calls another one with the lock held`() throws {
    let found = try findings(Self.taken(twiceBy: "0xc000086180", minutes: 2, others: 3))
    #expect(found.map(Summary.init) == [Summary("self-deadlock", .error, 4)])
    let finding = try #require(found.first)
    #expect(finding.confidence == .high)
    // The three that wait behind are the largest group; the stack to show is the one in two calls.
    #expect(finding.groups.count == 2)
    #expect(finding.telling == finding.groups[1])
    #expect(finding.shownGroup == finding.groups[1])
    #expect(finding.site == Place(function: "main.(*Cart).Count", file: "/app/cart.go", line: 20))
    #expect(
      finding.evidence.hasPrefix(
        """
        4 goroutines wait for a lock; waiting for 2 minutes; main.(*Cart).Count takes it at cart.go:20, \
        inside main.(*Cart).Total at cart.go:15, which took it at cart.go:13, where others wait; \
        3 of them wait behind it; 
        """))
  }

  @Test func `receivers that are not certain are told by the lock`() throws {
    let found = try findings(Self.taken(twiceBy: "0x0?", minutes: 0, others: 3))
    #expect(found.map(Summary.init) == [Summary("self-deadlock", .error, 4)])
  }

  @Test func `nobody waits behind it`() throws {
    let old = try findings(Self.taken(twiceBy: "0xc000086180", minutes: 9, others: 0))
    #expect(old.map(Summary.init) == [Summary("self-deadlock", .error, 1)])
    let few = try findings(Self.taken(twiceBy: "0xc000086180", minutes: 2, others: 0))
    #expect(few.map(Summary.init) == [Summary("self-deadlock", .error, 1)])
    let young = try findings(Self.taken(twiceBy: "0xc000086180", minutes: 0, others: 0))
    #expect(young.map(Summary.init) == [Summary("self-deadlock", .error, 1)])
  }

  @Test func `each on an object of its own`() throws {
    let found = try findings(
      (0..<12).map { number in
        let cart = "0xc0000\(86180 + number * 100)"
        return Self.waiting(
          40 + number, lock: cart, ("(*Cart).Count", 20, cart), ("(*Cart).Total", 15, cart))
      })
    #expect(found.map(Summary.init) == [Summary("self-deadlock", .error, 12)])
    #expect(try #require(found.first).evidence.contains("12 locks, one each"))
  }

  @Test func `plain functions and a lock of the package`() throws {
    let found = try findings(
      [
        Self.waiting(
          40, minutes: 1, lock: "0x686840", ("lookup", 179, "0x1"), ("register", 174, "0x1"))
      ]
        + (0..<7).map {
          Self.waiting(41 + $0, minutes: 1, lock: "0x686840", ("register", 172, "0x1"))
        })
    #expect(found.map(Summary.init) == [Summary("self-deadlock", .error, 8)])
  }

  @Test func `only one goroutine can have come past a Mutex`() throws {
    // The lock was left locked by somebody who has gone: all wait below the same call.
    let found = try findings(
      (0..<20).map {
        Self.waiting(
          40 + $0, minutes: 2, ("(*Cart).Count", 20, "0x0?"), ("(*Cart).Total", 15, "0x0?"))
      })
    #expect(found.map(Summary.init) == [Summary("lock-pile-up", .warning, 20)])
  }

  @Test func `somebody works on the object`() throws {
    for holder in [
      Self.goroutine(90, "sleep", ("(*Cart).save", 31, "0x0?")),
      Self.goroutine(90, "chan receive, 2 minutes", ("(*Cart).save", 31, "0xc000086180")),
      Self.goroutine(90, "chan receive, 2 minutes", ("hold", 31, "0xc000086180")),
    ] {
      let found = try findings(
        Self.taken(twiceBy: "0xc000086180", minutes: 2, others: 3) + [holder])
      #expect(!found.contains { $0.signature == "self-deadlock" }, "\(found.map(\.evidence))")
    }
    // On another one: that one cannot have the lock.
    let other = Self.goroutine(90, "chan receive, 2 minutes", ("(*Cart).save", 31, "0xc0000ff000"))
    let found = try findings(Self.taken(twiceBy: "0xc000086180", minutes: 2, others: 3) + [other])
    #expect(found.map(\.signature) == ["self-deadlock"])
  }

  @Test func `a call on another object of the type takes another lock`() throws {
    let found = try findings([
      Self.waiting(
        40, minutes: 2, lock: "0xc000012000", ("(*Node).walk", 20, "0xc000012000"),
        ("(*Node).visit", 15, "0xc000014000"))
    ])
    #expect(!found.contains { $0.signature == "self-deadlock" }, "\(found.map(\.evidence))")
  }

  @Test func `nodes of a tree have their own locks`() throws {
    // Each node is locked while its children are walked: they wait at the same line for others.
    let root = ("(*Node).walk", 15, "0x0?")
    let waiters = [
      Self.waiting(40, minutes: 2, lock: "0xc000012000", ("(*Node).walk", 12, "0x0?"), root),
      Self.waiting(41, minutes: 2, lock: "0xc000012000", ("(*Node).walk", 12, "0x0?"), root),
      Self.waiting(42, minutes: 2, lock: "0xc000014000", ("(*Node).walk", 12, "0x0?")),
    ]
    let found = try findings(waiters)
    #expect(!found.contains { $0.signature == "self-deadlock" }, "\(found.map(\.evidence))")
    // All nodes share one.
    let shared = try findings([
      Self.waiting(40, minutes: 2, ("(*Node).walk", 12, "0x0?"), root),
      Self.waiting(42, minutes: 2, ("(*Node).walk", 12, "0x0?")),
    ])
    #expect(shared.map(Summary.init) == [Summary("self-deadlock", .error, 2)])
  }

  /// A goroutine that waits to read or to write.
  private static func reading(_ id: Int, _ state: String, _ frames: (String, Int)...) -> String {
    """
    goroutine \(id) [\(state), 3 minutes]:
    sync.runtime_SemacquireRWMutexR(0x0?, 0x0?, 0x0?)
    \t/usr/local/go/src/runtime/sema.go:100 +0x25
    sync.(*RWMutex).RLock(...)
    \t/usr/local/go/src/sync/rwmutex.go:74

    """ + calls(frames.map { ($0.0, $0.1, "0xc00009e0c0") })
      + "created by main.main in goroutine 1\n\t/app/main.go:24 +0x7b\n"
  }

  @Test func `a read lock taken twice needs a writer in between`() throws {
    let readers = (0..<3).map {
      Self.reading(40 + $0, "sync.RWMutex.RLock", ("(*Cache).Len", 49,), ("(*Cache).Sum", 42))
    }
    let writer = Self.reading(60, "sync.RWMutex.Lock", ("(*Cache).put", 70))
      .replacing("RWMutexR(", with: "RWMutex(").replacing(".RLock(", with: ".Lock(")
    let found = try findings(readers + [writer])
    #expect(found.map(Summary.init) == [Summary("self-deadlock", .error, 4)])
    let alone = try findings(readers)
    #expect(!alone.contains { $0.signature == "self-deadlock" })
  }

  @Test func `a few that wait for locks of their own may wait for a moment while somebody works`()
    throws
  {
    let waiters = (0..<5).map { number -> String in
      let lock = "0xc0000\(10 + number)000"
      return Self.waiting(40 + number, lock: lock, ("(*Session).touch", 31, lock))
    }
    let expiring = Self.goroutine(90, "sleep", ("(*Session).expire", 50, "0xc000090000"))
    let found = try findings(waiters + [expiring])
    #expect(found.map(Summary.init) == [Summary("lock-pile-up", .note, 5)])
    let alone = try findings(waiters)
    #expect(alone.map(Summary.init) == [Summary("lock-pile-up", .warning, 5)])
  }

  @Test func `two locks in two orders are no lock taken twice`() throws {
    let found = try findings([
      Self.waiting(
        40, minutes: 2, lock: "0xc000012008", ("(*Store).flush", 20, "0xc000012000"),
        ("(*Store).tick", 15, "0xc000012000")),
      Self.waiting(41, minutes: 2, lock: "0xc000012080", ("(*Store).report", 61, "0xc000012000")),
    ])
    #expect(!found.contains { $0.signature == "self-deadlock" }, "\(found.map(\.evidence))")
  }

  @Test func `rings of the same stacks are one finding`() throws {
    let rings = (0..<3).flatMap { number -> [String] in
      let (one, other) = ("0xc0000\(10 + number)000", "0xc0000\(20 + number)000")
      return [
        Self.waiting(40 + number * 2, lock: one, ("(*Raft).tick", 20, other)),
        Self.waiting(41 + number * 2, lock: other, ("(*Raft).report", 61, one)),
      ]
    }
    let found = try findings(rings)
    #expect(found.map(Summary.init) == [Summary("lock-cycle", .error, 6)])
    #expect(try #require(found.first).evidence.contains("; 3 such cycles; "))
    // One alone can be chance, where nothing tells that it lasts.
    let one = try findings(Array(rings.prefix(2)))
    #expect(one.map(Summary.init) == [Summary("lock-cycle", .error, 2)])
    // It is judged by one of the two, and speaks of both.
    #expect(
      try #require(one.first).evidence.hasSuffix(
        "; against a leak: they share addresses with another goroutine in the program's own code"))
  }

  /// Two locks of the package that two functions take in two orders: who waits, at which line.
  private static func crossing(_ waiters: [(lock: String, function: String, line: Int)]) -> [String]
  {
    waiters.enumerated().map { number, waiter in
      waiting(40 + number, lock: waiter.lock, (waiter.function, waiter.line, "0x0?"))
    }
  }

  @Test func `a ring is told by the lines that two goroutines have come past`() throws {
    let (one, other) = ("0x5f27b8", "0x5f27c0")
    let queues = [(one, "pay", 62), (one, "pay", 62), (other, "audit", 71)]
    let found = try findings(
      Self.crossing(queues + [(other, "pay", 64), (one, "audit", 73)]))
    #expect(found.map(Summary.init) == [Summary("lock-cycle", .error, 5)])
    #expect(
      try #require(found.first).evidence.hasPrefix(
        """
        5 goroutines wait for each other; goroutine 44, main.audit at cart.go:73, waits for the lock at \
        or in 0x5f27b8 that goroutine 43 probably holds inside main.pay at cart.go:64 (has passed \
        cart.go:62); goroutine 43, main.pay at cart.go:64, waits for the lock at or in 0x5f27c0 that \
        goroutine 44 probably holds inside main.audit at cart.go:73 (has passed cart.go:71); \
        3 of them wait behind the cycle
        """))
    // Two have come past the same line: not both hold that lock, so it may be neither.
    let two = try findings(
      Self.crossing(queues + [(other, "pay", 64), (other, "pay", 66), (one, "audit", 73)]))
    #expect(!two.contains { $0.signature == "lock-cycle" })
    // Somebody is at work behind the line.
    let busy = try findings(
      Self.crossing(queues + [(other, "pay", 64), (one, "audit", 73)])
        + [Self.goroutine(90, "sleep", ("pay", 63, "0x0?"))])
    #expect(!busy.contains { $0.signature == "lock-cycle" })
  }

  @Test func `one goroutine that waits for a lock for minutes is worth a warning`() throws {
    func finding(minutes: Int) throws -> Finding? {
      try findings([
        Self.waiting(
          305, minutes: minutes, lock: "0xc000a50c40", ("(*Redis).auth", 314, "0xc000a50c40")),
        Self.goroutine(
          284, "sync.WaitGroup.Wait, \(minutes) minutes", ("(*Server).Close", 109, "0xc000a570a0"),
          ("(*Redis).Close", 161, "0xc000a50c40")),
      ]).first { $0.signature == "lock-pile-up" }
    }
    let stuck = try #require(try finding(minutes: 9))
    #expect(stuck.severity == .warning)
    #expect(stuck.title == "a goroutine waiting for a lock")
    #expect(
      stuck.evidence.contains(
        "; it is at or in 0xc000a50c40; probably held by goroutine 284, main.(*Server).Close at "
          + "cart.go:109 inside main.(*Redis).Close at cart.go:161, which waits for a WaitGroup "
          + "(same *Redis, has waited as long)"))
  }

  @Test func `two that wait as long for a lock each may hold the other's`() throws {
    func evidence(minutes second: Int) throws -> [String] {
      try findings([
        Self.waiting(20, minutes: 34, lock: "0xc0000a2048", ("main.func1", 29, "0x1")),
        Self.waiting(21, minutes: second, lock: "0xc0000a2040", ("main.func2", 41, "0x1")),
      ]).filter { $0.signature == "lock-pile-up" }.map(\.evidence)
    }
    let both = try evidence(minutes: 34)
    #expect(both.count == 2)
    #expect(
      both.first?.hasSuffix(
        """
        ; possibly held by goroutine 21, main.main.func2 at cart.go:41, which waits for a lock (the only \
        candidate in the package, has waited as long); that one is possibly held by goroutine 20, \
        main.main.func1 at cart.go:29, which waits for a lock (the only candidate in the package, has \
        waited as long); so they may wait for each other
        """) == true)
    #expect(
      try evidence(minutes: 7).allSatisfy { $0.contains("it may have been left locked") })
  }

  @Test func `minutes right after a collection do not make a convoy of a queue`() throws {
    let queue = (0..<20).map {
      Self.waiting(40 + $0, minutes: 2, ("(*Cart).save", 20, "0xc000086180"))
    }
    func worst(_ holder: String) throws -> Summary? {
      try findings(queue + [holder]).first.map(Summary.init)
    }
    // Who has the lock has just begun to sleep: the minutes are the runtime's rounding.
    #expect(
      try worst(Self.goroutine(90, "sleep", ("(*Cart).save", 24, "0xc000086180")))
        == Summary("lock-pile-up", .note, 20))
    #expect(
      try worst(Self.goroutine(90, "IO wait, 2 minutes", ("(*Cart).save", 24, "0xc000086180")))
        == Summary("lock-pile-up", .warning, 20))
    #expect(
      try worst(Self.goroutine(90, "chan receive", ("(*Cart).save", 24, "0xc000086180")))
        == Summary("lock-pile-up", .warning, 20))
  }

  @Test func `who has come past the line may hold the lock`() throws {
    let queue = (0..<20).map { Self.waiting(40 + $0, minutes: 3, ("post", 19, "0x0?")) }
    let found = try findings(queue + [Self.goroutine(90, "chan send", ("post", 23, "0x0?"))])
    #expect(
      try #require(found.first).evidence.contains(
        "; possibly held by goroutine 90, main.post at cart.go:23, which waits in a channel send "
          + "(has passed cart.go:19, has not waited as long); "))
    // Before the line nobody has taken it.
    let before = try findings(queue + [Self.goroutine(90, "chan send", ("post", 17, "0x0?"))])
    #expect(
      try #require(before.first).evidence.contains(
        "; no goroutine in the dump is seen to hold the lock: it may have been left locked; "))
  }

  @Test func `the same in a count profile`() throws {
    let found = try DumpText.findings(
      in: """
        goroutine profile: total 22
        20 @ 0x47398e 0x45305d 0x453034 0x474ca5 0x48cc3d 0x65c74d 0x65c797 0x65c72f 0x47b241
        #\t0x474ca4\tinternal/sync.runtime_SemacquireMutex+0x24\t\truntime/sema.go:95
        #\t0x48cc3c\tinternal/sync.(*Mutex).lockSlow+0x15c\t\t\tinternal/sync/mutex.go:149
        #\t0x65c74c\tinternal/sync.(*Mutex).Lock+0x6c\t\t\tinternal/sync/mutex.go:70
        #\t0x65c796\tsync.(*Mutex).Lock+0xb6\t\t\t\t\tsync/mutex.go:46
        #\t0x65c72e\tmain.(*Journal).Post+0x4e\t\t\t\t/app/journal.go:19

        1 @ 0x47398e 0x40d985 0x40d532 0x65c82e 0x65c827 0x47b241
        #\t0x65c82d\tmain.(*Journal).flushLocked+0x14d\t/app/journal.go:30
        #\t0x65c826\tmain.(*Journal).Post+0x146\t\t/app/journal.go:23

        1 @ 0x47398e 0x438397 0x472ba5 0x4c1be7 0x4c3335 0x4c3323 0x5359a9 0x65ca85 0x43f88b 0x47b241
        #\t0x472ba4\tinternal/poll.runtime_pollWait+0x84\t\truntime/netpoll.go:351
        #\t0x4c3322\tinternal/poll.(*FD).Accept+0x282\t\tinternal/poll/fd_unix.go:620
        #\t0x544b4f\tnet.(*TCPListener).Accept+0x2f\t\t\tnet/tcpsock.go:380
        #\t0x65ca84\tmain.main+0x104\t\t\t/app/main.go:9

        """)
    let finding = try #require(found.first { $0.signature == "lock-pile-up" })
    #expect(finding.severity == .warning)
    #expect(
      finding.evidence.contains(
        "probably held by a goroutine, main.(*Journal).flushLocked at journal.go:30 inside "
          + "main.(*Journal).Post at journal.go:23, which waits in a channel receive "
          + "(has passed journal.go:19)"
      ))
  }
}
