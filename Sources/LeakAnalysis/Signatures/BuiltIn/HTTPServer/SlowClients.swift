import GoroutineDump

extension Signature {
  /// Connections that never send a whole request.
  static let httpServerSlowClients = Signature(
    id: "http-server-slow-clients",
    title: "server connections whose request never arrives",
    summary: """
      Server goroutines read the first request of a connection (conn.readRequest), for ten minutes \
      and more.
      """,
    cause: """
      Clients connect and send nothing, or very slowly, and the server has no limit for it: \
      ReadHeaderTimeout, ReadTimeout and IdleTimeout are all zero.
      """,
    fix: """
      Set ReadHeaderTimeout and IdleTimeout on http.Server; the zero values mean no limit at all.
      """,
    severity: .error,
    thresholds: Thresholds(note: 100, warning: 500, error: 5000, minutes: 10),
    lookAlikes: [
      "connections that a browser or balancer opens in advance: some, for less than some minutes",
      "kept-alive connections between requests (they wait in Peek, not in readRequest)",
    ],
    sources: [
      "DSiSc/justitia#63 (1129 minutes)",
      "bmc_exporter#39 (41 minutes)",
      "routing-release#153 (50,000 to 400,000)",
    ],
    help: "https://pkg.go.dev/net/http#Server",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 41 minutes]:
        internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0xfc
        net.(*conn).Read(0xc0000a2000)
        \t/usr/local/go/src/net/net.go:194 +0x316
        net/http.(*connReader).Read(0xc0000a2000)
        \t/usr/local/go/src/net/http/server.go:798 +0x1d0
        bufio.(*Reader).fill(0xc0000a2000)
        \t/usr/local/go/src/bufio/bufio.go:113 +0xe4
        net/textproto.(*Reader).ReadLine(0xc0000a2000)
        \t/usr/local/go/src/net/textproto/reader.go:43 +0x26e
        net/http.readRequest(0xc0000a2000)
        \t/usr/local/go/src/net/http/request.go:1068 +0x137
        net/http.(*conn).readRequest(0xc0000a2000)
        \t/usr/local/go/src/net/http/server.go:1041 +0xb4
        net/http.(*conn).serve(0xc0000a2000)
        \t/usr/local/go/src/net/http/server.go:1972 +0x11e
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x5
        """,
      before: "http.ListenAndServe(addr, mux) // no timeouts at all",
      after: """
        s := &http.Server{
        \tAddr: addr, Handler: mux,
        \tReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute,
        }
        s.ListenAndServe()
        """),
    detection: .pattern(GroupPattern(states: [.ioWait], frames: ["net/http.(*conn).readRequest"])))
}
