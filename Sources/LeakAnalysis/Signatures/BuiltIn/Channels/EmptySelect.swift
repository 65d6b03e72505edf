import GoroutineDump

extension Signature {
  /// `select {}` in helpers.
  static let emptySelect = Signature(
    id: "select-no-cases",
    title: "goroutines blocked forever in an empty select",
    summary: "Goroutines other than main are parked in `select {}`, which nothing can wake.",
    cause: "A helper or test goroutine blocks on purpose and is started again and again.",
    fix: "Return, or wait for a context: <-ctx.Done().",
    severity: .error, thresholds: Thresholds(note: 2, warning: 10, error: 100),
    lookAlikes: [
      "the main goroutine in `select {}`: the usual way of a daemon",
      "one such goroutine in a program",
    ],
    sources: ["caddyserver/caddy#5205 (benign)"],
    help: "https://go.dev/ref/spec#Select_statements",
    example: Example(
      stack: """
        goroutine 77 [select (no cases), 12 minutes]:
        main.keepAlive()
        \t/app/main.go:31 +0x4d
        created by main.open in goroutine 70
        \t/app/main.go:24 +0x7b
        """,
      before: "go func() { use(conn); select {} }()",
      after: "go func() { use(conn); <-ctx.Done() }()"),
    detection: .judged(
      GroupPattern(states: [.selectNoCases], withoutFrames: ["main.main"])
    ) { candidates in
      candidates.matches(ofPlacesOfAtLeast: candidates.signature.thresholds.note) {
        candidates.inquiry.match($0, by: candidates.signature.thresholds)
      }
    })
}
