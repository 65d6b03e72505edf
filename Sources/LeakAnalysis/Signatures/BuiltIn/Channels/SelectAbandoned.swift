import GoroutineDump

extension Signature {
  /// Selects that nobody will wake.
  static let selectAbandoned = Signature(
    id: "select-abandoned",
    title: "goroutines left waiting in a select",
    summary: """
      Goroutines of the program's own code are parked in a select, and the calls that started \
      them have returned.
      """,
    cause: """
      None of the cases can become ready any more: the context is never cancelled, the done \
      channel never closed, or the channels are nil.
      """,
    fix: """
      Give the goroutine an owner that stops it: a context that is cancelled (defer cancel()), or \
      a done channel that Close closes, and call it on every way out.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 10),
    lookAlikes: [
      "the write pump of a connection that lives: its read pump is there too",
      "a handler of a stream (server-sent events, watch) whose client is connected",
      "heartbeats, tickers and supervisors: a few, made at start",
    ],
    sources: ["golang/go#74609 (DoubleSend, ContextLeak)", "uber-go/goleak#117"],
    help: "https://go.dev/blog/context",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        main.(*subscription).follow(0xc0000a2000)
        \t/app/subscription.go:31 +0x4d
        created by main.subscribe in goroutine 70
        \t/app/subscription.go:24 +0x7b
        """,
      before: """
        func subscribe(c *Client) *subscription {
        \ts := &subscription{events: c.Events(), done: make(chan struct{})}
        \tgo s.follow() // select { case <-s.events: case <-s.done: }
        \treturn s    // and nobody calls Close
        }
        """,
      after: """
        s := subscribe(c)
        defer s.Close() // closes s.done
        """),
    detection: .judged(
      GroupPattern(
        states: [.select], withoutFrames: IdleFrames.waiting + IdleFrames.judgedElsewhere)
    ) { candidates in
      let inquiry = candidates.inquiry
      guard inquiry.agesAreKnown else { return [] }
      let rule = AbandonedRule(thresholds: candidates.signature.thresholds, mayBeLoop: true)
      return candidates.matches(ofPlacesOfAtLeast: rule.fewest) { groups in
        // What parks inside the library has signatures of its own.
        guard inquiry.parksInOwnCode(groups[0]) else { return nil }
        return rule.judge(groups, of: inquiry, doing: "are parked in a select")
      }
    })
}
