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
      GroupPattern(states: [.channelReceive], withoutFrames: IdleFrames.waiting)
    ) { candidates in
      candidates.inquiry.byPlace(candidates.groups).compactMap { groups in
        AbandonedRule(
          inquiry: candidates.inquiry, thresholds: candidates.signature.thresholds
        ).judge(groups, doing: "are parked in a channel receive")
      }
    })

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
        main.(*subscription).poll(0xc0000a2000)
        \t/app/subscription.go:31 +0x4d
        created by main.subscribe in goroutine 70
        \t/app/subscription.go:24 +0x7b
        """,
      before: """
        func subscribe(c *Client) *subscription {
        \ts := &subscription{events: c.Events(), done: make(chan struct{})}
        \tgo s.poll() // select { case <-s.events: case <-s.done: }
        \treturn s    // and nobody calls Close
        }
        """,
      after: """
        s := subscribe(c)
        defer s.Close() // closes s.done
        """),
    detection: .judged(
      GroupPattern(states: [.select], withoutFrames: IdleFrames.waiting)
    ) { candidates in
      candidates.inquiry.byPlace(candidates.groups).compactMap { groups in
        let inquiry = candidates.inquiry
        // Loops of the library have signatures of their own.
        guard let site = inquiry.analysis.groups[groups[0]].site,
          !inquiry.analysis.functions[Int(site.function)].isStandardLibrary
        else { return nil }
        var rule = AbandonedRule(inquiry: inquiry, thresholds: candidates.signature.thresholds)
        rule.isSuspiciousYoung = false
        guard inquiry.agesAreKnown else { return nil }
        return rule.judge(groups, doing: "are parked in a select")
      }
    })
}

/// Frames of goroutines that wait by nature.
enum IdleFrames {
  static let waiting: [FramePattern] = [
    "testing.(*T).Run", "testing.(*T).Parallel", "testing.tRunner.func", "testing.(*B).run1",
    "testing.(*common).waitParallel", "testing.(*testContext).waitParallel",
    "testing.(*testState).waitParallel", "testing.runTests", "testing.(*M).startAlarm.func",
    "os/signal.loop", "os/signal.signal_recv", "net/http.(*Server).Serve",
    "k8s.io/client-go/util/workqueue.*", "k8s.io/apimachinery/pkg/util/wait.*",
    "k8s.io/klog.(*flushDaemon).run.func", "github.com/golang/glog.(*loggingT).flushDaemon",
    "go.opencensus.io/stats/view.(*worker).start", "github.com/thejerf/suture.*",
  ]
}
