extension Signature {
  /// What ``Trend`` says of a group that grows from dump to dump.
  static let growingGroup = Signature(
    id: "growing-group",
    title: "goroutines of one place that grow in number from dump to dump",
    summary: """
      In several dumps of one process, taken one after the other, one place has more goroutines each \
      time: `dumpscan trend` shows it, no single dump can.
      """,
    cause: """
      Each is started for something that ends, and does not end with it: nothing takes its value, \
      sends the one it waits for, or tells it to stop.
      """,
    fix: """
      Find what starts them (created by) and give each a way out: a context that is cancelled, a \
      channel that is closed, a buffer for the answer that nobody waits for any more.
      """,
    severity: .error,
    thresholds: Thresholds(
      warning: GrowthRule().floor, error: GrowthRule().floor),
    lookAlikes: [
      "a busier hour: more goroutines in each dump, but others each time, which ids tell (debug=2)",
      "a program that warms up: pools and caches grow in the first dumps and stop; take the series "
        + "later, or longer",
      "a load that goes up and down: it grows in some steps, not in every one",
      "goroutines that run or are runnable at the moment of the dump: never counted",
    ],
    sources: [
      "monigo#51 (more in each of five cycles)", "ticdc#4544 (18 more in an hour)",
      "e2b infra#2362 (127 a minute)", "cockroach#35440",
    ],
    help: "https://go.dev/blog/context",
    example: Example(
      stack: """
        goroutine 77 [chan send, 12 minutes]:
        main.(*pusher).notify.func1()
        \t/app/pusher.go:28 +0x3c
        created by main.(*pusher).notify in goroutine 70
        \t/app/pusher.go:26 +0x9a
        """,
      before: """
        done := make(chan error)
        go func() { done <- send(msg) }()
        select {
        case err := <-done:
        \treturn err
        case <-time.After(timeout):
        \treturn errTimeout // nobody receives any more
        }
        """,
      after: """
        done := make(chan error, 1)
        go func() { done <- send(msg) }()
        select {
        case err := <-done:
        \treturn err
        case <-time.After(timeout):
        \treturn errTimeout // the value has its place, and the goroutine ends
        }
        """),
    detection: .series(
      """
      In every step a place must have more goroutines than before, and from the first dump to the \
      last at least \(GrowthRule().floor) (--min-growth-count) and \(GrowthRule().percent)% \
      (--min-growth) more. Where the dumps tell ids, at least \
      \(Int(Trend.leastStaying * 100))% of each dump's goroutines must still be in the next. It is \
      an error where \(GrowingGroup.leastDumps) dumps or more show it and it has grown by half or \
      more, else a warning.
      """))
}
