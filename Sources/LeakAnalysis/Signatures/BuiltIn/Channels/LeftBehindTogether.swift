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
      let found = inquiry.found
      let counts = found.map { inquiry.count(of: $0.groups) }
      return inquiry.byPlace(candidates.groups).compactMap { groups in
        let count = inquiry.count(of: groups)
        guard count >= candidates.signature.thresholds.warning else { return nil }
        // Looked at only where as many are found.
        var kinship: Kinship?
        for number in counts.indices where abs(count - counts[number]) * 20 <= counts[number] {
          if kinship == nil { kinship = Kinship(groups, inquiry) }
          let stuck = found[number].groups
          guard kinship?.includes(stuck, inquiry) == true,
            let site = inquiry.analysis.groups[stuck[0]].site
          else {
            continue
          }
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

/// What makes other goroutines kin of some.
private struct Kinship {
  private let creators: Set<UInt64>
  /// The type whose methods they are in; nil for functions without a receiver, which share only
  /// their package: that says little.
  private let owner: String?

  init(_ groups: [Int], _ inquiry: Inquiry) {
    creators = inquiry.analysis.creators(of: groups)
    let name = inquiry.analysis.groups[groups[0]].site.map(inquiry.name)
    owner = name.flatMap { $0.owner != $0.package ? $0.owner : nil }
  }

  /// Whether others are of the same type, or were started by the same goroutines.
  func includes(_ others: [Int], _ inquiry: Inquiry) -> Bool {
    if creators.count >= 2 {
      let shared = creators.intersection(inquiry.analysis.creators(of: others))
      return shared.count * 10 >= creators.count * 9
    }
    guard let owner, let site = inquiry.analysis.groups[others[0]].site else { return false }
    return inquiry.name(of: site).owner == owner
  }
}
