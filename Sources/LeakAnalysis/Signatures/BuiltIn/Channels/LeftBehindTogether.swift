import GoroutineDump

extension Signature {
  /// Siblings of goroutines that are stuck.
  static let leftBehindTogether = Signature(
    id: "left-behind-together",
    title: "goroutines left behind together with ones that are stuck",
    summary: """
      As many goroutines as are stuck elsewhere wait here; they belong to the same type or were \
      started by the same calls.
      """,
    cause: """
      Each call or object starts several goroutines; one of them can never end, and so nobody \
      ends its siblings.
      """,
    fix: "Mend the place where the others are stuck; then look whether these end with them.",
    severity: .warning, thresholds: Thresholds(warning: 10, error: .max),
    lookAlikes: ["a pool that is by chance as large as a leak: its type and its creators differ"],
    sources: ["golang/go#74609 (goker)"],
    help: "https://go.dev/blog/pipelines",
    example: Example(
      stack: """
        goroutine 15 [select, 1 minutes]:
        main.(*subscription).poll(0xc0000a2000)
        \t/app/subscription.go:30 +0x4d
        created by main.subscribe in goroutine 10
        \t/app/subscription.go:24 +0x7b
        """,
      before: """
        s := &subscription{} // s.events is nil
        go s.loop()          // receives from s.events, forever
        go s.poll()          // is stopped by loop only
        """,
      after: """
        s := &subscription{events: make(chan Event)}
        go s.loop()
        go s.poll()
        """),
    detection: .judged(
      GroupPattern(
        states: [.channelReceive, .select, .condWait, .waitGroupWait, .mutexLock],
        withoutFrames: IdleFrames.waiting)
    ) { candidates in
      let inquiry = candidates.inquiry
      // As many are few of thousands, so their numbers are counted once.
      let found = inquiry.found.map { (match: $0, count: inquiry.count(of: $0.groups)) }
      return inquiry.byPlace(candidates.groups).compactMap { groups in
        let count = inquiry.count(of: groups)
        guard count >= candidates.signature.thresholds.warning else { return nil }
        for (stuck, others) in found
        where abs(count - others) * 20 <= others && inquiry.areKin(groups, stuck.groups) {
          guard let site = inquiry.analysis.groups[stuck.groups[0]].site else { continue }
          let place = inquiry.analysis.place(site)
          return Match(
            groups: groups, severity: .warning, confidence: .medium,
            evidence: Evidence.sentence(
              inquiry.signals(groups), doing: "wait here",
              and: ["as many as are stuck in \(place.function), and akin to them"]))
        }
        return nil
      }
    })
}

extension Inquiry {
  /// Whether some goroutines are of one type with others that are stuck, or started by the same
  /// goroutines.
  func areKin(_ groups: [Int], _ stuck: [Int]) -> Bool {
    let mine = analysis.creators(of: groups)
    if mine.count >= 2 {
      let shared = mine.intersection(analysis.creators(of: stuck))
      return shared.count * 10 >= mine.count * 9
    }
    guard let site = analysis.groups[groups[0]].site,
      let other = analysis.groups[stuck[0]].site
    else { return false }
    let owner = name(of: site)
    let otherOwner = name(of: other)
    // Functions without a receiver share only their package, which says little.
    return owner.owner != owner.package && owner.owner == otherOwner.owner
  }
}
