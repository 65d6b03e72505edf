import GoroutineDump

extension Signature {
  /// Goroutines that a test left behind.
  static let leakCheck = Signature(
    id: "test-leak-check",
    title: "a leak checker found goroutines that a test left behind",
    summary: """
      goleak, leaktest or a checker like them printed the goroutines that were still there when a \
      test had ended.
      """,
    cause: """
      Something that the test started is not stopped by it: a client, a server, a loop without an \
      end.
      """,
    fix: """
      Close what the test makes (t.Cleanup), and wait for its goroutines; only then tell the \
      checker to ignore what cannot be stopped.
      """,
    severity: .note,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["goroutines that live as long as the process by design: goleak.IgnoreTopFunction"],
    sources: ["uber-go/goleak#117"],
    help: "https://pkg.go.dev/go.uber.org/goleak",
    example: Example(
      stack: """
            leaks.go:78: found unexpected goroutines:

        [Goroutine 21 in state select, with main.(*poller).loop on top of the stack:
        goroutine 21 [select]:
        main.(*poller).loop(0xc0000a2000)
        \t/app/poller.go:31 +0xfc
        created by main.newPoller in goroutine 19
        \t/app/poller.go:24 +0x316
        ]
        """,
      before: """
        func TestPoll(t *testing.T) {
        \tp := newPoller() // its loop goes on
        \tp.once()
        }
        """,
      after: """
        p := newPoller()
        t.Cleanup(p.Close)
        p.once()
        """),
    detection: .analysis { inquiry, _ in Crash(.leakCheck, in: inquiry).matches })
}
