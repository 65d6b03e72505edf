import GoroutineDump

extension Signature {
  /// New streams that are not accepted.
  static let yamuxOpen = Signature(
    id: "yamux-open-stream-stuck",
    title: "yamux streams that wait to be accepted by the other side",
    summary: """
      Goroutines wait in Session.OpenStream, for a minute and more: the backlog of streams that \
      the other side has not accepted is full.
      """,
    cause: """
      The other side does not accept streams any more, or streams that are done are not closed.
      """,
    fix: """
      Accept in a loop and hand each stream on at once; close streams on every way out; set \
      deadlines and Config.StreamOpenTimeout.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 1, error: 10, minutes: 1),
    lookAlikes: ["four goroutines for each session that lives: by design"],
    sources: ["hashicorp/consul#2107", "hashicorp/consul#8504", "go-yamux#129"],
    help: "https://pkg.go.dev/github.com/hashicorp/yamux#Session.OpenStream",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        github.com/hashicorp/yamux.(*Session).OpenStream(0xc0000a2000)
        \t/go/pkg/mod/github.com/hashicorp/yamux@v0.1.1/session.go:190 +0xfc
        github.com/hashicorp/yamux.(*Session).Open(0xc0000a2000)
        \t/go/pkg/mod/github.com/hashicorp/yamux@v0.1.1/session.go:175 +0x316
        main.(*tunnel).dial(0xc0000a2000)
        \t/app/tunnel.go:31 +0x1d0
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0xe4
        """,
      before: "s, err := session.Open() // as long as the other side likes",
      after: """
        cfg := yamux.DefaultConfig()
        cfg.StreamOpenTimeout = 10 * time.Second
        """),
    detection: .pattern(
      GroupPattern(
        states: [.select],
        frames: [
          "github.com/hashicorp/yamux.(*Session).OpenStream",
          "github.com/libp2p/go-yamux.(*Session).OpenStream",
        ])))
}
