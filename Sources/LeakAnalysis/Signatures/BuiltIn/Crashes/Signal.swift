import GoroutineDump

extension Signature {
  /// A dump that somebody asked for.
  static let crashSignal = Signature(
    id: "crash-signal",
    title: "the dump was asked for by a signal",
    summary: """
      The program was ended by SIGQUIT or SIGABRT, which makes the runtime print all goroutines. \
      The one that waits longest in the program's own code is named.
      """,
    cause: "Somebody, or a watchdog, sent the signal, mostly because the program did not answer.",
    fix: """
      Look at the findings beside this one; the longest wait is where to begin if there are none.
      """,
    severity: .note,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["a daemon's own long waits (main, signal handlers) are no fault"],
    sources: ["driskell/log-courier#90", "restatedev/sdk-go#141"],
    help: "https://pkg.go.dev/runtime#hdr-Environment_Variables",
    example: Example(
      stack: """
        SIGQUIT: quit
        PC=0x42ca51 m=0 sigcode=0

        goroutine 18 [chan receive, 12 minutes]:
        main.(*queue).take(0xc0000a2000)
        \t/app/queue.go:31 +0xfc
        created by main.main in goroutine 1
        \t/app/main.go:24 +0x316
        """,
      before: "kill -QUIT 4711 # prints all goroutines and ends the program",
      after: "curl localhost:6060/debug/pprof/goroutine?debug=2 # prints them, and it runs on"),
    detection: .analysis { inquiry, _ in Crash(.signal, in: inquiry).matches })
}
