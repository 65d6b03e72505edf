import GoroutineDump

extension Signature {
  /// Streams that stay open.
  static let yamuxStream = Signature(
    id: "yamux-stream-not-closed",
    title: "multiplexed streams that are read for half an hour without a deadline",
    summary: """
      Far more goroutines read from streams of yamux (or mplex) than there are sessions, for half \
      an hour and more.
      """,
    cause: """
      Streams are neither closed nor given a read deadline; the other side has forgotten them.
      """,
    fix: "SetReadDeadline for each message, and Close or Reset the stream on every way out.",
    severity: .error,
    thresholds: Thresholds(note: 100, warning: 200, error: 2000, minutes: 30),
    lookAlikes: ["four goroutines for each session that lives, and some streams"],
    sources: ["ipfs/kubo#1358 (2677 minutes)", "mplex#10 (9710)"],
    help: "https://pkg.go.dev/github.com/hashicorp/yamux#Stream",
    example: Example(
      stack: """
        goroutine 77 [select, 2677 minutes]:
        github.com/hashicorp/yamux.(*Stream).Read(0xc0000a2000)
        \t/go/pkg/mod/github.com/hashicorp/yamux@v0.1.1/stream.go:143 +0xfc
        main.(*peer).serve(0xc0000a2000)
        \t/app/peer.go:31 +0x316
        created by main.(*swarm).handle in goroutine 70
        \t/app/swarm.go:24 +0x1d0
        """,
      before: "msg, err := read(stream) // for ever, if the peer has forgotten it",
      after: """
        defer stream.Close()
        stream.SetReadDeadline(time.Now().Add(time.Minute))
        msg, err := read(stream)
        """),
    detection: .pattern(
      GroupPattern(states: [.select], frames: IdleFrames.multiplexedReads)))
}
