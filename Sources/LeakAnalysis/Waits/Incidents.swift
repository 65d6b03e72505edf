/// What is told, gathered into incidents: whatever is a consequence follows its root.
struct Incidents {
  /// One that is told, and its place in an incident.
  struct Member: Sendable {
    var candidate: Candidate
    /// Who keeps its goroutines waiting.
    var chain: WaitChain
    /// Its position in the order of the report.
    var number = 0
    /// The position of the root that it is a consequence of.
    var consequenceOf: Int?
    /// Who of it keeps those behind it waiting, in clauses.
    var holding: [String] = []
  }

  /// In the order of the report: a root where the worst of its incident would stand, then the rest.
  private(set) var members: [Member]
  /// The consequences of each root, as positions in the order of the report.
  private var consequences: [Int: [Int]] = [:]
  /// Of an incident's consequences so many are drawn.
  private static let mostDrawn = 8

  /// Gathers what is told, worst first.
  init(_ candidates: [Candidate], _ context: AnalysisContext) {
    let graph = context.waits
    var members = candidates.map {
      Member(candidate: $0, chain: WaitChain(from: Self.judged($0), in: graph))
    }
    let roots = Self.roots(of: members)
    for (number, root) in roots.enumerated() where root != number {
      guard let link = members[number].chain.step(to: members[root].candidate) else { continue }
      if link.grade == .certain {
        members[root].candidate.verdict.raise(to: members[number].candidate.verdict)
      }
      // A ring says itself who waits for what.
      if !members[root].candidate.sighting.saysWho, members[root].holding.count < 2 {
        members[root].holding.append(graph.clause(holder: link.blocker, at: link.node))
      }
    }
    // Whoever keeps others waiting comes before those of the same severity who keep nobody.
    let hasOthers = Set(roots.indices.filter { roots[$0] != $0 }.map { roots[$0] })
    let ranking = members.indices.sorted { a, b in
      let (first, second) = (members[roots[a]].rank, members[roots[b]].rank)
      if first != second { return first > second }
      let (keeps, alsoKeeps) = (hasOthers.contains(roots[a]), hasOthers.contains(roots[b]))
      return keeps != alsoKeeps ? keeps : a < b
    }
    var positions = [Int](repeating: 0, count: members.count)
    var order: [Int] = []
    var rest: [Int: [Int]] = [:]
    for (number, root) in roots.enumerated() where root != number {
      rest[root, default: []].append(number)
    }
    var isPlaced = [Bool](repeating: false, count: members.count)
    for number in ranking where !isPlaced[roots[number]] {
      isPlaced[roots[number]] = true
      for member in [roots[number]] + (rest[roots[number]] ?? []) {
        positions[member] = order.count
        order.append(member)
      }
    }
    self.members = order.map { number in
      var member = members[number]
      member.number = positions[number]
      if roots[number] != number { member.consequenceOf = positions[roots[number]] }
      return member
    }
    for member in self.members {
      if let root = member.consequenceOf { consequences[root, default: []].append(member.number) }
    }
  }

  /// Who waits for whom in the incident that a member heads; nil of a consequence, and where nobody is
  /// known to keep another one waiting.
  func map(of member: Member) -> WaitMap? {
    guard member.consequenceOf == nil else { return nil }
    let rest = (consequences[member.number] ?? []).prefix(Self.mostDrawn)
    let chains = ([member.chain] + rest.map { members[$0].chain }).filter { !$0.isEmpty }
    guard !chains.isEmpty else { return nil }
    let map = WaitMap(chains)
    return map.arrows.isEmpty ? nil : map
  }

  /// The groups whose waits a candidate speaks of.
  private static func judged(_ candidate: Candidate) -> [Int] {
    guard candidate.sighting.explains else { return [] }
    return candidate.sighting.lead ?? candidate.groups
  }

  /// The root of each member's incident, as an index; its own where it is no consequence.
  private static func roots(of members: [Member]) -> [Int] {
    var owners: [Int: Int] = [:]
    for (number, member) in members.enumerated() where member.candidate.sighting.explains {
      for group in member.candidate.groups where owners[group] == nil { owners[group] = number }
    }
    var parents = Array(members.indices)
    func root(of number: Int) -> Int {
      var number = number
      while parents[number] != number { number = parents[number] }
      return number
    }
    // Of two that follow from each other, the worse is the root: the others come first here.
    for number in members.indices.reversed() where !members[number].isItsOwnRoot {
      let way = members[number].chain.groups.prefix { $0.grade >= .likely }
      for (group, grade) in way.reversed() {
        // What is only a note by itself heads an incident where that is certain; else who waits for it
        // names it all the same.
        guard let owner = owners[group], owner != number, root(of: owner) != number,
          grade == .certain || members[owner].candidate.isLoud
        else { continue }
        parents[number] = owner
        break
      }
    }
    return parents.indices.map(root)
  }
}

extension Incidents.Member {
  /// Its severity, and proofs before what is probable.
  fileprivate var rank: Int {
    let severity = candidate.verdict.severity.map { $0 == .error ? 2 : $0 == .warning ? 1 : 0 } ?? 0
    return severity * 2 + (candidate.verdict.confidence == .proven ? 1 : 0)
  }

  /// Whether it shows a ring: nobody outside of it keeps its goroutines waiting.
  fileprivate var isItsOwnRoot: Bool { candidate.sighting.saysWho || chain.isEmpty }
}

extension Candidate {
  fileprivate var isLoud: Bool { verdict.severity.map { $0 > .note } ?? false }
}

extension WaitChain {
  /// The step that leads to a candidate's goroutines, and how sure the way is up to there.
  fileprivate func step(
    to candidate: Candidate
  ) -> (node: WaitGraph.Node, blocker: Blocker, grade: BlockerGrade)? {
    for (step, reached) in zip(steps, groups) where candidate.groups.contains(reached.group) {
      return step.blockers.first.map { (step.node, $0, reached.grade) }
    }
    return nil
  }
}

extension Verdict {
  /// Takes over what hangs from a root for certain: an incident is as bad as its worst part.
  fileprivate mutating func raise(to other: Verdict) {
    guard let severity, let theirs = other.severity, theirs > severity else { return }
    self.severity = theirs
    confidence = max(confidence, min(other.confidence, .high))
    probability = max(probability, other.probability)
  }
}
