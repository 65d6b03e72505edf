import GoroutineDump

extension Signature {
  /// Writers of a pipe that nobody reads.
  static let pipeWriter = Signature(
    id: "pipe-writer-abandoned",
    title: "writers of an io.Pipe whose reader has gone",
    summary: """
      Goroutines are parked in a write to an io.Pipe, and nobody in the dump reads from one.
      """,
    cause: """
      The consumer returned early (an error of the upload, a response that was not read) without \
      closing its end; a wrapper such as io.NopCloser may have swallowed the Close.
      """,
    fix: """
      defer pr.Close() in the one who reads, on every way out; CloseWithError tells the writer \
      why.
      """,
    severity: .error,
    thresholds: Thresholds(note: 5, warning: 5, error: 100, minutes: 5),
    lookAlikes: ["a stream that lives: writer and reader take turns, each wait is short"],
    sources: [
      "influxdata/telegraf#18413 (3998)",
      "kubo#8957",
      "google-api-go#421",
      "teleport#37219",
    ],
    help: "https://pkg.go.dev/io#PipeReader.CloseWithError",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        io.(*pipe).write(0xc0000a2000)
        \t/usr/local/go/src/io/pipe.go:86 +0xfc
        io.(*PipeWriter).Write(0xc0000a2000)
        \t/usr/local/go/src/io/pipe.go:161 +0x316
        compress/gzip.(*Writer).Write(0xc0000a2000)
        \t/usr/local/go/src/compress/gzip/gzip.go:196 +0x1d0
        io.Copy(0xc0000a2000)
        \t/usr/local/go/src/io/io.go:388 +0xe4
        main.compress.func1()
        \t/app/gzip.go:31 +0x26e
        created by main.compress in goroutine 70
        \t/app/gzip.go:24 +0x137
        """,
      before: """
        pr, pw := io.Pipe()
        go func() { pw.CloseWithError(encode(pw)) }()
        return upload(pr) // returns early at an error: encode writes forever
        """,
      after: """
        pr, pw := io.Pipe()
        defer pr.Close() // ends the writer
        go func() { pw.CloseWithError(encode(pw)) }()
        return upload(pr)
        """),
    detection: .judged(
      GroupPattern(frames: [
        "io.(*pipe).write", "io.(*pipe).Write", "io.(*PipeWriter).Write",
      ])
    ) { candidates in
      candidates.withoutOtherEnd(
        ["io.(*pipe).read", "io.(*pipe).Read", "io.(*PipeReader).Read"],
        doing: "write to a pipe"
      ) { "\($0) goroutines read from one" }
    })
}
