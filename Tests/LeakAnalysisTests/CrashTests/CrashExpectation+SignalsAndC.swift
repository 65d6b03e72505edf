/// Signals, sent and raised, and crashes in C.
extension CrashExpectation {
  static let signals: [CrashExpectation] = [
    CrashExpectation(
      "abrt-sent.go1.19", "note proven crash-signal 0", "nobody",
      "SIGABRT: abort"),
    CrashExpectation(
      "abrt-sent.go1.27", "note proven crash-signal 0", "nobody",
      "SIGABRT: abort"),
    CrashExpectation(
      "cgo-abort.go1.19", "note proven crash-signal-abort 1", "main.(*store).load:34",
      """
      SIGABRT: abort; signal arrived during cgo execution; goroutine 7 is in \
      main.(*store).load (main.go:34); in the C function stop
      """),
    CrashExpectation(
      "cgo-abort.go1.27", "note proven crash-signal-abort 1", "main.(*store).load:34",
      """
      SIGABRT: abort; signal arrived during cgo execution; goroutine 23 is in \
      main.(*store).load (main.go:34); in the C function stop
      """),
    CrashExpectation(
      "cgo-abrt-sent.go1.19", "note proven crash-signal 0", "nobody",
      """
      SIGABRT: abort; signal arrived during cgo execution; at that moment, goroutine 7 is in \
      main.(*store).load (main.go:47), in the C function wait_
      """),
    CrashExpectation(
      "cgo-abrt-sent.go1.27", "note proven crash-signal 0", "nobody",
      """
      SIGABRT: abort; signal arrived during cgo execution; at that moment, goroutine 7 is in \
      main.(*store).load (main.go:47), in the C function wait_
      """),
    CrashExpectation(
      "cgo-assert.go1.19", "note proven crash-signal-abort 1", "main.(*store).load:36",
      """
      SIGABRT: abort; cg.bin: /src/cg/main.go:12: check: Assertion `x > 0 && \"page_search\"' \
      failed.; signal arrived during cgo execution; goroutine 5 is in main.(*store).load \
      (main.go:36); in the C function check
      """),
    CrashExpectation(
      "cgo-assert.go1.27", "note proven crash-signal-abort 1", "main.(*store).load:36",
      """
      SIGABRT: abort; cg.bin: /_/example.com/crash/cg/main.go:12: check: Assertion `x > 0 && \
      \"page_search\"' failed.; signal arrived during cgo execution; goroutine 7 is in \
      main.(*store).load (main.go:36); in the C function check
      """),
    CrashExpectation(
      "cgo-fpe.go1.19", "note proven crash-fatal-error-signal 1", "main.(*store).load:38",
      """
      fatal error: unexpected signal during runtime execution; [signal SIGFPE: floating-point \
      exception code=0x1 addr=0x4838f2 pc=0x4838f2]; goroutine 20 is in main.(*store).load \
      (main.go:38); in the C function divide
      """),
    CrashExpectation(
      "cgo-fpe.go1.27", "note proven crash-signal-fault 1", "main.(*store).load:38",
      """
      SIGFPE: floating-point exception; signal arrived during cgo execution; goroutine 7 is in \
      main.(*store).load (main.go:38); in the C function divide
      """),
    CrashExpectation(
      "cgo-free.go1.19", "note proven crash-signal-abort 1", "main.(*store).load:42",
      """
      SIGABRT: abort; free(): double free detected in tcache 2; signal arrived during cgo \
      execution; goroutine 20 is in main.(*store).load (main.go:42); in the C function twice
      """),
    CrashExpectation(
      "cgo-free.go1.27", "note proven crash-signal-abort 1", "main.(*store).load:42",
      """
      SIGABRT: abort; free(): double free detected in tcache 2; signal arrived during cgo \
      execution; goroutine 20 is in main.(*store).load (main.go:42); in the C function twice
      """),
    CrashExpectation(
      "cgo-segv.go1.19", "note proven crash-fatal-error-signal 1", "main.(*store).load:32",
      """
      fatal error: unexpected signal during runtime execution; [signal SIGSEGV: segmentation \
      violation code=0x1 addr=0x0 pc=0x483922]; goroutine 20 is in main.(*store).load \
      (main.go:32); in the C function get
      """),
    CrashExpectation(
      "cgo-segv.go1.27", "note proven crash-signal-fault 1", "main.(*store).load:32",
      """
      SIGSEGV: segmentation violation; signal arrived during cgo execution; goroutine 20 is in \
      main.(*store).load (main.go:32); in the C function get
      """),
    CrashExpectation(
      "cgo-threads.go1.19", "note proven crash-thread-limit 14", "main.(*store).load.func1:50",
      """
      SIGABRT: abort; runtime/cgo: pthread_create failed: Resource temporarily unavailable; 14 \
      goroutines are in a system call or in C; each occupies a thread; 14 goroutines \
      [syscall] at main.(*store).load.func1 (main.go:50) in main._Cfunc_wait_
      """),
    CrashExpectation(
      "cgo-threads.go1.27", "note proven crash-thread-limit 8", "main.(*store).load.gowrap1:50",
      """
      SIGABRT: abort; runtime/cgo: pthread_create failed: Resource temporarily unavailable; 8 \
      goroutines are in a system call or in C; each occupies a thread; 8 goroutines [syscall] \
      at main.(*store).load.gowrap1 (main.go:50) in main._Cfunc_wait_
      """),
    CrashExpectation(
      "cgo-trap.go1.19", "note proven crash-signal-fault 1", "main.(*store).load:40",
      """
      SIGILL: illegal instruction; signal arrived during cgo execution; goroutine 20 is in \
      main.(*store).load (main.go:40); in the C function trap
      """),
    CrashExpectation(
      "cgo-trap.go1.27", "note proven crash-signal-fault 1", "main.(*store).load:40",
      """
      SIGILL: illegal instruction; signal arrived during cgo execution; goroutine 23 is in \
      main.(*store).load (main.go:40); in the C function trap
      """),
    CrashExpectation(
      "quit-sent.go1.19", "note proven crash-signal 0", "nobody",
      "SIGQUIT: quit"),
    CrashExpectation(
      "quit-sent.go1.27", "note proven crash-signal 0", "nobody",
      "SIGQUIT: quit"),
    CrashExpectation(
      "segv-sent.go1.19", "note proven crash-signal 0", "nobody",
      "SIGSEGV: segmentation violation"),
    CrashExpectation(
      "segv-sent.go1.27", "note proven crash-signal 0", "nobody",
      "SIGSEGV: segmentation violation"),
    CrashExpectation(
      "trap-sent.go1.19", "note proven crash-signal 0", "nobody",
      """
      SIGTRAP: trace trap
      """),
    CrashExpectation(
      "trap-sent.go1.27", "note proven crash-signal 0", "nobody",
      """
      SIGTRAP: trace trap
      """),
  ]
}
