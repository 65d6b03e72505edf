import GoroutineDump

extension Signature {
  /// A race that the race detector found.
  static let dataRace = Signature(
    id: "crash-data-race",
    title: "the race detector found a data race",
    summary: """
      The text has a report of the race detector: two goroutines touched the same memory, at least \
      one of them wrote, and nothing ordered them.
      """,
    cause: "A variable, field or map is shared without a lock or channel.",
    fix: "Guard the memory that the report names at both places, or give it to one goroutine.",
    severity: .note,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["none: the race detector reports what happened"],
    sources: ["golang/build logs", "gotestyourself/gotestsum"],
    help: "https://go.dev/doc/articles/race_detector",
    example: Example(
      stack: """
        WARNING: DATA RACE

        goroutine 18 [running]:
        main.(*counter).add(0xc0000a2000)
        \t/app/counter.go:31 +0xfc
        created by main.TestCounter in goroutine 7
        \t/app/counter_test.go:24 +0x316
        """,
      before: """
        go func() { c.n++ }()
        c.n++
        """,
      after: """
        var n atomic.Int64
        go func() { n.Add(1) }()
        n.Add(1)
        """),
    detection: .analysis { inquiry, _ in Crash(.dataRace, in: inquiry).matches })
}
