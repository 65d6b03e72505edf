import GoroutineDump

/// Which candidates are told, and in which order: one cause is one finding.
struct Settlement {
  /// What is told, worst first.
  private(set) var accepted: [Candidate] = []

  /// So many places that are only worth a look are told.
  static let mostNotes = 3

  init(_ candidates: [Candidate], _ context: AnalysisContext) {
    var taken = GroupSet(of: context.analysis.groups.count)
    // Numbers are sorted: a candidate takes long to move.
    let ranks = candidates.map(Rank.init)
    for number in ranks.indices.sorted(by: {
      ranks[$0].speaksFirst(before: ranks[$1], context)
    }) {
      var candidate = candidates[number]
      if candidate.sighting.explains {
        let free = candidate.groups.filter { !taken.contains($0) }
        // What is left of a place that another finding speaks of is no second cause.
        let count = context.count(of: free)
        guard candidate.groups.isEmpty || count * 2 > candidate.count else { continue }
        candidate.groups = free
        candidate.count = count
        taken.formUnion(free)
      }
      accepted.append(candidate)
    }
    dropRepeated(of: context.analysis.groups.count)
    let told = accepted
    let left = told.map(Rank.init)
    accepted = left.indices.sorted { left[$0].isWorse(than: left[$1], context) }.map { told[$0] }
    var notes = 0
    accepted.removeAll { candidate in
      guard candidate.severity == .note, candidate.ledger != nil else { return false }
      notes += 1
      return notes > Self.mostNotes
    }
  }

  /// Drops notes on goroutines of which the dump itself says how they ended: what is only worth a look
  /// says nothing new of them.
  private mutating func dropRepeated(of groupCount: Int) {
    var stated = GroupSet(of: groupCount)
    for candidate in accepted where !candidate.sighting.explains {
      stated.formUnion(candidate.groups)
    }
    accepted.removeAll { candidate in
      candidate.ledger != nil && candidate.severity == .note
        && candidate.groups.allSatisfy(stated.contains)
    }
  }
}

/// What the order of the candidates follows from.
private struct Rank {
  let severity: Severity
  let isProven: Bool
  /// Whether its signature knows the goroutines, and warns of them.
  let knowsAndWarns: Bool
  let isSpecific: Bool
  /// Whether it needs no ledger: proofs, and how the program ended.
  let isStated: Bool
  let count: Int
  let expectedHarm: Double
  let signature: Int
  let firstGroup: Int?

  init(_ candidate: Candidate) {
    severity = candidate.severity
    isProven = candidate.isProven
    knowsAndWarns = candidate.isSpecific && candidate.severity > .note
    isSpecific = candidate.isSpecific
    isStated = candidate.ledger == nil
    count = candidate.count
    expectedHarm = candidate.expectedHarm
    signature = candidate.signature
    firstGroup = candidate.groups.first
  }

  /// Of those who speak of the same goroutines: proofs; then who knows them and warns; then the worse
  /// verdict; then who knows more.
  func speaksFirst(before other: Rank, _ context: AnalysisContext) -> Bool {
    if isProven != other.isProven { return isProven }
    if knowsAndWarns != other.knowsAndWarns { return knowsAndWarns }
    if severity != other.severity { return severity > other.severity }
    if isSpecific != other.isSpecific { return isSpecific }
    // Of as many goroutines, less than a hundredth is no reason to prefer one to another.
    if count == other.count, abs(expectedHarm - other.expectedHarm) < 0.01,
      signature != other.signature
    {
      return signature < other.signature
    }
    return isWorse(than: other, context)
  }

  /// The order of a report: worse before less bad, proofs before what is probable, then by what is at
  /// stake; what is equal in all that by its wait and its name, so that the order of the goroutines
  /// decides nothing.
  func isWorse(than other: Rank, _ context: AnalysisContext) -> Bool {
    if severity != other.severity { return severity > other.severity }
    if isProven != other.isProven { return isProven }
    // How the program ended comes before what is merely worth a look.
    if isStated != other.isStated { return isStated }
    if expectedHarm != other.expectedHarm { return expectedHarm > other.expectedHarm }
    if signature != other.signature { return signature < other.signature }
    guard let firstGroup, let second = other.firstGroup else { return false }
    return context.comesFirst(firstGroup, before: second)
  }
}

extension Candidate {
  fileprivate var severity: Severity { verdict.severity ?? .note }
  fileprivate var isProven: Bool { verdict.confidence == .proven }

  /// How much is at stake: the probability, and the goroutines by powers of ten.
  fileprivate var expectedHarm: Double {
    verdict.probability * (1 + 0.1 * Double.logarithm(Double(max(count, 1))))
  }
}
