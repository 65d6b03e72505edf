import Testing

@testable import LeakAnalysis

/// What the waits of a place's goroutines answer.
struct AgeIndicatorTests {
  private typealias Place = MeasuredPlace

  private func facts(
    _ state: String = "chan receive", minutes: [Int], on object: String = "", count: Int = 60
  ) throws -> PlaceFacts {
    try Place.facts {
      $0.add(
        Place.goroutine(state, on: object), ids: Place.ids(count), minutes: minutes,
        creators: Place.gone)
    }
  }

  @Test(arguments: [(0, 0.0), (5, 0.5), (10, 1), (90, 1)])
  func `long-wait: the median, up to ten minutes`(_ minutes: Int, _ expected: Double) throws {
    #expect(try facts(minutes: [minutes]).answer(.longIdle) == expected)
    #expect(try facts("chan send", minutes: [minutes]).answer(.stuckForMinutes) == expected)
  }

  @Test func `long-wait: of waits in which pools are idle`() throws {
    #expect(try facts("chan send", minutes: [30]).answer(.longIdle) == 0)
    #expect(try facts(minutes: [30]).answer(.stuckForMinutes) == 0)
    #expect(try facts(minutes: [30], on: "0xc100055000").answer(.longIdle) == 0.5)
    #expect(try facts(minutes: [30]).words(.longIdle) == "the median wait is 30 minutes")
  }

  /// Minutes down to 0, as many of each; a share of them is the oldest instead.
  private func ramp(_ oldest: Int, of count: Int) -> [Int] {
    (0..<count).map { $0 < oldest ? 99 : 99 - ($0 - oldest) * 100 / (count - oldest) }
  }

  @Test(arguments: [(0, 1.0), (30, 0.48), (45, 0)])
  func `age-ramp: as many for each minute`(_ oldest: Int, _ expected: Double) throws {
    let facts = try facts(minutes: ramp(oldest, of: 100), count: 100)
    #expect(facts.answer(.ageRamp) == expected)
  }

  @Test func `age-ramp, older-wait-longer: of readers half, and at one object half`() throws {
    let ramp = ramp(0, of: 100)
    for indicator in [Indicator.ageRamp, .olderWaitLonger] {
      #expect(try facts(minutes: ramp, count: 100).answer(indicator) == 1)
      #expect(try facts("IO wait", minutes: ramp, count: 100).answer(indicator) == 0.5)
      #expect(
        try facts(minutes: ramp, on: "0xc100055000", count: 100).answer(indicator) == 0.5)
    }
    // Two minutes are no ramp.
    #expect(try facts(minutes: [2, 1, 0]).answer(.ageRamp) == 0)
  }

  @Test func `older-wait-longer: the younger ones wait longer`() throws {
    let waits = Array(ramp(0, of: 100).reversed())
    #expect(try facts(minutes: waits, count: 100).answer(.olderWaitLonger) == 0)
    #expect(try facts(minutes: [0]).answer(.olderWaitLonger) == 0)
  }

  @Test func `one-age: of one goroutine it says nothing`() throws {
    #expect(try facts(minutes: [30], count: 1).answer(.oneAge) == 0)
    #expect(try facts(minutes: [30], count: 2).answer(.oneAge) == 1)
    #expect(
      try facts(minutes: [30]).words(.oneAge) == "nearly all have waited for about 30 minutes")
  }

  @Test func `woken: goroutines that came later have waited longer`() throws {
    func facts(_ minutes: Int, others: Int) throws -> PlaceFacts {
      try Place.facts {
        $0.add(
          Place.goroutine(), ids: Place.ids(60, to: 40_000), minutes: [minutes],
          creators: Place.gone)
        $0.add(
          Place.goroutine("select", in: "main.other"), ids: [60_000], minutes: [others],
          creators: [1])
      }
    }
    #expect(try facts(3, others: 10).answer(.woken) == 1)
    #expect(try facts(5, others: 10).answer(.woken) == 0)
    #expect(
      try facts(3, others: 10).words(.woken)
        == "goroutines started later have waited longer: these have run in between")
  }

  @Test func `woken: none has waited, and their ids are old`() throws {
    func facts(to last: Int) throws -> PlaceFacts {
      try Place.facts {
        $0.add(Place.goroutine("select", in: "main.old"), ids: [9], minutes: [90], creators: [1])
        $0.add(Place.goroutine(), ids: Place.ids(60, to: last), creators: Place.gone)
      }
    }
    #expect(try facts(to: 50_000).answer(.woken) == 0.7)
    #expect(
      try facts(to: 50_000).words(.woken)
        == "none has waited for a minute, although their ids suggest that they are older: "
        + "something wakes them")
  }

  @Test func `a count profile tells no waits`() throws {
    let facts = try Place.facts(
      """
      goroutine profile: total 60
      60 @ 0x43e02e 0x40500d 0x404c12 0x48a002
      #\t0x48a001\tmain.f+0x1\t/src/f.go:1

      """)
    for indicator in Indicator.ages + Indicator.arrivals {
      #expect(facts.answer(indicator) == 0, "\(indicator.id)")
    }
  }

  @Test func `of more goroutines than were measured nothing is said of all`() throws {
    var old = try facts(minutes: [30])
    #expect(old.words(.stuckForMinutes) == "the median wait is 30 minutes")
    #expect(old.words(.oneAge) == "nearly all have waited for about 30 minutes")
    old.spokenOf = old.count + 1
    #expect(old.words(.stuckForMinutes) == "the median wait of 60 of them is 30 minutes")
    #expect(old.words(.oneAge) == "many have waited for about 30 minutes")
    var young = try facts(minutes: [0])
    #expect(
      young.words(.woken)
        == "none has waited for a minute, although their ids suggest that they are older: something "
        + "wakes them")
    young.spokenOf = young.count + 1
    #expect(
      young.words(.woken)
        == "many have not waited for a minute, although their ids suggest that they are older: "
        + "something wakes them")
  }
}
