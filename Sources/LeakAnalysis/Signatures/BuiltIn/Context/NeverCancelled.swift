import GoroutineDump

extension Signature {
  /// Children of contexts that never end.
  static let contextNeverCancelled = Signature(
    id: "context-never-cancelled",
    title: "contexts that are derived again and again and never cancelled",
    summary: """
      Each child of a context of a custom type has a goroutine in propagateCancel that waits for \
      either to end. There are more than anything in the dump could use.
      """,
    cause: """
      context.WithCancel (or WithTimeout) is called on a parent of a custom type, and the cancel \
      function is not called: the goroutine stays as long as the parent lives.
      """,
    fix: """
      defer cancel() right after each WithCancel, WithTimeout or WithDeadline (go vet finds the \
      missing ones), and use the library's contexts as parents.
      """,
    severity: .error,
    thresholds: Thresholds(note: 100, warning: 100, error: 1000, minutes: 5),
    lookAlikes: [
      "a framework with contexts of its own (gin, fasthttp): one for each request that lives"
    ],
    sources: ["jbenet/goprocess#19 (300,000)", "etcd-io/etcd#6605", "tchannel-go#278"],
    help: "https://pkg.go.dev/context#WithCancel",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        context.(*cancelCtx).propagateCancel.func2()
        \t/usr/local/go/src/context/context.go:511 +0xfc
        created by context.(*cancelCtx).propagateCancel in goroutine 70
        \t/usr/local/go/src/context/context.go:510 +0x316
        """,
      before: """
        func fetch(parent customCtx) error {
        \tctx, _ := context.WithCancel(parent) // nobody can cancel it
        \treturn get(ctx)
        }
        """,
      after: """
        func fetch(parent customCtx) error {
        \tctx, cancel := context.WithCancel(parent)
        \tdefer cancel()
        \treturn get(ctx)
        }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "context.propagateCancel.func", "context.(*cancelCtx).propagateCancel.func",
        "golang.org/x/net/context.propagateCancel.func",
      ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      let signals = inquiry.signals(candidates.groups)
      let isAlone = inquiry.outnumbersAllOthers(candidates.count)
      let isOld = signals.medianWait >= limits.minutes
      var severity = Severity.note
      let isLeft = signals.areOrphans && signals.keepComing && candidates.count >= 10
      guard isLeft || candidates.count >= limits.note else { return [] }
      if isAlone || isOld || isLeft {
        severity = candidates.count >= limits.error ? .error : .warning
      }
      return [
        Match(
          groups: candidates.groups, severity: severity,
          confidence: severity == .note ? .low : isAlone && isOld ? .high : .medium,
          evidence: Evidence.sentence(
            signals, doing: "wait for a context to be cancelled",
            and: isAlone ? ["more than all other goroutines, which could use them"] : []))
      ]
    })
}
