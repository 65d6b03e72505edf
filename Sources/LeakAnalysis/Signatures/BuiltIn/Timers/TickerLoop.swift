import GoroutineDump

extension Signature {
  /// Loops over a ticker that is stopped, or that nobody stops.
  static let tickerLoop = Signature(
    id: "ticker-loop-never-ends",
    title: "periodic loops that outlive their owners",
    summary: """
      Goroutines wake again and again in a loop that flushes, polls, refreshes or cleans, and the \
      calls that started them have returned.
      """,
    cause: """
      Each object starts such a loop, and nothing ends it with the object. Ticker.Stop does not \
      close the channel: `for range ticker.C` stays parked for ever.
      """,
    fix: """
      Give the loop a done channel or context: select { case <-ticker.C: … case <-done: return }, \
      closed by the owner's Close, and call that on every way out.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 10),
    lookAlikes: ["one flusher or reaper for each logger or pool of the program, made at start"],
    sources: [
      "showwin/speedtest-go#142",
      "grpc/grpc-go#4583",
      "klauspost/reopen#6",
      "kubernetes/klog#293",
    ],
    help: "https://pkg.go.dev/time#Ticker.Stop",
    example: Example(
      stack: """
        goroutine 77 [chan receive]:
        main.(*cache).flushLoop(0xc0000a2000)
        \t/app/cache.go:31 +0xfc
        created by main.newCache in goroutine 70
        \t/app/cache.go:24 +0x316
        """,
      before: """
        func newCache() *cache {
        \tc := &cache{tick: time.NewTicker(time.Second)}
        \tgo func() { for range c.tick.C { c.flush() } }() // Stop does not end it
        \treturn c
        }
        """,
      after: """
        go func() {
        \tfor {
        \t\tselect {
        \t\tcase <-c.tick.C: c.flush()
        \t\tcase <-c.done: return
        \t\t}
        \t}
        }()
        """),
    detection: .judged(GroupPattern(states: [.channelReceive, .select])) { candidates in
      let inquiry = candidates.inquiry
      guard inquiry.agesAreKnown else { return [] }
      let limits = candidates.signature.thresholds
      return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
        // What wakes again and again never waits for long.
        guard isPeriodic(inquiry.siteMethod(groups[0])), (inquiry.wait(of: groups)?.max ?? 0) < 10
        else { return nil }
        return AbandonedRule(thresholds: limits, isPeriodic: true)
          .judge(groups, of: inquiry, doing: "run a periodic loop")
      }
    })

  /// Whether a function does its work again and again, by its name.
  private static func isPeriodic(_ function: String) -> Bool {
    let name = function.lowercased()
    return [
      "flush", "tick", "reap", "janitor", "sweep", "refresh", "poll", "heartbeat", "cleanup",
      "evict",
    ].contains { name.contains($0) }
  }
}
