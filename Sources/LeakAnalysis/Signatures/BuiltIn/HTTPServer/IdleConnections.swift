import GoroutineDump

extension Signature {
  /// Kept-alive connections that nobody uses any more.
  static let httpServerIdle = Signature(
    id: "http-server-no-idle-timeout",
    title: "kept-alive server connections that have been idle for long",
    summary: """
      Many server connections wait between two requests (conn.serve, in Peek), for ten minutes and \
      more.
      """,
    cause: """
      The server has neither IdleTimeout nor ReadTimeout: a connection stays until its client \
      closes it, and a client that has vanished never does.
      """,
    fix: "Set IdleTimeout on http.Server, above that of the balancer in front of it.",
    severity: .note,
    thresholds: Thresholds(note: 500, warning: 500, error: 500, minutes: 10),
    lookAlikes: [
      "the pools of browsers and balancers, which keep connections on purpose: so never more "
        + "than a note"
    ],
    sources: ["routing-release#153"],
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
        bufio.(*Reader).Peek(0xc0000640c0, 0x4)
        \t/usr/local/go/src/bufio/bufio.go:152 +0x26e
        net/http.(*conn).serve(0xc0000a2000)
        \t/usr/local/go/src/net/http/server.go:2136 +0x137
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0xb4
        """,
      before: "s := &http.Server{Addr: addr, Handler: mux} // idle connections stay",
      after: "s := &http.Server{Addr: addr, Handler: mux, IdleTimeout: 2 * time.Minute}"),
    detection: .pattern(
      GroupPattern(
        states: [.ioWait], frames: ["net/http.(*conn).serve"], alsoFrames: ["bufio.(*Reader).Peek"],
        withoutFrames: ["net/http.serverHandler.ServeHTTP", "net/http.(*conn).readRequest"])))
}
