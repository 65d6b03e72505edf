import GoroutineDump

extension Signature {
  /// A test that did not end in time.
  static let testTimeout = Signature(
    id: "test-timed-out",
    title: "a test did not end within its time",
    summary: """
      go test ended the run after its -timeout (10 minutes, if none is given). The goroutine that \
      waits longest outside package testing is named.
      """,
    cause: """
      A test waits for something that does not come. The goroutine of the alarm, parallel tests \
      that wait for their turn, and parents that wait for subtests are not the reason.
      """,
    fix: """
      Look at the goroutine named here, and at who should have woken it; give the test a context \
      with a deadline of its own.
      """,
    severity: .note,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["parallel subtests in testing.(*T).Run or Parallel: they wait for their turn"],
    sources: ["golang/build logs 10, 15, 16"],
    help: "https://pkg.go.dev/cmd/go#hdr-Testing_flags",
    example: Example(
      stack: """
        panic: test timed out after 10m0s

        goroutine 97 [running]:
        testing.(*M).startAlarm.func1()
        \t/usr/local/go/src/testing/testing.go:2366 +0xfc
        created by time.goFunc
        \t/usr/local/go/src/time/sleep.go:177 +0x316

        goroutine 34 [chan receive, 9 minutes]:
        main.TestOrders(0xc0000a2000)
        \t/app/orders_test.go:31 +0xfc
        testing.tRunner(0xc0000a2000)
        \t/usr/local/go/src/testing/testing.go:1689 +0x316
        created by testing.(*T).Run in goroutine 1
        \t/usr/local/go/src/testing/testing.go:1742 +0x1d0
        """,
      before: """
        func TestOrders(t *testing.T) {
        \t<-start(t).Done() // never
        """,
      after: """
        ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
        defer cancel()
        select {
        case <-start(t).Done():
        case <-ctx.Done(): t.Fatal("not done in time")
        }
        """),
    detection: .analysis { inquiry, _ in Crash(.testTimeout, in: inquiry).matches })
}
