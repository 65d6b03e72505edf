import GoroutineDump

extension Signature {
  /// Waiters for a group that is never done.
  static let waitGroup = Signature(
    id: "waitgroup-never-done",
    title: "goroutines waiting for a WaitGroup that is never done",
    summary: """
      Goroutines are parked in sync.(*WaitGroup).Wait, and the goroutines that should call Done \
      are gone, or stuck themselves.
      """,
    cause: """
      A Done is missing on some way out (an early return, a continue, a panic), or Add was called \
      more often than Done; or a worker that should call Done is blocked.
      """,
    fix: "Write defer wg.Done() as the worker's first line, or use wg.Go (Go 1.25 and newer).",
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 10),
    lookAlikes: [
      "main or a manager that waits for the life of the program",
      "handlers that wait for workers that are visible and busy",
    ],
    sources: ["cilium/cilium#1772 (4937 minutes)", "bl4ko/netbox-ssot#535"],
    help: "https://pkg.go.dev/sync#WaitGroup",
    example: Example(
      stack: """
        goroutine 77 [sync.WaitGroup.Wait, 12 minutes]:
        sync.runtime_SemacquireWaitGroup(0xc0000a2000?, 0x0?)
        \t/usr/local/go/src/runtime/sema.go:114 +0x2e
        sync.(*WaitGroup).Wait(0xc0000a2000)
        \t/usr/local/go/src/sync/waitgroup.go:206 +0x85
        main.startBatch.func2()
        \t/app/batch.go:31 +0x4d
        created by main.startBatch in goroutine 70
        \t/app/batch.go:24 +0x7b
        """,
      before: """
        go func() {
        \tif err := work(job); err != nil {
        \t\treturn // without Done
        \t}
        \twg.Done()
        }()
        """,
      after: """
        go func() {
        \tdefer wg.Done()
        \twork(job)
        }()
        """),
    detection: .judged(
      GroupPattern(states: [.waitGroupWait], withoutFrames: IdleFrames.waiting)
    ) { candidates in
      candidates.inquiry.byPlace(candidates.groups).compactMap { groups in
        let inquiry = candidates.inquiry
        // Main waits for the life of the program, as it should.
        if inquiry.signals(groups).count == 1, inquiry.isMain(groups[0]) { return nil }
        var rule = AbandonedRule(inquiry: inquiry, thresholds: candidates.signature.thresholds)
        rule.otherEndIsMissing = inquiry.workersAreGone(groups)
        rule.isSuspiciousYoung = true
        rule.otherEnd = "no goroutine that could call Done is left, or it is stuck itself"
        return rule.judge(groups, doing: "wait for a WaitGroup")
      }
    })
}

extension Inquiry {
  /// Whether no goroutine of the packages on the waiters' stacks is left that is not a waiter
  /// itself, nor explained by an earlier finding.
  func workersAreGone(_ waiters: [Int]) -> Bool {
    let own = Set(waiters)
    let traits = analysis.census.traits
    var packages: Set<UInt32> = []
    for frame in analysis.frames(of: analysis.groups[waiters[0]])
    where !traits[Int(frame.function)].isStandardLibrary {
      packages.insert(traits[Int(frame.function)].package)
    }
    guard !packages.isEmpty else { return false }
    // A worker that is found ends the search, so that it is short where there are many.
    for number in analysis.groups.indices
    where !own.contains(number) && !claimed.contains(number) {
      let group = analysis.groups[number]
      if group.state.activity == .waitGroupWait { continue }
      var frames = analysis.frames(of: group)
      // The main goroutine waits for the program's end; it works for nobody.
      let isAside = frames.contains {
        traits[Int($0.function)].isListening
          || analysis.dump.symbols.function(of: $0) == "main.main"
      }
      if isAside { continue }
      if let creator = group.creator { frames.append(creator) }
      if frames.contains(where: { packages.contains(traits[Int($0.function)].package) }) {
        return false
      }
    }
    return true
  }
}
