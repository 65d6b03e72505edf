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
    for number in candidates.indices.sorted(by: {
      Self.speaksFirst(candidates[$0], candidates[$1], context)
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
    accepted = told.indices.sorted { Self.isWorse(told[$0], told[$1], context) }.map { told[$0] }
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
    for candidate in accepted where candidate.ledger == nil && !candidate.sighting.explains {
      stated.formUnion(candidate.groups)
    }
    accepted.removeAll { candidate in
      candidate.ledger != nil && candidate.severity == .note
        && candidate.groups.allSatisfy(stated.contains)
    }
  }

  /// Of those who speak of the same goroutines: proofs; then who knows them and warns; then the worse
  /// verdict; then who knows more.
  private static func speaksFirst(
    _ a: Candidate, _ b: Candidate, _ context: AnalysisContext
  ) -> Bool {
    let (first, second) = (a.isProven, b.isProven)
    if first != second { return first }
    let (knows, alsoKnows) = (
      a.isSpecific && a.severity > .note, b.isSpecific && b.severity > .note
    )
    if knows != alsoKnows { return knows }
    if a.severity != b.severity { return a.severity > b.severity }
    if a.isSpecific != b.isSpecific { return a.isSpecific }
    return isWorse(a, b, context)
  }

  /// The order of a report: worse before less bad, proofs before what is probable, then by what is at
  /// stake; what is equal in all that by its wait and its name, so that the order of the goroutines
  /// decides nothing.
  private static func isWorse(
    _ a: Candidate, _ b: Candidate, _ context: AnalysisContext
  ) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    if a.isProven != b.isProven { return a.isProven }
    // How the program ended comes before what is merely worth a look.
    if (a.ledger == nil) != (b.ledger == nil) { return a.ledger == nil }
    let (p, q) = (a.expectedHarm, b.expectedHarm)
    if p != q { return p > q }
    if a.signature != b.signature { return a.signature < b.signature }
    guard let first = a.groups.first, let second = b.groups.first else { return false }
    return context.comesFirst(first, before: second)
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
