import GoroutineDump

extension Signature {
  /// Receivers whose channel is never closed.
  static let channelReceive = Signature(
    id: "chan-receive-never-closed",
    title: "goroutines left waiting to receive from a channel that nobody closes",
    summary: """
      Goroutines are parked in a channel receive (often `for v := range ch`), and the calls that \
      started them have returned.
      """,
    cause: """
      The producer ended without closing the channel, at an early return or because nobody owns \
      the close; so the consumers of every call stay. A ticker's channel is never closed either: \
      `for range ticker.C` does not end at Stop.
      """,
    fix: """
      Let the one who sends close the channel when it is done (defer close(ch)), or give the \
      receivers a way out: select { case v, ok := <-ch: … case <-ctx.Done(): return }.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 10),
    lookAlikes: [
      "a worker pool that waits for jobs: made at once, by a creator that still lives",
      "subscribers: one for each connection that lives",
      "parallel subtests that wait for their turn (testing.(*T).Run)",
    ],
    sources: ["golang/go#74609 (NoCloseRange)", "erigontech/erigon (TxGasLogger, 5067)"],
    help: "https://go.dev/blog/pipelines",
    example: Example(
      stack: """
        goroutine 77 [chan receive, 12 minutes]:
        main.(*indexer).worker(0xc0000a2000)
        \t/app/indexer.go:31 +0x4d
        created by main.newIndexer in goroutine 70
        \t/app/indexer.go:24 +0x7b
        """,
      before: """
        func index(docs []Doc) error {
        \tch := make(chan Doc)
        \tfor range 4 {
        \t\tgo func() { for d := range ch { store(d) } }()
        \t}
        \tfor _, d := range docs {
        \t\tif err := d.Check(); err != nil {
        \t\t\treturn err // ch is never closed: four workers stay
        \t\t}
        \t\tch <- d
        \t}
        \tclose(ch)
        \treturn nil
        }
        """,
      after: """
        func index(docs []Doc) error {
        \tch := make(chan Doc)
        \tdefer close(ch) // on every way out
        \t…
        }
        """),
    detection: .judged(
      GroupPattern(
        states: [.channelReceive], withoutFrames: IdleFrames.waiting + IdleFrames.idleConsumers)
    ) { candidates in
      let rule = AbandonedRule(thresholds: candidates.signature.thresholds, mayBePool: true)
      return candidates.matches(ofPlacesOfAtLeast: rule.fewest) { groups in
        guard candidates.inquiry.parksInOwnCode(groups[0]) else { return nil }
        return rule.judge(groups, of: candidates.inquiry, doing: "are parked in a channel receive")
      }
    })
}
