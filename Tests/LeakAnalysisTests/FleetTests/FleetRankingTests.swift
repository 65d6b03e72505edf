import GoroutineDump
import Testing

@testable import LeakAnalysis

/// Which service leaks where.
@Suite struct FleetRankingTests {
  @Test func `counts are squared over all instances, not only those hit`() throws {
    let ranking = MapRow.ranking([
      try MapRow.rows("pay", "p1", day: 30, MapRow.group(300, wait: 10)),
      try MapRow.rows("pay", "p2", day: 30, MapRow.group(400, wait: 31)),
      try MapRow.rows("pay", "p3", day: 30), try MapRow.rows("pay", "p4", day: 30),
    ])
    let leak = try #require(ranking.leaks.first)
    #expect(ranking.leaks.count == 1)
    #expect(leak.rms == 250)
    #expect((leak.hitInstances, leak.instances) == (2, 4))
    #expect((leak.peak, leak.peakInstance, leak.total) == (400, "p2", 700))
    #expect(leak.peakCapture == "pay/p2/30-8.txt")
    #expect((leak.waitMedian, leak.waitMax) == (20.5, 31))
    #expect(leak.instancesBefore == nil && !leak.isNew && leak.growth == nil)
  }

  @Test func `many in a few instances and few in many are told apart by their squares`() throws {
    let ranking = MapRow.ranking(
      try (1...4).map { number in
        try MapRow.rows("even", "e\(number)", day: 30, MapRow.group(60))
      }
        + (1...4).map { number in
          try MapRow.rows(
            "spiky", "s\(number)", day: 30,
            MapRow.group(
              number == 1 ? 200 : 0, signature: number == 1 ? "sql-rows-not-closed" : nil)
          )
        })
    #expect(ranking.leaks.map(\.service) == ["spiky", "even"])
    #expect(ranking.leaks.map(\.rms) == [100, 60])
  }

  @Test func `what no finding speaks of is not ranked, however large`() throws {
    let rows = [
      try MapRow.rows(
        "pool", "p1", day: 30, MapRow.group(90_000, "work", signature: nil),
        MapRow.group(12, "note", severity: .note), MapRow.group(5, "leak", severity: .warning))
    ]
    #expect(MapRow.ranking(rows).leaks.map(\.site.function) == ["main.leak"])
    let all = MapRow.ranking(rows) { $0.minimumSeverity = .note }
    #expect(all.leaks.map(\.site.function) == ["main.note", "main.leak"])
    let few = MapRow.ranking(rows) { $0.minimumSeverity = .error }
    #expect(few.leaks.isEmpty)
  }

  @Test func `of an instance the newest capture of the day counts, and failed ones do not`() throws
  {
    let ranking = MapRow.ranking([
      try MapRow.rows("pay", "p1", day: 30, hour: 9, MapRow.group(7)),
      try MapRow.rows("pay", "p1", day: 30, hour: 8, MapRow.group(900)),
      [try MapRow.capture("pay", "p1", day: 30, hour: 11, isReadable: false)],
      [try MapRow.capture("pay", "p2", day: 30, isReadable: false)],
    ])
    #expect(ranking.leaks.map(\.total) == [7])
    #expect(ranking.leaks.map(\.instances) == [1])
    #expect((ranking.captures, ranking.failedCaptures) == (4, 2))
    #expect(
      ranking.failures.first
        == Fleet.Failure(
          service: "pay", capture: "pay/p1/30-11.txt", problem: "is empty"))
  }

  @Test func `growth is by fingerprint and instance, whatever was found the day before`() throws {
    let ranking = MapRow.ranking([
      // The day before yesterday is not looked at.
      try MapRow.rows("pay", "p1", day: 27, MapRow.group(5000)),
      // One of two instances had the goroutines already, under the thresholds.
      try MapRow.rows("pay", "p1", day: 28, MapRow.group(20, signature: nil)),
      try MapRow.rows("pay", "p2", day: 28),
      try MapRow.rows("pay", "p1", day: 30, MapRow.group(50, line: 23)),
      try MapRow.rows(
        "pay", "p2", day: 30, MapRow.group(70),
        MapRow.group(30, "fresh", fingerprint: "00000000000b")),
    ])
    #expect(ranking.day == "2026-11-30")
    let leak = try #require(ranking.leaks.first)
    #expect((leak.total, leak.totalBefore, leak.instancesBefore) == (120, 20, 2))
    #expect(leak.growth == 50)
    #expect(!leak.isNew)
    #expect(leak.site.line == 22, "the largest group shows the place")
    let fresh = try #require(ranking.leaks.last)
    #expect(fresh.isNew)
    #expect((fresh.totalBefore, fresh.growth) == (nil, 15))
  }

  @Test func `a day can be named, and what came later is not looked at`() throws {
    let rows = [
      try MapRow.rows("pay", "p1", day: 28, MapRow.group(20)),
      try MapRow.rows("pay", "p1", day: 29, MapRow.group(30)),
      try MapRow.rows("pay", "p1", day: 30, MapRow.group(40)),
    ]
    let ranking = MapRow.ranking(rows) { $0.day = "2026-11-29" }
    #expect(ranking.leaks.map(\.total) == [30])
    #expect(ranking.leaks.map(\.totalBefore) == [20])
    #expect(MapRow.ranking(rows) { $0.day = "2026-11-20" }.leaks.isEmpty)
  }

  @Test func `captures without a time are ranked where none has one`() throws {
    let undated = [try MapRow.rows("pay", "p1", day: nil, MapRow.group(20))]
    let ranking = MapRow.ranking(undated)
    #expect(ranking.day == "")
    #expect(ranking.leaks.map(\.total) == [20])
    let mixed = MapRow.ranking(
      undated + [try MapRow.rows("pay", "p1", day: 30, MapRow.group(30))])
    #expect(mixed.leaks.map(\.total) == [30])
    #expect(mixed.leaks.map(\.instancesBefore) == [nil])
    #expect(mixed.undatedCaptures == 1)
  }

  @Test func `small peaks and known findings are left out`() throws {
    let rows = [
      try MapRow.rows("pay-eu", "p1", day: 30, MapRow.group(20)),
      try MapRow.rows("search", "s1", day: 30, MapRow.group(30)),
    ]
    let large = MapRow.ranking(rows) { $0.minimumPeak = 30 }
    #expect(large.leaks.map(\.service) == ["search"])
    #expect(large.knownBenign == 0)
    let list = try KnownBenign("# comment\n\npay-*\tchan-send-*  main.leak\n")
    let known = MapRow.ranking(rows) { $0.knownBenign = list }
    #expect(known.leaks.map(\.service) == ["search"])
    #expect(known.knownBenign == 1)
  }

  @Test func `equal findings are in the order of their names' bytes`() throws {
    let ranking = MapRow.ranking([
      try MapRow.rows("zeta", "1", day: 30, MapRow.group(20)),
      try MapRow.rows("Ärger", "1", day: 30, MapRow.group(20)),
      try MapRow.rows("alpha", "1", day: 30, MapRow.group(20, "b"), MapRow.group(20, "a")),
    ])
    #expect(ranking.leaks.map(\.service) == ["alpha", "alpha", "zeta", "Ärger"])
    #expect(ranking.leaks.prefix(2).map(\.site.function) == ["main.a", "main.b"])
  }

  @Test(
    arguments: [
      ("pay chan-send-no-receiver main.(*hub).run", "main.(*hub).run", true),
      ("pay * main.(*hub).*", "main.(*hub).run", true),
      ("p?y * *", "main.(*hub).run", false), ("PAY * *", "main.(*hub).run", false),
      ("pay * main", "main.(*hub).run", false), ("ay * *", "main.(*hub).run", false),
    ])
  func `a star is any text, all else is itself`(_ line: String, _ site: String, _ isKnown: Bool)
    throws
  {
    let list = try KnownBenign(line)
    #expect(
      list.contains(service: "pay", signature: "chan-send-no-receiver", site: site) == isKnown)
  }

  @Test func `a line without three words is an error with its number`() {
    #expect(
      throws: KnownBenignError(
        description: "line 2: expected SERVICE SIGNATURE SITE, found 2 words")
    ) { try KnownBenign("a b c\npay main.leak\n") }
  }
}
