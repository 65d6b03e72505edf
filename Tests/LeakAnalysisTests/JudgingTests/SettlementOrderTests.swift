import Testing

@testable import LeakAnalysis

/// Which of some candidates are told of a dump's goroutines, and in which order.
struct SettlementOrderTests {
  /// A dump with so many goroutines at each of some functions, a group each.
  private func context(_ counts: [Int]) throws -> AnalysisContext {
    var dump = DumpText()
    for (number, count) in counts.enumerated() {
      dump.add(
        MeasuredPlace.goroutine(in: "main.f\(number)"), times: count, minutes: 0...0)
    }
    return try MeasuredPlace.context(dump.text)
  }

  /// A candidate for groups, judged by a ledger unless it is stated.
  private func candidate(
    _ signature: Int, _ groups: [Int], of context: AnalysisContext, _ severity: Severity,
    _ probability: Double = 0.9, isProven: Bool = false, isStated: Bool = false,
    explains: Bool = true, isSpecific: Bool = false
  ) throws -> Candidate {
    let places = ParkedPlace.all(of: context.analysis, context.kinds)
    let facts = PlaceFacts(places[0], context, DumpFacts(context, places))
    var verdict = Verdict(
      stated: isProven ? .proven : .medium, by: try #require(Catalogue.builtIn.signatures.first))
    verdict.severity = severity
    verdict.probability = probability
    return Candidate(
      signature: signature, sighting: Sighting(groups: groups, explains: explains),
      groups: groups, count: context.count(of: groups),
      ledger: isStated ? nil : Ledger(of: facts, known: nil), verdict: verdict,
      isSpecific: isSpecific)
  }

  /// The signatures of what is told, in order.
  private func told(_ candidates: [Candidate], _ context: AnalysisContext) -> [Int] {
    Settlement(candidates, context).accepted.map(\.signature)
  }

  @Test func `of goroutines that another one speaks of, more than half must be left`() throws {
    let context = try context([1, 1, 1, 1, 1])
    func left(_ groups: [Int]) throws -> [[Int]] {
      let worse = try candidate(1, [0, 1], of: context, .error)
      let other = try candidate(0, groups, of: context, .warning)
      return Settlement([worse, other], context).accepted.dropFirst().map(\.groups)
    }
    #expect(try left([0, 1, 2, 3]) == [])
    #expect(try left([0, 1, 2, 3, 4]) == [[2, 3, 4]])
    // How a program ended can be told without any goroutine.
    let ended = try candidate(0, [], of: context, .warning, isStated: true)
    #expect(told([ended], context) == [0])
  }

  @Test func `three places that are only worth a look are told`() throws {
    let context = try context([9, 8, 7, 6, 5, 4])
    var candidates = try (0..<4).map { try candidate($0, [$0], of: context, .note) }
    #expect(told(candidates, context) == [0, 1, 2])
    // Warnings, and what the dump states, are none of the three.
    candidates.append(try candidate(4, [4], of: context, .warning))
    candidates.append(try candidate(5, [5], of: context, .note, isStated: true))
    #expect(told(candidates, context) == [4, 5, 0, 1, 2])
  }

  @Test func `a note on goroutines of which the dump says how they ended is not told`() throws {
    let context = try context([2, 2])
    let ended = try candidate(0, [0], of: context, .note, isStated: true, explains: false)
    func told(_ groups: [Int], _ severity: Severity) throws -> [Int] {
      self.told([ended, try candidate(1, groups, of: context, severity)], context)
    }
    #expect(try told([0], .note) == [0])
    #expect(try told([1], .note) == [0, 1])
    #expect(try told([0, 1], .note) == [0, 1])
    #expect(try told([0], .warning) == [1, 0])
  }

  /// The one of two candidates for the same goroutines that is told, whichever is given first.
  private func speaker(_ one: Candidate, _ other: Candidate, _ context: AnalysisContext) -> [Int] {
    let told = told([one, other], context)
    #expect(self.told([other, one], context) == told)
    return told
  }

  @Test func `a proof speaks before what warns, and the worse verdict before the milder`() throws {
    let context = try context([9])
    let proof = try candidate(3, [0], of: context, .note, isProven: true, isStated: true)
    let known = try candidate(2, [0], of: context, .warning, isSpecific: true)
    let error = try candidate(1, [0], of: context, .error)
    let warning = try candidate(0, [0], of: context, .warning)
    #expect(speaker(proof, known, context) == [3])
    #expect(speaker(known, error, context) == [2])
    #expect(speaker(error, warning, context) == [1])
  }

  @Test func `who knows the goroutines speaks before a general signature of the same severity`()
    throws
  {
    let context = try context([9])
    let known = try candidate(1, [0], of: context, .note, 0.3, isSpecific: true)
    let general = try candidate(0, [0], of: context, .note, 0.5)
    #expect(speaker(known, general, context) == [1])
  }

  @Test func `of as many goroutines, less than a hundredth decides nothing`() throws {
    let context = try context([1, 1])
    func speaker(_ probability: Double, _ other: Int = 1, _ groups: [Int] = [0]) throws -> [Int] {
      self.speaker(
        try candidate(0, [0], of: context, .warning, 0.9),
        try candidate(other, groups, of: context, .warning, probability), context)
    }
    #expect(try speaker(0.909) == [0])
    #expect(try speaker(0.915) == [1])
    // Of more goroutines it does: here of two, which outweighs the lower probability.
    #expect(try speaker(0.85, 1, [0, 1]) == [1])
    // And it does between two sightings of one signature.
    let told = [0.9, 0.905].map { try? candidate(0, [0], of: context, .warning, $0) }
    let findings = Settlement(told.compactMap(\.self), context).accepted
    #expect(findings.map(\.verdict.probability) == [0.905])
  }

  @Test func `the order of a report`() throws {
    let context = try context([1, 1, 1, 1, 1, 1])
    let order = [
      try candidate(5, [0], of: context, .error, 0.5),
      try candidate(4, [1], of: context, .warning, 0.6, isProven: true, isStated: true),
      try candidate(3, [2], of: context, .warning, 0.6, isStated: true),
      try candidate(2, [3], of: context, .warning, 0.8),
      try candidate(0, [4], of: context, .warning, 0.7),
      try candidate(1, [5], of: context, .warning, 0.7),
    ]
    #expect(told(order, context) == [5, 4, 3, 2, 0, 1])
    #expect(told(order.reversed(), context) == [5, 4, 3, 2, 0, 1])
  }

  @Test func `of equals the longer wait and the name decide`() throws {
    var dump = DumpText()
    dump.add(MeasuredPlace.goroutine(in: "main.b"), times: 1, minutes: 0...0)
    dump.add(MeasuredPlace.goroutine(in: "main.a"), times: 1, minutes: 0...0)
    dump.add(MeasuredPlace.goroutine(in: "main.c"), times: 1, minutes: 5...5)
    let context = try MeasuredPlace.context(dump.text)
    let sites = context.analysis.groups.indices.compactMap { context.site(of: $0)?.function }
    let groups = try ["main.c", "main.a", "main.b"].map { try #require(sites.firstIndex(of: $0)) }
    let candidates = try groups.map { try candidate(0, [$0], of: context, .warning) }
    #expect(
      Settlement(candidates.reversed(), context).accepted.map(\.groups) == groups.map { [$0] })
  }

  /// What is at stake: the probability, and the goroutines by powers of ten.
  @Test(arguments: [
    // A thousand outweigh one that is a good deal more probable, ten do not.
    (1, 0.5, 1000, 0.35, [1, 0]), (1, 0.5, 10, 0.35, [0, 1]),
    // One more does where they are nearly as probable.
    (1, 0.5, 2, 0.48, [1, 0]),
  ])
  func `more goroutines are worse`(
    _ count: Int, _ probability: Double, _ others: Int, _ other: Double, _ order: [Int]
  ) throws {
    let context = try context([count, others])
    let groups = context.analysis.groups
    let first = try #require(groups.indices.first { groups[$0].count == count })
    let second = try #require(groups.indices.first { groups[$0].count == others })
    #expect(
      told(
        [
          try candidate(0, [first], of: context, .warning, probability),
          try candidate(1, [second], of: context, .warning, other),
        ], context) == order)
  }
}
