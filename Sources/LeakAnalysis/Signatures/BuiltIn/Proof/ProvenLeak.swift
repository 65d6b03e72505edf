import GoroutineDump

extension Signature {
  /// What the garbage collector has proved.
  static let provenLeak = Signature(
    id: "leaked-by-gc-proof",
    title: "goroutines that the garbage collector has proved leaked",
    summary: """
      The goroutines carry the runtime's `(leaked)` mark, or stand in a goroutineleak profile: \
      what they wait on can no longer be reached by anything that runs.
      """,
    cause: "Nothing that still runs holds the channel or lock that they wait on.",
    fix: "Mend the place where they wait: give the operation a way out, or its other end an owner.",
    severity: .error, thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: [
      "none; but an empty goroutineleak profile does not mean that nothing leaks: only waits on "
        + "unreachable channels and locks are proved"
    ],
    sources: ["golang/go#74609", "golang/go#75280"],
    help: "https://go.dev/doc/go1.26#goroutineleak-profiles",
    example: Example(
      stack: """
        goroutine 36 [chan send (leaked)]:
        main.search.func1()
        \t/app/main.go:22 +0x4d
        created by main.search in goroutine 18
        \t/app/main.go:20 +0x7b
        """,
      before: """
        ch := make(chan Result)
        go func() { ch <- query() }()
        return nil // ch is unreachable from here on
        """,
      after: """
        ch := make(chan Result, 1)
        go func() { ch <- query() }()
        return nil
        """),
    detection: .analysis { inquiry, _ in
      let marked = inquiry.analysis.groups.indices.filter { inquiry.analysis.groups[$0].isLeaked }
      return inquiry.byPlaceAndState(marked).map { groups in
        let state = inquiry.analysis.groups[groups[0]].state
        let known = explanation(of: state.activity)
        return Match(
          groups: groups, severity: .error, confidence: .proven,
          evidence: Evidence.sentence(
            inquiry.signals(groups),
            doing: state == .unknown ? "are proved leaked" : "are proved leaked in \(state.name)"),
          cause: known?.cause, fix: known?.fix)
      }
    })

  /// The signature that explains best why goroutines that are known to leak wait so.
  static func explanation(of activity: GoroutineState.Activity) -> Signature? {
    switch activity {
    case .channelSend: channelSend
    case .channelReceive: channelReceive
    case .channelSendNil, .channelReceiveNil: nilChannel
    case .select: selectAbandoned
    case .waitGroupWait: waitGroup
    case .selectNoCases: emptySelect
    case .mutexLock, .rwMutexLock, .rwMutexRLock: lockPileUp
    case .ioWait, .sleep, .syscall, .condWait, .semaphore, .runnable, .system, .other: nil
    }
  }
}

extension Inquiry {
  /// Some groups, gathered by site, creator and state.
  func byPlaceAndState(_ groups: [Int]) -> [[Int]] {
    byPlace(groups).flatMap { part in
      var order: [String] = []
      var states: [String: [Int]] = [:]
      for number in part {
        let name = analysis.groups[number].state.name
        if states[name] == nil { order.append(name) }
        states[name, default: []].append(number)
      }
      return order.compactMap { states[$0] }
    }
  }
}
