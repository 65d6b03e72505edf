import GoroutineDump

extension Signature {
  /// A fatal error of the runtime.
  static let fatalError = Signature(
    id: "crash-fatal-error",
    title: "the runtime ended the program with a fatal error",
    summary: """
      The text is the dump of a program that the runtime ended: concurrent map writes, memory that \
      ran out, a damaged heap, a system call that failed.
      """,
    cause: "The message says what the runtime found; such an error cannot be recovered from.",
    fix: """
      Concurrent map writes: guard the map with a mutex, or use sync.Map. Out of memory: look for \
      what grows in a heap profile. Run the tests with -race.
      """,
    severity: .note,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["a deadlock that the runtime found is a signature of its own"],
    sources: ["golang/build logs"],
    help: "https://go.dev/doc/articles/race_detector",
    example: Example(
      stack: """
        fatal error: concurrent map writes

        goroutine 18 [running]:
        main.(*sessions).put(0xc0000a2000)
        \t/app/sessions.go:31 +0xfc
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x316
        """,
      before: "s.byID[id] = v // from many handlers",
      after: """
        s.mu.Lock()
        s.byID[id] = v
        s.mu.Unlock()
        """),
    detection: .analysis { inquiry, _ in Crash(.fatalError, in: inquiry).matches })
}
