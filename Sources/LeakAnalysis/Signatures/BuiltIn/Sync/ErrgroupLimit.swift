import GoroutineDump

extension Signature {
  /// A group at its limit whose members do not end.
  static let errgroupLimit = Signature(
    id: "errgroup-limit-stuck",
    title: "calls of errgroup.Go that wait for a place under the limit",
    summary: """
      Goroutines are parked in errgroup.(*Group).Go: the limit of SetLimit is reached, and no \
      member has ended for ten minutes.
      """,
    cause: """
      The members wait for something that only the caller of Go can give (a channel that it would \
      read afterwards), or for other members that have not started.
      """,
    fix: """
      Read the results in a goroutine of their own while members are started; use TryGo, or no \
      limit where members depend on each other.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 10, error: 100, minutes: 10),
    lookAlikes: ["a batch with long members: one caller waits for its turn"],
    sources: ["golang/go errgroup.SetLimit"],
    help: "https://pkg.go.dev/golang.org/x/sync/errgroup#Group.SetLimit",
    example: Example(
      stack: """
        goroutine 77 [chan send, 12 minutes]:
        golang.org/x/sync/errgroup.(*Group).Go(0xc0000a2000)
        \t/go/pkg/mod/golang.org/x/sync@v0.6.0/errgroup/errgroup.go:71 +0xfc
        main.(*crawler).crawl(0xc0000a2000)
        \t/app/crawl.go:31 +0x316
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x1d0
        """,
      before: """
        g.SetLimit(4)
        for _, u := range urls {
        \tg.Go(func() error { results <- fetch(u); return nil }) // the fifth waits for ever
        }
        for range urls { use(<-results) }
        """,
      after: """
        results := make(chan Page, len(urls)) // room for every result
        g.SetLimit(4)
        """),
    detection: .pattern(
      GroupPattern(
        states: [.channelSend], frames: ["golang.org/x/sync/errgroup.(*Group).Go"])))
}
