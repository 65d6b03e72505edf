import GoroutineDump

extension Signature {
  /// Readers of a lock that wait behind a writer.
  static let readersBehindWriter = Signature(
    id: "rwmutex-readers-behind-writer",
    title: "readers of an RWMutex that wait behind a writer, who waits for a reader",
    summary: """
      Many goroutines wait in RLock, and at least one in Lock, of one RWMutex, for minutes. A \
      writer that waits keeps all new readers out.
      """,
    cause: """
      A reader that has the lock takes it again (a recursive read lock: the second RLock queues \
      behind the writer), waits for something slow, or has returned without RUnlock.
      """,
    fix: """
      Never call RLock while holding it (make inner functions that expect the lock to be held), \
      and defer mu.RUnlock() on every way out.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 50, minutes: 2),
    lookAlikes: ["readers behind a short writer: younger than a minute"],
    sources: [
      "hashicorp/vault#10456 (thousands, 111 minutes)",
      "hashicorp/vault#25325",
      "hashicorp/consul#2130",
      "prometheus/prometheus#13619 (495 minutes)",
    ],
    help: "https://pkg.go.dev/sync#RWMutex",
    example: Example(
      stack: """
        goroutine 12 [sync.RWMutex.RLock, 31 minutes]:
        sync.runtime_SemacquireRWMutexR(0xc0003e7a3c, 0x0, 0x0)
        \t/usr/local/go/src/runtime/sema.go:100 +0xfc
        sync.(*RWMutex).RLock(...)(0xc0000a2000)
        \t/usr/local/go/src/sync/rwmutex.go:74 +0x316
        main.(*Core).Get(0xc0003e7a00)
        \t/app/core.go:69 +0x1d0
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0xe4

        goroutine 13 [sync.RWMutex.Lock, 31 minutes]:
        sync.runtime_SemacquireRWMutex(0xc0003e7a38, 0x0, 0x0)
        \t/usr/local/go/src/runtime/sema.go:105 +0xfc
        sync.(*RWMutex).Lock(0xc0003e7a30)
        \t/usr/local/go/src/sync/rwmutex.go:153 +0x316
        main.(*Core).Seal(0xc0003e7a00)
        \t/app/core.go:88 +0x1d0
        created by main.main in goroutine 1
        \t/app/main.go:24 +0xe4
        """,
      before: """
        func (c *Core) Total() int {
        \tc.mu.RLock()
        \tdefer c.mu.RUnlock()
        \treturn c.Len() * c.price() // Len takes the read lock again
        }
        """,
      after: """
        func (c *Core) Total() int {
        \tc.mu.RLock()
        \tdefer c.mu.RUnlock()
        \treturn c.lenLocked() * c.price()
        }
        """),
    detection: .analysis { inquiry, signature in
      let groups = inquiry.analysis.groups
      func waiting(_ activity: GoroutineState.Activity) -> [Int] {
        groups.indices.filter {
          groups[$0].state.activity == activity && !inquiry.claimed.contains($0)
        }
      }
      var writers = waiting(.rwMutexLock)
      var readers = waiting(.rwMutexRLock)
      guard !writers.isEmpty, !readers.isEmpty else { return [] }
      // A lock is told by the type whose methods wait for it: addresses differ by what is printed.
      let owners = Set(writers.compactMap { inquiry.siteOwner($0) })
      readers = readers.filter { inquiry.siteOwner($0).map(owners.contains) ?? false }
      let readerOwners = Set(readers.compactMap { inquiry.siteOwner($0) })
      writers = writers.filter { inquiry.siteOwner($0).map(readerOwners.contains) ?? false }
      guard !readers.isEmpty, !writers.isEmpty else { return [] }
      let signals = inquiry.signals(readers + writers)
      let limits = signature.thresholds
      guard signals.count >= limits.warning, signals.medianWait >= limits.minutes else { return [] }
      return [
        Match(
          groups: readers + writers, severity: signals.count >= limits.error ? .error : .warning,
          confidence: .high,
          evidence: Evidence.sentence(
            signals, doing: "wait for an RWMutex",
            and: [
              "\(inquiry.count(of: readers)) to read and \(inquiry.count(of: writers)) to write"
            ]))
      ]
    })
}

extension Inquiry {
  /// The type whose method a group's site is, or the package of a function.
  func siteOwner(_ group: Int) -> FunctionNames.Owner? {
    analysis.groups[group].site.map { names.owner(of: $0.function) }
  }
}
