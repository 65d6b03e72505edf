/// Tests that hang, outlive themselves, deadlock or race.
extension CrashExpectation {
  static let tests: [CrashExpectation] = [
    CrashExpectation(
      "race.go1.27", "note proven crash-data-race 2", "main.(*lazy).provide:4",
      """
      WARNING: DATA RACE; goroutine 8 in main.(*lazy).provide (main.go:4) and goroutine 7 in \
      main.(*lazy).provide (main.go:4)
      """),
    CrashExpectation(
      "synctest-all.go1.27", "error proven runtime-deadlock-bubble 2",
      "example.com/crash/syn.TestAll.func1:24",
      """
      2 goroutines are blocked forever; 1 in chan receive, 1 in chan send; goroutine 20 [chan \
      receive] at example.com/crash/syn.TestAll.func1 (a_test.go:24), goroutine 21 [chan send] \
      at example.com/crash/syn.TestAll.func1.1 (a_test.go:21)
      """),
    CrashExpectation(
      "synctest-fan.go1.27", "error proven runtime-deadlock-bubble 1",
      "example.com/crash/syn.fan.func1:12",
      """
      1 goroutine is blocked forever; goroutine 21 [chan send] at \
      example.com/crash/syn.fan.func1 (a_test.go:12)
      """),
    CrashExpectation(
      "test-hang-json.go1.19", "note high test-timed-out 1", "example.com/crash/tst.wait:28",
      """
      panic: test timed out after 2s; goroutine 7 [chan receive] at example.com/crash/tst.wait \
      (a_test.go:28)
      """),
    CrashExpectation(
      "test-hang-json.go1.27", "note high test-timed-out 1", "example.com/crash/tst.wait:28",
      """
      panic: test timed out after 2s; running: TestHang (2s), TestHang/group (2s), \
      TestHang/group/inner (2s); goroutine 7 [chan receive] at example.com/crash/tst.wait \
      (a_test.go:28)
      """),
    CrashExpectation(
      "test-hang.go1.19", "note high test-timed-out 1", "example.com/crash/tst.wait:28",
      """
      panic: test timed out after 2s; goroutine 19 [chan receive] at \
      example.com/crash/tst.wait (a_test.go:28)
      """),
    CrashExpectation(
      "test-hang.go1.27", "note high test-timed-out 1", "example.com/crash/tst.wait:28",
      """
      panic: test timed out after 2s; running: TestHang (2s), TestHang/group (2s), \
      TestHang/group/inner (2s); goroutine 7 [chan receive] at example.com/crash/tst.wait \
      (a_test.go:28)
      """),
    CrashExpectation(
      "test-late.go1.19", "warning proven crash-panic-after-test 1",
      "example.com/crash/late.(*store).reload.func1:14",
      """
      panic: Log in goroutine after TestUpdate has completed: reloaded; goroutine 7 is in \
      example.com/crash/late.(*store).reload.func1 (a_test.go:14)
      """),
    CrashExpectation(
      "test-late.go1.27", "warning proven crash-panic-after-test 1",
      "example.com/crash/late.(*store).reload.func1:14",
      """
      panic: Log in goroutine after TestUpdate has completed: reloaded; goroutine 19 is in \
      example.com/crash/late.(*store).reload.func1 (a_test.go:14)
      """),
    CrashExpectation(
      "test-parallel.go1.19", "note high test-timed-out 1", "example.com/crash/tst.wait:28",
      """
      panic: test timed out after 2s; goroutine 8 [chan receive] at example.com/crash/tst.wait \
      (a_test.go:28)
      """),
    CrashExpectation(
      "test-parallel.go1.27", "note high test-timed-out 1", "example.com/crash/tst.wait:28",
      """
      panic: test timed out after 2s; running: TestHangParallel/b (2s); goroutine 9 [chan \
      receive] at example.com/crash/tst.wait (a_test.go:28)
      """),
    CrashExpectation(
      "test-slow.go1.19", "note medium test-timed-out 1", "example.com/crash/tst.TestZNext:86",
      """
      panic: test timed out after 2s; goroutine 20 [sleep] at example.com/crash/tst.TestZNext \
      (a_test.go:86)
      """),
    CrashExpectation(
      "test-slow.go1.27", "note low test-timed-out 1", "example.com/crash/tst.TestZNext:86",
      """
      panic: test timed out after 2s; running: TestZNext (0s); goroutine 17 [sleep] at \
      example.com/crash/tst.TestZNext (a_test.go:86); it had run for 0s of the 2s
      """),
    CrashExpectation(
      "test-spin.go1.19", "note medium test-timed-out 1", "example.com/crash/tst.TestSpin:68",
      """
      panic: test timed out after 2s; goroutine 8 [runnable] at example.com/crash/tst.TestSpin \
      (a_test.go:68)
      """),
    CrashExpectation(
      "test-spin.go1.27", "note medium test-timed-out 1", "example.com/crash/tst.TestSpin:69",
      """
      panic: test timed out after 2s; running: TestSpin (2s); goroutine 8 [runnable] at \
      example.com/crash/tst.TestSpin (a_test.go:69)
      """),
    CrashExpectation(
      "test-worker.go1.19", "note high test-timed-out 1", "example.com/crash/tst.TestWorker:61",
      """
      panic: test timed out after 2s; goroutine 10 [sync.WaitGroup.Wait] at \
      example.com/crash/tst.TestWorker (a_test.go:61)
      """),
    CrashExpectation(
      "test-worker.go1.27", "note high test-timed-out 1", "example.com/crash/tst.TestWorker:61",
      """
      panic: test timed out after 2s; running: TestWorker (2s); goroutine 10 \
      [sync.WaitGroup.Wait] at example.com/crash/tst.TestWorker (a_test.go:61); it has started \
      goroutine 11 [chan receive] at example.com/crash/tst.wait (a_test.go:28)
      """),
  ]
}
