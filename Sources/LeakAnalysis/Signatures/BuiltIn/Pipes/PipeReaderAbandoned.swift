import GoroutineDump

extension Signature {
  /// Readers of a pipe that nobody writes to or closes.
  static let pipeReader = Signature(
    id: "pipe-reader-abandoned",
    title: "readers of an io.Pipe that nobody writes to or closes",
    summary: """
      Goroutines are parked in a read from an io.Pipe, for ten minutes and more, and nobody in the \
      dump writes to one.
      """,
    cause: """
      The writing end was dropped without Close: logrus.Writer() or another PipeWriter that is \
      made for each command and left open.
      """,
    fix: """
      defer pw.Close() for each pipe that is made (for logrus: the *io.PipeWriter that Writer \
      returns).
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 10),
    lookAlikes: ["a scanner of a quiet child's output: one for each child that lives"],
    sources: ["teleport#37219", "sirupsen/logrus (Logger.Writer)"],
    help: "https://pkg.go.dev/io#PipeWriter.Close",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        io.(*pipe).read(0xc0000a2000)
        \t/usr/local/go/src/io/pipe.go:57 +0xfc
        io.(*PipeReader).Read(0xc0000a2000)
        \t/usr/local/go/src/io/pipe.go:134 +0x316
        bufio.(*Scanner).Scan(0xc0000a2000)
        \t/usr/local/go/src/bufio/scan.go:219 +0x1d0
        main.(*runner).scan(0xc0000a2000)
        \t/app/runner.go:31 +0xe4
        created by main.(*runner).start in goroutine 70
        \t/app/runner.go:24 +0x26e
        """,
      before: """
        cmd.Stdout = logger.Writer() // a goroutine that reads until Close
        return cmd.Run()
        """,
      after: """
        w := logger.Writer()
        defer w.Close()
        cmd.Stdout = w
        return cmd.Run()
        """),
    detection: .judged(
      GroupPattern(frames: ["io.(*pipe).read", "io.(*pipe).Read", "io.(*PipeReader).Read"])
    ) { candidates in
      candidates.withoutOtherEnd(
        ["io.(*pipe).write", "io.(*pipe).Write", "io.(*PipeWriter).Write"],
        doing: "read from a pipe"
      ) { "\($0) goroutines write to one" }
    })
}
