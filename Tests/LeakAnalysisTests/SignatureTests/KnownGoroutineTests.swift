import LeakAnalysis
import Testing

/// What test runners and leak checkers keep themselves is nobody's leak.
@Suite struct KnownGoroutineTests {
  /// A dump that a leak checker printed, with one goroutine.
  private func report(_ function: String) -> String {
    """
        pay_test.go:23: found unexpected goroutines:
    goroutine 21 [chan receive, 3 minutes]:
    \(function)(0xc0000a2000)
    \t/app/pay.go:31 +0x4d
    created by main.use in goroutine 20
    \t/app/pay.go:24 +0x7b

    """
  }

  @Test(arguments: [
    ("github.com/bazelbuild/rules_go/go/tools/bzltestutil.RegisterTimeoutHandler.func1", false),
    ("go.uber.org/goleak.(*opts).retry", false), ("testing.(*M).startAlarm.func1", false),
    ("testing.(*T).Parallel", false), ("main.worker", true),
  ])
  func `a checker's report on it is no finding`(_ function: String, isFound: Bool) throws {
    let findings = try DumpText.findings(in: report(function))
    #expect(findings.contains { $0.signature == "test-leak-check" } == isFound)
  }
}
