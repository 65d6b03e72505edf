import Testing

@testable import LeakAnalysis

/// What the ids of a place's goroutines answer, among 100,000 that were ever started.
struct ArrivalIndicatorTests {
  private typealias Place = MeasuredPlace

  private func facts(
    _ ids: [Int], _ state: String = "chan receive", on object: String = "", minutes: [Int] = [0]
  ) throws -> PlaceFacts {
    try Place.facts {
      $0.add(
        Place.goroutine(state, on: object), ids: ids, minutes: minutes, creators: Place.gone)
    }
  }

  /// A share of a thousand in the first quarter of all ids, the others evenly in the rest.
  private func early(_ share: Double) -> [Int] {
    let count = Int(share * 1000)
    return Place.ids(count, to: 25_000) + Place.ids(1000 - count, from: 25_000)
  }

  @Test(arguments: [(0.25, 1.0), (0.5, 0.5), (0.7, 0.0)])
  func `steady-arrival: about as many among any thousand ids`(_ share: Double, _ expected: Double)
    throws
  {
    #expect(try facts(early(share)).answer(.steadyArrival) == expected)
  }

  @Test(arguments: [(5, 0.0), (16, 0.51), (50, 1), (100, 1)])
  func `steady-arrival: few come evenly by chance`(_ count: Int, _ expected: Double) throws {
    #expect(try facts(Place.ids(count)).answer(.steadyArrival) == expected)
    #expect(try facts(Place.ids(count)).answer(.arrivalFromStart) == expected)
  }

  @Test
  func `steady-arrival: of young ones it says little, and of those that stopped coming nothing`()
    throws
  {
    #expect(try facts(Place.ids(60, to: 50_000)).answer(.steadyArrival) == 0)
    #expect(try facts(Place.ids(60, from: 80_000)).answer(.steadyArrival) == 0.1)
    #expect(try facts(Place.ids(60, from: 90_000)).answer(.steadyArrival) == 0.05)
  }

  @Test func `arrivals that have another reason say nothing`() throws {
    for indicator in [Indicator.steadyArrival, .arrivalFromStart] {
      #expect(try facts(Place.ids(60)).answer(indicator) == 1)
      // Parked at one moment.
      #expect(try facts(Place.ids(60), minutes: [30]).answer(indicator) == 0)
      // In runs of three: two of three neighbours follow each other.
      let runs = Place.ids(60).flatMap { [$0, $0 + 1, $0 + 2] }
      #expect(try facts(runs).answer(indicator) == 0.62)
      // At one object, as a pool.
      #expect(try facts(Place.ids(60), on: "0xc100055000").answer(indicator) == 0.5)
    }
  }

  @Test func `arrival-from-start: from the program's first goroutine on`() throws {
    #expect(try facts(Place.ids(1000)).answer(.arrivalFromStart) == 1)
    #expect(try facts(Place.ids(1000, from: 25_000)).answer(.arrivalFromStart) == 0.42)
    #expect(try facts(Place.ids(1000, from: 25_000)).answer(.steadyArrival) == 0.85)
  }

  @Test func `still-growing: as many in the newest tenth as before`() throws {
    #expect(try facts(Place.ids(60)).answer(.stillGrowing) == 1)
    #expect(try facts(Place.ids(60, to: 90_000)).answer(.stillGrowing) == 0)
    let fewer = Place.ids(57, to: 90_000) + Place.ids(3, from: 90_000)
    #expect(try facts(fewer).answer(.stillGrowing) == 0.5)
    #expect(try facts(Place.ids(60), minutes: [30]).answer(.stillGrowing) == 0)
    #expect(try facts(Place.ids(60), on: "0xc100055000").answer(.stillGrowing) == 0.5)
  }

  @Test(arguments: [(0.25, 0.0), (0.545, 0.5), (0.75, 1)])
  func `filled-up: many early, then fewer`(_ share: Double, _ expected: Double) throws {
    #expect(try facts(early(share)).answer(.filledUp) == expected)
  }

  @Test(arguments: [(85_000, 0.0), (60_000, 0.5), (30_000, 1)])
  func `settled: none was added lately`(_ last: Int, _ expected: Double) throws {
    #expect(try facts(Place.ids(1000, to: last)).answer(.settled) == expected)
  }

  @Test(arguments: [(10_000, 0.0), (40_000, 0.5), (65_000, 1)])
  func `in-flight: all were started lately`(_ first: Int, _ expected: Double) throws {
    #expect(try facts(Place.ids(1000, from: first)).answer(.inFlight) == expected)
  }

  @Test func `in-flight: by their ids`() throws {
    let young = try facts(Place.ids(100, from: 80_000))
    #expect(young.words(.inFlight) == "none is among the oldest 80% of the goroutines ever started")
  }

  /// The waits say more than the ids where they are further from the program's age.
  @Test(arguments: [(0, true), (40_000, true), (50_000, false), (60_000, false)])
  func `in-flight: none has waited for long`(_ first: Int, _ tellsWait: Bool) throws {
    let facts = try Place.facts {
      $0.add(
        Place.goroutine(), ids: Place.ids(100, from: first), minutes: [1, 2], creators: Place.gone)
      $0.add(Place.goroutine("select", in: "main.old"), ids: [9], minutes: [90], creators: [1])
    }
    #expect(facts.answer(.inFlight) == 1)
    #expect(
      facts.words(.inFlight)
        == (tellsWait
          ? "none has waited for more than 2 minutes in a program that has run for at least 1h30m"
          : "none is among the oldest \(first / 1000)% of the goroutines ever started"))
  }

  @Test func `made-at-once: their ids follow each other`() throws {
    #expect(try facts(Array(500..<560)).answer(.madeAtOnce) == 1)
    #expect(try facts(Place.ids(60)).answer(.madeAtOnce) == 0)
  }

  /// How they came excuses nobody who is stuck for minutes, and of a few it is chance.
  @Test(arguments: [Indicator.filledUp, .settled, .madeAtOnce].map(\.id))
  func `stuck goroutines, and few, are excused by no arrival`(_ id: String) throws {
    let indicator = try #require(Indicator.all.first { $0.id == id })
    let ids = Array(500..<560)
    #expect(try facts(ids).answer(indicator) == 1)
    #expect(try facts(ids, "chan send").answer(indicator) == 1)
    #expect(try facts(ids, "chan send", minutes: [30]).answer(indicator) == 0.3)
    #expect(try facts(Array(ids.prefix(4))).answer(indicator) == 0.33)
  }
}
