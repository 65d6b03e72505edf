import GoroutineDump

extension Signature {
  /// Handlers that http.TimeoutHandler has given up.
  static let timeoutHandler = Signature(
    id: "http-timeout-handler-abandoned",
    title: "HTTP handlers that go on after http.TimeoutHandler has answered for them",
    summary: """
      Goroutines that net/http.(*timeoutHandler).ServeHTTP started are still there, and the \
      requests that they served are not.
      """,
    cause: """
      http.TimeoutHandler answers 503 and leaves the handler running. A handler that does not \
      look at the request's context goes on, or waits, for ever.
      """,
    fix: "Use r.Context() in everything the handler waits for; it is cancelled at the timeout.",
    severity: .error, thresholds: Thresholds(note: 1, warning: 3, error: 100),
    lookAlikes: ["handlers within their time: the goroutines that started them are there"],
    sources: ["golang/go net/http: TimeoutHandler"],
    help: "https://pkg.go.dev/net/http#TimeoutHandler",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 12 minutes]:
        internal/poll.runtime_pollWait(0x7fe244c3a118, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0x85
        net.(*conn).Read(0xc0000a2000)
        \t/usr/local/go/src/net/net.go:194 +0x45
        main.query(0xc0000b4000)
        \t/app/query.go:31 +0x4d
        net/http.(*timeoutHandler).ServeHTTP.func1()
        \t/usr/local/go/src/net/http/server.go:3700 +0x6b
        created by net/http.(*timeoutHandler).ServeHTTP in goroutine 70
        \t/usr/local/go/src/net/http/server.go:3695 +0x2b1
        """,
      before: """
        http.Handle("/q", http.TimeoutHandler(h, 5*time.Second, "too slow"))
        // h: db.Query(q) without a context
        """,
      after: """
        // h: db.QueryContext(r.Context(), q)
        """),
    detection: .judged(
      GroupPattern(creators: ["net/http.(*timeoutHandler).ServeHTTP"])
    ) { candidates in
      let inquiry = candidates.inquiry
      return candidates.matches { groups in
        let signals = inquiry.signals(groups)
        // Without the creators' ids it cannot be told who was given up.
        guard signals.creatorsNamed > 0 else { return nil }
        let gone = signals.creatorsNamed - signals.creatorsAlive
        guard gone * 10 >= signals.creatorsNamed * 9 else { return nil }
        return inquiry.match(groups, by: candidates.signature.thresholds)
      }
    })
}
