import GoroutineDump

extension Signature {
  /// Handlers whose clients have left.
  static let handlerWithoutClient = Signature(
    id: "http-handler-without-client",
    title: "HTTP handlers that wait on after their clients have left",
    summary: """
      Handlers of an HTTP/1 server are parked in the program's own code, and the goroutines with \
      which net/http watches their connections (connReader.backgroundRead) have ended.
      """,
    cause: """
      The client has closed the connection, or given up, and the handler waits for something \
      without looking at r.Context(), which was cancelled at that moment.
      """,
    fix: """
      In every wait of a handler, select on r.Context().Done() as well; pass r.Context() to what \
      it calls.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 10),
    lookAlikes: [
      "streams and long polls whose clients are connected: each has its backgroundRead",
      "requests that wait before their bodies are read: no connection is watched until then; "
        + "so young ones only where the program has no other goroutine that could wake them",
      "web sockets: the handler, or a goroutine that it started, reads from the connection",
    ],
    sources: ["golang/go net/http: connReader.startBackgroundRead"],
    help: "https://pkg.go.dev/net/http#Request.Context",
    example: Example(
      stack: """
        goroutine 77 [chan receive, 12 minutes]:
        main.(*feed).events(0xc0000a2000, {0x7ed3b8, 0xc0000c4000}, 0xc0000b8000)
        \t/app/feed.go:31 +0x1c5
        net/http.HandlerFunc.ServeHTTP(0xc0000a6000, {0x7ed3b8, 0xc0000c4000}, 0xc0000b8000)
        \t/usr/local/go/src/net/http/server.go:2294 +0x29
        net/http.serverHandler.ServeHTTP({0xc0000d0000}, {0x7ed3b8, 0xc0000c4000}, 0xc0000b8000)
        \t/usr/local/go/src/net/http/server.go:3301 +0x8e
        net/http.(*conn).serve(0xc0000e0000, {0x7ed8d8, 0xc0000f0000})
        \t/usr/local/go/src/net/http/server.go:2102 +0x625
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x485
        """,
      before: """
        for ev := range sub.events { // the client may be gone for hours
        \tfmt.Fprintf(w, "data: %s\\n\\n", ev)
        }
        """,
      after: """
        for {
        \tselect {
        \tcase ev := <-sub.events: fmt.Fprintf(w, "data: %s\\n\\n", ev)
        \tcase <-r.Context().Done(): return
        \t}
        }
        """),
    detection: .judged(
      GroupPattern(
        states: [
          .channelReceive, .channelSend, .select, .waitGroupWait, .condWait, .mutexLock,
          .rwMutexLock, .rwMutexRLock, .semaphore,
        ],
        frames: ["net/http.(*conn).serve"], alsoFrames: ["net/http.serverHandler.ServeHTTP"])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
        guard inquiry.parksInOwnCode(groups[0]) else { return nil }
        let signals = inquiry.signals(groups)
        let gone = inquiry.handlersWithoutClient(groups)
        guard gone >= limits.note, gone * 2 >= signals.count else { return nil }
        let isOld = signals.medianWait >= limits.minutes
        var severity = Severity.note
        if signals.medianWait >= 1 {
          severity = isOld || gone >= limits.error ? .error : .warning
        } else if gone >= 20, !inquiry.hasOthers(than: groups),
          inquiry.analysis.groups[groups[0]].state.activity != .select
        {
          // A select may have a timer among its cases, which needs nobody to fire.
          severity = .warning
        }
        return Match(
          groups: groups, severity: severity,
          confidence: severity == .note ? .low : signals.medianWait >= 1 ? .high : .medium,
          evidence: Evidence.sentence(
            signals, doing: "answer requests and wait",
            and: ["of \(gone) the connection is no longer watched: the client has left"]))
      }
    })
}
