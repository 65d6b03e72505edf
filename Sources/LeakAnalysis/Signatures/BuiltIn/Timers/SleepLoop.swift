import GoroutineDump

extension Signature {
  /// Loops that sleep, left behind.
  static let sleepLoop = Signature(
    id: "sleep-loop-never-ends",
    title: "goroutines left sleeping by calls that have returned",
    summary: """
      Many goroutines of one place are in time.Sleep, made one after the other by calls that have \
      returned.
      """,
    cause: """
      A loop of `for { work(); time.Sleep(d) }` is started for each call or object, and nothing \
      ends it.
      """,
    fix: """
      Select on a timer and on ctx.Done() instead of sleeping, and cancel the context with the \
      owner.
      """,
    severity: .note,
    thresholds: Thresholds(note: 100, warning: 100, error: 100),
    lookAlikes: [
      "simulated work, retries, delayed clean-up: they end by themselves; so never more than "
        + "a note"
    ],
    sources: ["go-mgo/mgo#516"],
    help: "https://pkg.go.dev/time#Sleep",
    example: Example(
      stack: """
        goroutine 77 [sleep]:
        time.Sleep(0x37e11d600)
        \t/usr/local/go/src/runtime/time.go:300 +0xfc
        main.(*probe).loop(0xc0000a2000)
        \t/app/probe.go:31 +0x316
        created by main.newProbe in goroutine 70
        \t/app/probe.go:24 +0x1d0
        """,
      before: "go func() { for { p.check(); time.Sleep(time.Second) } }()",
      after: """
        go func() {
        \tfor p.check(); ; p.check() {
        \t\tselect {
        \t\tcase <-time.After(time.Second):
        \t\tcase <-ctx.Done(): return
        \t\t}
        \t}
        }()
        """),
    detection: .judged(GroupPattern(states: [.sleep])) { candidates in
      candidates.matches(ofPlacesOfAtLeast: candidates.signature.thresholds.note) { groups in
        let signals = candidates.inquiry.signals(groups)
        guard signals.areOrphans else { return nil }
        return Match(
          groups: groups, severity: .note, confidence: .low,
          evidence: Evidence.sentence(
            signals, doing: "sleep", and: ["whether they end, only a second dump can tell"]))
      }
    })
}
