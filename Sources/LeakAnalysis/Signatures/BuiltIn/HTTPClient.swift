import GoroutineDump

extension Signature {
  /// Idle connections that nobody reuses.
  static let transportPerRequest = Signature(
    id: "http-transport-per-request",
    title: "HTTP client connections that stay open and are not reused",
    summary: """
      Many pairs of net/http.(*persistConn).readLoop and writeLoop: each is one idle connection of \
      a client. The default transport keeps 100 of them, for 90 seconds.
      """,
    cause: """
      An http.Transport (or a client with one of its own) is made again and again, for each \
      request or job. Each keeps its idle connections, without a limit unless IdleConnTimeout is \
      set, and nobody can reuse them.
      """,
    fix: """
      Make one http.Client and http.Transport for the program and share them; where a transport \
      must end, call CloseIdleConnections, and set IdleConnTimeout.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 101, error: 1000, minutes: 2),
    lookAlikes: [
      "the idle pool of a shared transport: up to 100 connections, each for up to 90 seconds",
      "a proxy or scraper with one connection for each of many targets",
    ],
    sources: ["distribution/distribution#473 (thousands, 155 minutes)"],
    help: "https://pkg.go.dev/net/http#Transport",
    example: Example(
      stack: """
        goroutine 39382 [select, 147 minutes]:
        net/http.(*persistConn).writeLoop(0xc00119fe60)
        \t/usr/local/go/src/net/http/transport.go:1976 +0x113
        created by net/http.(*Transport).dialConn
        \t/usr/local/go/src/net/http/transport.go:1358 +0xb0d
        """,
      before: """
        func get(url string) (*http.Response, error) {
        \tc := &http.Client{Transport: &http.Transport{}} // a new pool each time
        \treturn c.Get(url)
        }
        """,
      after: """
        var client = &http.Client{Timeout: 10 * time.Second} // one for the program

        func get(url string) (*http.Response, error) { return client.Get(url) }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "net/http.(*persistConn).readLoop", "net/http.(*persistConn).writeLoop",
      ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let pairs = HTTPConnections(candidates)
      let limits = candidates.signature.thresholds
      let wait = inquiry.wait(of: candidates.groups)
      let outlives = (wait?.median ?? 0) >= limits.minutes
      var severity = Severity.note
      if pairs.count >= limits.error {
        severity = .error
      } else if pairs.count >= limits.warning || (wait?.median ?? 0) >= 60 {
        severity = .warning
      }
      // Up to the default transport's own limits there is nothing to say.
      guard severity > .note || outlives || pairs.count >= 20 else { return [] }
      var reasons: [String] = []
      if outlives {
        reasons.append("the default transport closes a connection that is idle for 90 seconds")
      }
      if pairs.count > 100 { reasons.append("the default transport keeps 100 idle ones") }
      let many = pairs.count >= limits.warning
      return [
        Match(
          groups: candidates.groups, severity: severity,
          confidence: severity == .note
            ? .low : many && outlives ? .high : .medium,
          evidence: Evidence.sentence(
            inquiry.signals(candidates.groups),
            doing: "keep \(pairs.count == 1 ? "1 connection" : "\(pairs.count) connections")",
            and: reasons))
      ]
    })

  /// Bodies that are neither read nor closed.
  static let bodyNotClosed = Signature(
    id: "http-body-not-closed",
    title: "HTTP response bodies that are neither read to the end nor closed",
    summary: """
      net/http.(*persistConn).readLoop is parked in a select (not in IO wait): it has handed out a \
      response and waits for its body to be read or closed. Fewer goroutines read bodies than wait.
      """,
    cause: "The response's body is not closed on every way out, so its connection is kept for it.",
    fix: "defer resp.Body.Close() right after the error check; read what is left, for reuse.",
    severity: .error, thresholds: Thresholds(note: 5, warning: 10, error: 100, minutes: 1),
    lookAlikes: ["streams (watch, server-sent events): their readers are visible in Body.Read"],
    sources: ["golang/go#16953 (426 + 426)", "golang/go#22773 (869 + 866)"],
    help: "https://pkg.go.dev/net/http#Response",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        net/http.(*persistConn).readLoop(0xc0000a2000)
        \t/usr/local/go/src/net/http/transport.go:2325 +0xca5
        created by net/http.(*Transport).dialConn in goroutine 70
        \t/usr/local/go/src/net/http/transport.go:1874 +0x154f
        """,
      before: """
        resp, err := http.Get(url)
        if err != nil { return err }
        if resp.StatusCode != 200 { return errStatus } // body still open
        """,
      after: """
        resp, err := http.Get(url)
        if err != nil { return err }
        defer resp.Body.Close()
        """),
    detection: .judged(
      GroupPattern(
        states: [.select], frames: ["net/http.(*persistConn).readLoop"])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      let waiting = candidates.count
      let readers = inquiry.count(where: { names in
        names.contains { HTTPConnections.bodyReaders.contains($0) }
      })
      let unread = waiting - readers
      guard unread >= limits.note else { return [] }
      let wait = inquiry.wait(of: candidates.groups)
      let isOld = !inquiry.agesAreKnown || (wait?.median ?? 0) >= limits.minutes
      var severity = Severity.note
      if unread >= limits.error {
        severity = isOld ? .error : .warning
      } else if unread >= limits.warning, isOld {
        severity = .warning
      }
      let groups = candidates.groups + HTTPConnections.companions(of: waiting, in: inquiry)
      return [
        Match(
          groups: groups, severity: severity,
          confidence: severity == .note ? .low : inquiry.agesAreKnown ? .high : .medium,
          evidence: Evidence.sentence(
            inquiry.signals(candidates.groups), doing: "wait for a response body to be closed",
            and: ["\(readers) read one"]))
      ]
    })

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
      return inquiry.byPlace(candidates.groups).compactMap { groups in
        let signals = inquiry.signals(groups)
        let isHeld = signals.haveLiveCreators || inquiry.isServingRequest(groups[0])
        var severity = Severity.note
        if signals.medianWait >= limits.minutes, !isHeld || signals.medianWait >= 30 {
          severity =
            signals.count >= limits.error ? .error : signals.count >= 3 ? .warning : .note
        } else if signals.medianWait >= limits.minutes, signals.count >= limits.error {
          severity = .warning
        } else if signals.count >= limits.warning, signals.medianWait >= 1, !isHeld {
          // Young, but left behind by their callers, or made one by one over time.
          severity = signals.areOrphans || signals.wereMadeOverTime ? .warning : .note
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

/// The goroutines of HTTP client connections.
struct HTTPConnections {
  /// How many connections: the larger of the two loops' counts.
  let count: Int

  init(_ candidates: Candidates) {
    var readers = 0
    var writers = 0
    for number in candidates.groups {
      let count = candidates.inquiry.analysis.groups[number].count
      if candidates.inquiry.functions(of: number).contains("net/http.(*persistConn).readLoop") {
        readers += count
      } else {
        writers += count
      }
    }
    count = max(readers, writers)
  }

  static let bodyReaders: Set<String> = [
    "net/http.(*bodyEOFSignal).Read", "net/http.(*body).Read", "net/http.(*body).readLocked",
  ]

  /// The write loops of connections that a finding speaks of, where they are all of that kind.
  static func companions(of count: Int, in inquiry: Inquiry) -> [Int] {
    loops("net/http.(*persistConn).writeLoop", like: count, in: inquiry)
  }

  /// Both loops of connections whose requests wait for an answer.
  static func inFlight(_ count: Int, in inquiry: Inquiry) -> [Int] {
    loops("net/http.(*persistConn).writeLoop", like: count, in: inquiry)
      + loops("net/http.(*persistConn).readLoop", like: count, in: inquiry)
  }

  /// The groups with a loop, where their number is about the one given: then they belong together.
  private static func loops(_ name: String, like count: Int, in inquiry: Inquiry) -> [Int] {
    let groups = inquiry.analysis.groups.indices.filter {
      !inquiry.claimed.contains($0) && inquiry.functions(of: $0).contains(name)
    }
    let total = groups.reduce(0) { $0 + inquiry.analysis.groups[$1].count }
    return abs(total - count) <= max(2, count / 10) ? groups : []
  }
}

extension Inquiry {
  /// How many goroutines have a stack that `condition` accepts.
  func count(where condition: ([String]) -> Bool) -> Int {
    analysis.groups.indices.reduce(0) { sum, number in
      condition(functions(of: number)) ? sum + analysis.groups[number].count : sum
    }
  }
}
