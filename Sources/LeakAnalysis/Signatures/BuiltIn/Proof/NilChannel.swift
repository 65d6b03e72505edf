import GoroutineDump

extension Signature {
  /// A nil channel blocks forever.
  static let nilChannel = Signature(
    id: "nil-channel",
    title: "goroutines blocked forever on a nil channel",
    summary: "The runtime says that the channel of a send or receive is nil.",
    cause: """
      The channel variable or field was never made. An operation on a nil channel blocks forever: \
      the language says so.
      """,
    fix: """
      Make the channel before the goroutine starts (ch := make(chan T)), and look for the struct \
      or configuration path that leaves it nil.
      """,
    severity: .error, thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["none: `select {}` is another state"],
    sources: ["ethereum/go-ethereum#681", "jbenet/goprocess#10", "golang/go spec: Channel types"],
    help: "https://go.dev/ref/spec#Channel_types",
    example: Example(
      stack: """
        goroutine 1 [chan send (nil chan)]:
        main.main()
        \t/app/main.go:5 +0x1d
        """,
      before: """
        var ch chan int
        ch <- 1 // forever
        """,
      after: """
        ch := make(chan int, 1)
        ch <- 1
        """),
    detection: .judged(
      GroupPattern(states: [.channelSendNil, .channelReceiveNil])
    ) { candidates in
      let inquiry = candidates.inquiry
      let all = inquiry.analysis.groups
      return candidates.matches { groups in
        let isReported =
          inquiry.analysis.dump.samples[all[groups[0]].sample].stateSource == .reported
        let verb =
          all[groups[0]].state.activity == .channelSendNil ? "send on" : "receive from"
        return Match(
          groups: groups, severity: .error, confidence: isReported ? .proven : .high,
          evidence: Evidence.sentence(
            inquiry.signals(groups), doing: "\(verb) a nil channel",
            and: isReported ? ["the runtime reports it"] : []))
      }
    })
}
