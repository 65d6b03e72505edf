import GoroutineDump

extension Signature {
  /// HTTP/2 connections that nobody shares.
  static let http2Transport = Signature(
    id: "http2-transport-per-request",
    title: "HTTP/2 client connections that stay open and are not shared",
    summary: """
      Many goroutines read HTTP/2 client connections. One such connection serves all requests to \
      a host, so a program has about as many as it has hosts.
      """,
    cause: """
      An http.Transport (or a client with one of its own) is made again and again; each opens a \
      connection of its own and keeps it.
      """,
    fix: """
      Make one http.Client for the program and share it; where a transport must end, call \
      CloseIdleConnections, and set IdleConnTimeout.
      """,
    severity: .error, thresholds: Thresholds(note: 20, warning: 50, error: 500, minutes: 2),
    lookAlikes: ["a client of many hosts: a mesh, a crawler, a proxy"],
    sources: ["golang/go#57478", "kubernetes/kubernetes#77434"],
    help: "https://pkg.go.dev/net/http#Transport",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 12 minutes]:
        internal/poll.runtime_pollWait(0x7fe244c3a118, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0x85
        net/http.(*http2clientConnReadLoop).run(0xc0000a2000)
        \t/usr/local/go/src/net/http/h2_bundle.go:9320 +0x12c
        net/http.(*http2ClientConn).readLoop(0xc0000b4000)
        \t/usr/local/go/src/net/http/h2_bundle.go:9215 +0x5c
        created by net/http.(*http2Transport).newClientConn in goroutine 70
        \t/usr/local/go/src/net/http/h2_bundle.go:7811 +0xca6
        """,
      before: """
        func get(url string) (*http.Response, error) {
        \tc := &http.Client{Transport: &http.Transport{ForceAttemptHTTP2: true}}
        \treturn c.Get(url)
        }
        """,
      after: """
        var client = &http.Client{Timeout: 10 * time.Second} // one for the program

        func get(url string) (*http.Response, error) { return client.Get(url) }
        """),
    detection: .judged(
      GroupPattern(
        states: [.ioWait],
        frames: HTTP2Names.method("clientConnReadLoop", "run")
          + HTTP2Names.method("ClientConn", "readLoop"))
    ) { candidates in
      candidates.together(doing: "read HTTP/2 client connections")
    })
}
