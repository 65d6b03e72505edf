import Testing

@testable import LeakAnalysis

/// By which of its places a sighting is judged, and what its ledger holds.
struct BenchTests {
  /// Places of a dump: how many goroutines, in which state, in which function.
  private typealias Group = (count: Int, state: String, function: String)

  private func context(_ groups: [Group], _ signatures: [Signature]) throws -> AnalysisContext {
    var dump = DumpText()
    for (number, group) in groups.enumerated() {
      dump.add(
        MeasuredPlace.goroutine(group.state, in: group.function),
        ids: MeasuredPlace.ids(group.count).map { $0 + number }, creators: MeasuredPlace.gone)
    }
    return try MeasuredPlace.context(dump.text, signatures)
  }

  /// The function by whose place a sighting of `main.a`, `main.b` and `main.c` is judged.
  private func lead(_ groups: [Group], judgesEach: Bool = false) throws -> String {
    let signature = try MeasuredPlace.signature(
      seeing: { Sighting(groups: $0, judgesEach: judgesEach, strength: 0) },
      in: ["main.a", "main.b", "main.c"])
    let context = try context(groups, [signature])
    let candidates = Bench(context, Catalogue([signature])).candidates()
    let place = try #require(candidates.first?.ledger).facts.place
    return context.analysis.place(place.site).function
  }

  @Test func `the largest place decides`() throws {
    let groups: [Group] = [
      (10, "select", "main.a"), (5, "chan send", "main.b"), (4, "sync.Mutex.Lock", "main.c"),
    ]
    #expect(try lead(groups) == "main.a")
    #expect(try lead(Array(groups.prefix(2))) == "main.a")
  }

  @Test func `or the most telling one that is half as large`() throws {
    let large: Group = (100, "select", "main.a")
    #expect(try lead([large, (50, "chan send", "main.b")], judgesEach: true) == "main.b")
    #expect(try lead([large, (49, "chan send", "main.b")], judgesEach: true) == "main.a")
  }

  @Test func `of two as large, the one whose creators are gone`() throws {
    var dump = DumpText()
    let ids = MeasuredPlace.ids(10)
    dump.add(MeasuredPlace.goroutine(in: "main.a"), ids: ids, creators: [1])
    dump.add(
      MeasuredPlace.goroutine(in: "main.b"), ids: ids.map { $0 + 1 },
      creators: MeasuredPlace.gone)
    let signature = try MeasuredPlace.signature(
      seeing: { Sighting(groups: $0, strength: 0) }, in: ["main.a", "main.b"])
    let context = try MeasuredPlace.context(dump.text, [signature])
    let candidate = try #require(Bench(context, Catalogue([signature])).candidates().first)
    let place = try #require(candidate.ledger).facts.place
    #expect(context.analysis.place(place.site).function == "main.b")
    #expect(candidate.groups.count == 2)
  }

  @Test func `of equals the name decides, not the order in the dump`() throws {
    for names in [["main.a", "main.b"], ["main.b", "main.a"]] {
      let groups: [Group] = names.map { (20, "chan send", $0) }
      #expect(try lead(groups, judgesEach: true) == "main.a")
    }
  }

  @Test(arguments: [(0, 0.1), (1, 1.0), (2, 0.5), (100, 0.01)])
  func `a signature says from which wait on it counts in full`(_ minutes: Int, _ answer: Double)
    throws
  {
    var dump = DumpText()
    dump.add(
      MeasuredPlace.goroutine("chan send", in: "main.a"), ids: MeasuredPlace.ids(100),
      minutes: [1], creators: MeasuredPlace.gone)
    let signature = try MeasuredPlace.signature(
      minutes: minutes, seeing: { Sighting(groups: $0, strength: 0) }, in: ["main.a"])
    let bench = Bench(try MeasuredPlace.context(dump.text, [signature]), Catalogue([signature]))
    let ledger = try #require(bench.candidates().first?.ledger)
    #expect(ledger.entries.first { $0.indicator == "stuck-for-minutes" }?.answer == answer)
  }

  @Test func `of two signatures that say the same of a place the first is named`() throws {
    let signatures = try ["one", "two"].map {
      try MeasuredPlace.signature($0, seeing: { Sighting(groups: $0, strength: 0) }, in: ["main.a"])
    }
    let context = try context([(20, "chan send", "main.a")], signatures)
    let ledgers = Bench(context, Catalogue(signatures)).ledgers(number: 0)
    #expect(ledgers.first?.signature?.id == "one")
  }

  /// How many goroutines a finding on twenty loops of a module has, where the module has two for each
  /// object.
  private func count(_ severity: Severity, below frames: String = "") throws -> Int {
    func goroutine(_ method: String) -> String {
      MeasuredPlace.goroutine(
        in: "example.com/lib.(*Client).\(method)", by: "example.com/lib.New",
        file: "/go/pkg/mod/example.com/lib@v1.2.3/lib.go", below: frames)
    }
    var dump = DumpText()
    let ids = MeasuredPlace.ids(20)
    dump.add(goroutine("read"), ids: ids, creators: MeasuredPlace.gone)
    dump.add(goroutine("write"), ids: ids.map { $0 + 1 }, creators: MeasuredPlace.gone)
    let signature = try MeasuredPlace.signature(
      severity: severity, seeing: { Sighting(groups: $0, strength: 0) },
      in: ["example.com/lib.(*Client).read"])
    let bench = Bench(try MeasuredPlace.context(dump.text, [signature]), Catalogue([signature]))
    return try #require(bench.candidates().first).count
  }

  @Test func `a warning of a module's loops takes the other loops of its objects along`() throws {
    #expect(try count(.warning) == 40)
    #expect(try count(.note) == 20)
    // Called by the program, each is a place of its own.
    #expect(try count(.warning, below: "main.run()\n\t/app/main.go:3 +0x1\n") == 20)
  }

  private func facts(_ count: Int = 100) throws -> PlaceFacts {
    try MeasuredPlace.facts {
      $0.add(
        MeasuredPlace.goroutine("chan send"), ids: MeasuredPlace.ids(count),
        creators: MeasuredPlace.gone)
    }
  }

  @Test func `an entry weighs its answer's part of the indicator's weight`() throws {
    let ledger = Ledger(of: try facts(), known: nil)
    let mass = try #require(ledger.entries.first { $0.indicator == "mass" })
    let position = try #require(Indicator.all.firstIndex { $0.id == "mass" })
    #expect(abs(mass.answer - 0.5) < 1e-9)
    #expect(abs(mass.weight - Weights.listed.values[position] / 2) < 1e-9)
  }

  @Test(arguments: [(2.0, 0.5, 1.0), (1, 0.5, 0.5), (1, 1, 1), (2, 0, nil), (0, 0.5, nil)])
  func `a signature that knows the goroutines adds a part of its weight`(
    _ prior: Double, _ known: Double, _ weight: Double?
  ) throws {
    var facts = try facts()
    facts.known = known
    let ledger = Ledger(of: facts, known: KnownPattern(signature: "test", prior: prior))
    let entry = ledger.entries.first { $0.indicator == "known-pattern" }
    #expect(entry?.weight == weight)
    #expect(entry?.answer == (weight == nil ? nil : known))
  }
}
