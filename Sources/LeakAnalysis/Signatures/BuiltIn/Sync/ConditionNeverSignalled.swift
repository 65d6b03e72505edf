import GoroutineDump

extension Signature {
  /// Waits for a condition that nobody signals.
  static let condWait = Signature(
    id: "cond-wait-never-signalled",
    title: "goroutines that wait for a condition that nobody signals",
    summary: """
      Goroutines of the program are parked in sync.(*Cond).Wait for an hour and more; they came \
      one after the other, from calls that have returned.
      """,
    cause: """
      A Signal was missed (it came before the Wait, or woke another one), or the end of the object \
      does not Broadcast.
      """,
    fix: """
      Wait in a loop on the condition itself, change it with the lock held, and Broadcast when the \
      object is closed.
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 50, error: 500, minutes: 60),
    lookAlikes: [
      "idle workers of a queue (workqueue.Get, Delta FIFO), for days",
      "pools of parked workers, made at once",
    ],
    sources: ["kubernetes/kubernetes#90581", "gobench#18", "kubernetes/kubernetes#77434"],
    help: "https://pkg.go.dev/sync#Cond",
    example: Example(
      stack: """
        goroutine 77 [sync.Cond.Wait, 120 minutes]:
        sync.runtime_notifyListWait(0xc0000a2010, 0x3)
        \t/usr/local/go/src/runtime/sema.go:606 +0xfc
        sync.(*Cond).Wait(0xc0000a2000)
        \t/usr/local/go/src/sync/cond.go:71 +0x316
        main.(*queue).pop(0xc0000a2000)
        \t/app/queue.go:31 +0x1d0
        created by main.(*queue).consume in goroutine 70
        \t/app/queue.go:24 +0xe4
        """,
      before: """
        q.cond.L.Lock()
        if len(q.items) == 0 { q.cond.Wait() } // and Close does not wake anybody
        """,
      after: """
        q.cond.L.Lock()
        for len(q.items) == 0 && !q.closed { q.cond.Wait() } // Close: q.closed = true; q.cond.Broadcast()
        """),
    detection: .judged(
      GroupPattern(
        states: [.condWait],
        withoutFrames: [
          "k8s.io/client-go/util/workqueue.*", "k8s.io/client-go/tools/cache.*",
          "github.com/docker/docker/daemon/stats.(*Collector).Run", "net/http.(*http2pipe).Read",
          "golang.org/x/net/http2.(*pipe).Read", "net/http/internal/http2.(*pipe).Read",
          "github.com/anacrolix/torrent.*", "net/http.(*connReader).*",
          "github.com/nats-io/nats.go.(*Conn).waitForMsgs",
          "github.com/nats-io/nats.go.(*asyncCallbacksHandler).asyncCBDispatcher",
          "github.com/nats-io/go-nats.(*Conn).waitForMsgs",
          "github.com/nats-io/go-nats.(*asyncCallbacksHandler).asyncCBDispatcher",
        ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      return candidates.matches(ofPlacesOfAtLeast: min(limits.note, fewestLeft)) { groups in
        let signals = inquiry.signals(groups)
        let hasArrived = signals.areOrphans || signals.agesAreSpread && signals.wereMadeOverTime
        // A pool waits for one condition; callers that were left behind wait for one each.
        let haveOneEach =
          signals.areOrphans && signals.count >= fewestLeft
          && signals.distinctAddresses * 10
            >= signals.sampled * 9
        let isOld = signals.medianWait >= limits.minutes
        guard haveOneEach || signals.count >= limits.note && isOld, hasArrived,
          !signals.haveLiveCreators, !signals.wereMadeAtOnce, isOld || !signals.haveSettled
        else { return nil }
        return Match(
          groups: groups, severity: signals.count >= limits.error ? .error : .warning,
          confidence: signals.areOrphans ? .high : .medium,
          evidence: Evidence.sentence(signals, doing: "wait for a condition"))
      }
    })

  /// How many that were left behind, each with a condition of its own, speak for themselves.
  private static let fewestLeft = 10
}
