import GoroutineDump

extension Signature {
  /// Handshakes whose peer is silent.
  static let tlsHandshake = Signature(
    id: "tls-handshake-stuck",
    title: "TLS handshakes whose other side has gone silent",
    summary: """
      Goroutines read from the network inside a TLS handshake, for minutes. A handshake takes \
      milliseconds, under load seconds.
      """,
    cause: """
      No deadline stands around the handshake, and the peer has connected without sending its \
      part: a port scanner, a half-open connection, a balancer that checks health.
      """,
    fix: """
      Set a deadline on the connection before Handshake, or use HandshakeContext; \
      Server.ReadHeaderTimeout (HTTP server) and Transport.TLSHandshakeTimeout (client).
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 3, error: 20, minutes: 2),
    lookAlikes: ["handshakes under load: they take seconds, never minutes"],
    sources: ["golang/go#36255 (hundreds of thousands)", "syncthing/syncthing#3375 (45 minutes)"],
    help: "https://pkg.go.dev/crypto/tls#Conn.HandshakeContext",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 45 minutes]:
        internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0xfc
        net.(*conn).Read(0xc0000a2000)
        \t/usr/local/go/src/net/net.go:194 +0x316
        crypto/tls.(*Conn).readRecordOrCCS(0xc0000a2000)
        \t/usr/local/go/src/crypto/tls/conn.go:617 +0x1d0
        crypto/tls.(*Conn).readHandshake(0xc0000a2000)
        \t/usr/local/go/src/crypto/tls/conn.go:1070 +0xe4
        crypto/tls.(*Conn).serverHandshake(0xc0000a2000)
        \t/usr/local/go/src/crypto/tls/handshake_server.go:42 +0x26e
        crypto/tls.(*Conn).handshakeContext(0xc0000a2000)
        \t/usr/local/go/src/crypto/tls/conn.go:1568 +0x137
        main.(*listener).accept(0xc0000a2000)
        \t/app/listen.go:31 +0xb4
        created by main.(*listener).run in goroutine 1
        \t/app/listen.go:24 +0x11e
        """,
      before: """
        conn := tls.Server(raw, cfg)
        if err := conn.Handshake(); err != nil { // as long as the peer likes
        """,
      after: """
        ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
        defer cancel()
        conn := tls.Server(raw, cfg)
        if err := conn.HandshakeContext(ctx); err != nil {
        """),
    detection: .pattern(
      GroupPattern(
        states: [.ioWait],
        frames: [
          "crypto/tls.(*Conn).Handshake", "crypto/tls.(*Conn).handshakeContext",
          "crypto/tls.(*Conn).HandshakeContext", "crypto/tls.(*Conn).clientHandshake",
          "crypto/tls.(*Conn).serverHandshake", "crypto/tls.(*Conn).readHandshake",
        ])))
}
