import GoroutineDump
import ParallelWork

extension Signature {
  /// Senders whose receiver has left.
  static let channelSend = Signature(
    id: "chan-send-no-receiver",
    title: "goroutines blocked sending on a channel that nobody receives from",
    summary: """
      Goroutines are parked in a channel send, and nothing in the dump can be the receiver: no \
      goroutine of the same package is busy elsewhere and could come back for the value.
      """,
    cause: """
      The receiver returned before it had taken every value: at the first error or first answer, \
      or by the timeout branch of a select. A sender on an unbuffered (or full) channel then waits \
      forever.
      """,
    fix: """
      Give the channel room for all senders (make(chan T, n)), or let the send give up: \
      select { case ch <- v: case <-ctx.Done(): }; or receive until every sender is done.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 10, error: 100, minutes: 10),
    lookAlikes: [
      "a semaphore (sem <- struct{}{}) in a busy server: its holders are busy in the same package",
      "back-pressure: the slow consumer is visible, doing something else",
      "a request handler that waits its turn for less than some minutes",
    ],
    sources: [
      "nelsonkenmochi/health-go#224", "BishopFox/sliver#1089", "google/cadvisor#2549",
      "restatedev/sdk-go#141", "open-telemetry/opentelemetry-go#6369",
    ],
    help: "https://go.dev/blog/pipelines",
    example: Example(
      stack: """
        goroutine 39 [chan send, 12 minutes]:
        main.search.func1()
        \t/app/main.go:22 +0x4d
        created by main.search in goroutine 18
        \t/app/main.go:20 +0x7b
        """,
      before: """
        func search(q string) (Result, error) {
        \tch := make(chan Result)
        \tfor _, b := range backends {
        \t\tgo func() { ch <- b.Query(q) }()
        \t}
        \treturn <-ch, nil // the first answer; the other senders wait forever
        }
        """,
      after: """
        func search(q string) (Result, error) {
        \tch := make(chan Result, len(backends)) // room for every answer
        \tfor _, b := range backends {
        \t\tgo func() { ch <- b.Query(q) }()
        \t}
        \treturn <-ch, nil
        }
        """),
    detection: .judged(
      GroupPattern(
        states: [.channelSend], withoutFrames: ["golang.org/x/sync/errgroup.(*Group).Go"])
    ) { candidates in
      let inquiry = candidates.inquiry
      return SideBySide.compactMap(inquiry.byFunction(candidates.groups)) { groups in
        guard let site = inquiry.analysis.groups[groups[0]].site else { return nil }
        let package = inquiry.package(of: site)
        var rule = AbandonedRule(thresholds: candidates.signature.thresholds)
        rule.otherEndIsMissing = !inquiry.hasBusyGoroutine(inPackageOf: site)
        rule.otherEnd = "no goroutine of \(package) is busy elsewhere and could receive"
        rule.isSuspiciousYoung = true
        rule.warnsOfFew = true
        return rule.judge(groups, of: inquiry, doing: "are parked in a channel send")
          .map { inquiry.addingSharedAddress($0, "send on") }
      }
    })
}

extension Inquiry {
  /// Some groups, gathered by function (closures of one function together) and creator.
  func byFunction(_ groups: [Int]) -> [[Int]] {
    struct Key: Hashable {
      var function: UInt32
      var creator: UInt32?
    }
    var places: [Key: Int] = [:]
    var parts: [[Int]] = []
    for number in groups {
      guard let site = analysis.groups[number].site else { continue }
      let key = Key(
        function: canonicalNumber(of: site),
        creator: analysis.groups[number].creator?.function)
      if let place = places[key] {
        parts[place].append(number)
      } else {
        places[key] = parts.count
        parts.append([number])
      }
    }
    return parts
  }

  /// Adds to a match's evidence that all goroutines carry the same address, where they do.
  func addingSharedAddress(_ match: Match, _ verb: String) -> Match {
    let signals = signals(match.groups)
    guard signals.count >= 2, signals.withAddress == signals.sampled,
      signals.distinctAddresses == 1,
      let record = analysis.goroutines(of: analysis.groups[match.groups[0]]).first
    else { return match }
    var match = match
    match.evidence += "; all carry the address 0x" + String(record.address, radix: 16)
    return match
  }
}
