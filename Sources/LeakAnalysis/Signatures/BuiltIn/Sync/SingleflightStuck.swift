import GoroutineDump

extension Signature {
  /// Everybody waits for one call.
  static let singleflightStuck = Signature(
    id: "singleflight-stuck",
    title: "goroutines that wait for one shared call that does not return",
    summary: """
      Goroutines wait in singleflight.(*Group).Do for a call that another one makes, for a minute \
      and more.
      """,
    cause: "The one call hangs (no timeout), and everyone who asks for the same key waits for it.",
    fix: """
      Put a deadline inside the function; use DoChan with a select on ctx.Done(), and Forget the \
      key when giving up.
      """,
    severity: .error,
    thresholds: Thresholds(note: 20, warning: 20, error: 50, minutes: 1),
    lookAlikes: ["a short stampede on a cold cache: seconds"],
    sources: ["golang/go#10117", "galaxy#179"],
    help: "https://pkg.go.dev/golang.org/x/sync/singleflight#Group.DoChan",
    example: Example(
      stack: """
        goroutine 77 [sync.WaitGroup.Wait, 12 minutes]:
        sync.runtime_SemacquireWaitGroup(0xc0000a2000?, 0x0?)
        \t/usr/local/go/src/runtime/sema.go:114 +0xfc
        sync.(*WaitGroup).Wait(0xc0000a2000)
        \t/usr/local/go/src/sync/waitgroup.go:206 +0x316
        golang.org/x/sync/singleflight.(*Group).Do(0xc0000a2000)
        \t/go/pkg/mod/golang.org/x/sync@v0.6.0/singleflight/singleflight.go:113 +0x1d0
        main.(*cache).get(0xc0000a2000)
        \t/app/cache.go:31 +0xe4
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x26e
        """,
      before: "v, err, _ := g.Do(key, func() (any, error) { return fetch(key) }) // no deadline",
      after: """
        select {
        case r := <-g.DoChan(key, func() (any, error) { return fetchWithin(10*time.Second, key) }):
        \treturn r.Val, r.Err
        case <-ctx.Done():
        \treturn nil, ctx.Err()
        }
        """),
    detection: .pattern(
      GroupPattern(
        states: [.waitGroupWait, .semaphore, .mutexLock],
        frames: [
          "golang.org/x/sync/singleflight.(*Group).Do", "internal/singleflight.(*Group).Do",
          "github.com/golang/groupcache/singleflight.(*Group).Do",
        ])))
}
