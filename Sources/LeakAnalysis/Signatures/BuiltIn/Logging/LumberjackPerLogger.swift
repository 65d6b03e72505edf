import GoroutineDump

extension Signature {
  /// Rotating log files that are opened again and again.
  static let lumberjack = Signature(
    id: "lumberjack-mill-per-logger",
    title: "rotating log files of lumberjack that are made again and again",
    summary: """
      Each lumberjack.Logger that has rotated or opened a file keeps one goroutine in millRun, and \
      Close does not end it.
      """,
    cause: """
      A Logger is made for each request, job or tenant. Its goroutine stays for the life of the \
      program.
      """,
    fix: """
      Keep one Logger for each file and reuse it; or take a fork whose Close ends the goroutine \
      (timberjack).
      """,
    severity: .error,
    thresholds: Thresholds(note: 5, warning: 11, error: 100),
    lookAlikes: ["one for each log file: one to five"],
    sources: [
      "natefinch/lumberjack#56",
      "natefinch/lumberjack#80 (243)",
      "natefinch/lumberjack#205",
    ],
    help: "https://pkg.go.dev/gopkg.in/natefinch/lumberjack.v2#Logger",
    example: Example(
      stack: """
        goroutine 77 [chan receive, 12 minutes]:
        gopkg.in/natefinch/lumberjack%2ev2.(*Logger).millRun(0xc0000a2000)
        \t/go/pkg/mod/gopkg.in/natefinch/lumberjack.v2@v2.0.0/lumberjack.go:379 +0xfc
        created by gopkg.in/natefinch/lumberjack%2ev2.(*Logger).mill.func1 in goroutine 70
        \t/go/pkg/mod/gopkg.in/natefinch/lumberjack.v2@v2.0.0/lumberjack.go:390 +0x316
        """,
      before: """
        func run(job Job) error {
        \tl := &lumberjack.Logger{Filename: job.Log}
        \tdefer l.Close() // its goroutine stays
        \treturn job.Run(l)
        }
        """,
      after: "var logs = map[string]*lumberjack.Logger{} // one for each file, kept"),
    detection: .pattern(
      GroupPattern(frames: ["gopkg.in/natefinch/lumberjack.v2.(*Logger).millRun"])))
}
