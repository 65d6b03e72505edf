import GoroutineDump

extension Signature {
  /// A semaphore that is not given back.
  static let semaphoreStarved = Signature(
    id: "semaphore-starved",
    title: "goroutines that wait for a semaphore",
    summary: "Goroutines wait in semaphore.(*Weighted).Acquire, for a minute and more.",
    cause: """
      Tokens are not released on some way out, or those who hold them wait for something slow, or \
      for the same semaphore.
      """,
    fix: """
      defer sem.Release(n) right after Acquire succeeded; give Acquire a context with a deadline; \
      never acquire twice in one chain of calls.
      """,
    severity: .error,
    thresholds: Thresholds(note: 20, warning: 20, error: 100, minutes: 1),
    lookAlikes: ["a queue for a limit that works: a few, for seconds"],
    sources: ["ledgerwatch/erigon-lib#566", "marusama#3"],
    help: "https://pkg.go.dev/golang.org/x/sync/semaphore#Weighted.Acquire",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        golang.org/x/sync/semaphore.(*Weighted).Acquire(0xc0000a2000)
        \t/go/pkg/mod/golang.org/x/sync@v0.6.0/semaphore/semaphore.go:74 +0xfc
        main.(*index).get(0xc0000a2000)
        \t/app/index.go:31 +0x316
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x1d0
        """,
      before: """
        if err := sem.Acquire(ctx, 1); err != nil { return err }
        v, err := load()
        if err != nil { return err } // the token is gone
        sem.Release(1)
        """,
      after: """
        if err := sem.Acquire(ctx, 1); err != nil { return err }
        defer sem.Release(1)
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "golang.org/x/sync/semaphore.(*Weighted).Acquire",
        "github.com/marusama/semaphore.(*semaphore).Acquire",
      ])))
}
