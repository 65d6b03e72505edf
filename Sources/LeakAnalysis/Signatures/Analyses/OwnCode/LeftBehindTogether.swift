import GoroutineDump

extension Analysis {
  /// Siblings of goroutines that are stuck.
  static let leftBehindTogether = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let stuck = StuckPlaces(inquiry)
    let fewest = candidates.signature.thresholds.warning
    return candidates.matches(ofPlacesOfAtLeast: fewest) { groups in
      guard let kin = stuck.kin(of: groups, count: inquiry.count(of: groups)),
        let site = inquiry.analysis.groups[kin[0]].site
      else { return nil }
      let place = inquiry.analysis.place(site)
      return Match(
        groups: groups, severity: .warning, confidence: .medium,
        evidence: Evidence.sentence(
          inquiry.signals(groups), doing: "wait here",
          and: ["as many as are stuck in \(place.function), and akin to them"]))
    }
  }
}

/// The findings so far, as what others may have been left behind with.
private struct StuckPlaces {
  private let inquiry: Inquiry
  /// How many goroutines each finding speaks of, counted once.
  private let counts: [Int]
  /// The findings, by how many goroutines they speak of: asking each of thousands for every place
  /// took longer than any other signature.
  private let byCount: [Int]
  /// The findings at methods of a type; worked out where a dump tells no creators.
  private let knownOwners = Deferred<[FunctionNames.Owner: [Int]]>()

  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
    let counts = inquiry.found.map { inquiry.count(of: $0.groups) }
    self.counts = counts
    byCount = counts.indices.sorted { counts[$0] < counts[$1] }
  }

  private var byOwner: [FunctionNames.Owner: [Int]] {
    knownOwners.value {
      var numbers: [FunctionNames.Owner: [Int]] = [:]
      for (number, match) in inquiry.found.enumerated() {
        if let owner = owner(of: match.groups) { numbers[owner, default: []].append(number) }
      }
      return numbers
    }
  }

  /// The groups of the first finding about as many goroutines that are of the same type as some, or
  /// were started by the same goroutines.
  func kin(of groups: [Int], count: Int) -> [Int]? {
    let asMany = asMany(count)
    guard !asMany.isEmpty else { return nil }
    let creators = inquiry.analysis.creators(of: groups)
    if creators.count >= 2 {
      return asMany.sorted().lazy.map { inquiry.found[$0].groups }
        .first { others in
          let shared = creators.intersection(inquiry.analysis.creators(of: others))
          return shared.count * 10 >= creators.count * 9
        }
    }
    let akin = owner(of: groups).flatMap { byOwner[$0] } ?? []
    return akin.first { areAsMany(count, counts[$0]) }.map { inquiry.found[$0].groups }
  }

  /// The findings that speak of about as many goroutines, in no order that matters.
  private func asMany(_ count: Int) -> ArraySlice<Int> {
    // The smallest number that is not too small: the comparison holds for one stretch of numbers.
    var low = 0
    var high = byCount.count
    while low < high {
      let middle = (low + high) / 2
      let others = counts[byCount[middle]]
      if others < count, !areAsMany(count, others) { low = middle + 1 } else { high = middle }
    }
    return byCount[low...].prefix { areAsMany(count, counts[$0]) }
  }

  private func areAsMany(_ count: Int, _ others: Int) -> Bool {
    abs(count - others) * 20 <= others
  }

  /// The type in whose methods goroutines are; nil for functions without a receiver, which share
  /// only their package: that says little.
  private func owner(of groups: [Int]) -> FunctionNames.Owner? {
    guard let owner = inquiry.siteOwner(groups[0]), owner.isReceiver else { return nil }
    return owner
  }
}
