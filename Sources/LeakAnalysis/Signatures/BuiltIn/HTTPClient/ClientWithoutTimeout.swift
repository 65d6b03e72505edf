import GoroutineDump

extension Signature {
  /// Requests without an end.
  static let clientWithoutTimeout = Signature(
    id: "http-client-no-timeout",
    title: "HTTP requests that wait for an answer without a timeout",
    summary: """
      Goroutines are parked in net/http.(*persistConn).roundTrip: the request is sent, the server \
      does not answer, and nothing gives up.
      """,
    cause: """
      The client has no Timeout and the request's context has no deadline (http.DefaultClient has \
      neither), and a server or proxy has accepted the request and gone silent.
      """,
    fix: """
      Set http.Client.Timeout, or give each request a context with a deadline; for the header \
      alone, Transport.ResponseHeaderTimeout.
      """,
    severity: .error, thresholds: Thresholds(note: 10, warning: 10, error: 20, minutes: 5),
    lookAlikes: [
      "long polls and watches, started once: their creators live",
      "a gateway under load: handlers that wait for less than a minute",
    ],
    sources: ["zenazn/goji#141", "hashicorp/consul#8504"],
    help: "https://pkg.go.dev/net/http#Client",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        net/http.(*persistConn).roundTrip(0xc0000a2000, 0xc0000b4000)
        \t/usr/local/go/src/net/http/transport.go:2830 +0x9b0
        net/http.(*Transport).roundTrip(0xc0000c6000, 0xc0000d8000)
        \t/usr/local/go/src/net/http/transport.go:647 +0x7e5
        main.(*geo).country(0xc0000e0000)
        \t/app/geo.go:31 +0x4d
        created by main.handle in goroutine 70
        \t/app/main.go:24 +0x7b
        """,
      before: "resp, err := http.Get(url) // waits as long as the server likes",
      after: """
        client := &http.Client{Timeout: 10 * time.Second}
        resp, err := client.Get(url)
        """),
    detection: .judged(
      GroupPattern(
        states: [.select],
        frames: [
          "net/http.(*persistConn).roundTrip", "net/http.(*http2ClientConn).roundTrip",
          "net/http.(*http2ClientConn).RoundTrip", "golang.org/x/net/http2.(*ClientConn).roundTrip",
          "net/http/internal/http2.(*ClientConn).roundTrip",
        ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      return candidates.matches { groups in
        let signals = inquiry.signals(groups)
        let isServing = inquiry.isServingRequest(groups[0])
        let isHeld = signals.haveLiveCreators || isServing
        var severity = Severity.note
        if signals.medianWait >= limits.minutes, !isHeld || signals.medianWait >= 30 {
          severity =
            signals.count >= limits.error ? .error : signals.count >= 3 ? .warning : .note
        } else if signals.medianWait >= limits.minutes, signals.count >= limits.error {
          severity = .warning
        } else if signals.count >= limits.warning, signals.medianWait >= 1, !isServing {
          // Young, but they keep coming, were left behind by their callers, or made one by one.
          let isLeft = !isHeld && (signals.areOrphans || signals.wereMadeOverTime)
          severity = (isLeft || signals.keepComing) && !signals.areInFlight ? .warning : .note
        }
        guard severity > .note || signals.count >= limits.note else { return nil }
        let more = severity > .note ? HTTPConnections.inFlight(signals.count, in: inquiry) : []
        return Match(
          groups: groups + more, severity: severity,
          confidence: severity == .note ? .low : signals.areOrphans ? .high : .medium,
          evidence: Evidence.sentence(signals, doing: "wait for an HTTP answer"))
      }
    })
}
