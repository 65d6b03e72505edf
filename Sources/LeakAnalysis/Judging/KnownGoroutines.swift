extension Expectation {
  /// Goroutines that test runners and leak checkers keep themselves: no test can stop them.
  static let known: [Expectation] = [
    // Waits for Bazel's signal that the time is over, and prints all stacks then.
    Expectation(
      GroupPattern(frames: ["github.com/bazelbuild/rules_go/go/tools/bzltestutil.*"]),
      name: "rules_go's test wrapper",
      packages: ["github.com/bazelbuild/rules_go/go/tools/bzltestutil"]),
    // Looks again after a pause whether goroutines have ended.
    Expectation(
      GroupPattern(top: ["go.uber.org/goleak.*"]), name: "goleak itself",
      packages: ["go.uber.org/goleak"]),
    // The alarm of -timeout, tests that wait for their turn, and the coordinator of fuzzing.
    Expectation(
      GroupPattern(top: [
        "testing.(*M).startAlarm.func", "testing.(*T).Parallel",
        "testing.(*testContext).waitParallel",
        "testing.(*testState).waitParallel", "testing.runFuzzing", "testing.runFuzzTests",
      ]),
      name: "package testing", packages: ["testing"]),
  ]
}
