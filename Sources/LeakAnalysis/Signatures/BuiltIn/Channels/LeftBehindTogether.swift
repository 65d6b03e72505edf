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
      let stuck = StuckPlaces(inquiry)
      return inquiry.byPlace(candidates.groups).compactMap { groups in
        let count = inquiry.count(of: groups)
        guard count >= candidates.signature.thresholds.warning,
          let kin = stuck.kin(of: groups, count: count),
          let site = inquiry.analysis.groups[kin[0]].site
        else { return nil }
        let place = inquiry.analysis.place(site)
        return Match(
          groups: groups, severity: .warning, confidence: .medium,
          evidence: Evidence.sentence(
            inquiry.signals(groups), doing: "wait here",
            and: ["as many as are stuck in \(place.function), and akin to them"]))
      }
    })
}

/// The findings so far, as what others may have been left behind with.
private struct StuckPlaces {
  private let inquiry: Inquiry
  /// How many goroutines each finding speaks of, counted once.
  private let counts: [Int]
  /// The findings at methods of a type; worked out where a dump tells no creators.
  private let knownOwners = Deferred<[String: [Int]]>()

  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
    counts = inquiry.found.map { inquiry.count(of: $0.groups) }
  }

  private var byOwner: [String: [Int]] {
    knownOwners.value {
      var numbers: [String: [Int]] = [:]
      for (number, match) in inquiry.found.enumerated() {
        if let owner = owner(of: match.groups) { numbers[owner, default: []].append(number) }
      }
      return numbers
    }
  }

  /// The groups of the first finding about as many goroutines that are of the same type as some, or
  /// were started by the same goroutines.
  func kin(of groups: [Int], count: Int) -> [Int]? {
    guard counts.contains(where: { areAsMany(count, $0) }) else { return nil }
    let creators = inquiry.analysis.creators(of: groups)
    if creators.count >= 2 {
      return counts.indices.lazy.filter { areAsMany(count, counts[$0]) }
        .map { inquiry.found[$0].groups }
        .first { others in
          let shared = creators.intersection(inquiry.analysis.creators(of: others))
          return shared.count * 10 >= creators.count * 9
        }
    }
    let akin = owner(of: groups).flatMap { byOwner[$0] } ?? []
    return akin.first { areAsMany(count, counts[$0]) }.map { inquiry.found[$0].groups }
  }

  private func areAsMany(_ count: Int, _ others: Int) -> Bool {
    abs(count - others) * 20 <= others
  }

  /// The type in whose methods goroutines are; nil for functions without a receiver, which share
  /// only their package: that says little.
  private func owner(of groups: [Int]) -> String? {
    guard let site = inquiry.analysis.groups[groups[0]].site else { return nil }
    let name = inquiry.name(of: site)
    return name.owner != name.package ? name.owner : nil
  }
}
