import GoroutineDump
import Testing

@testable import LeakAnalysis

/// Notes that rank since they are new, or have grown, since the day before.
@Suite struct NoteGrowthTests {
  /// Captures of a service on the 29th and the 30th, one of each instance, with so many noted
  /// goroutines among so many.
  private static func days(
    _ before: [(Int, Int)], _ now: [(Int, Int)],
    probability: Double = 0.4, createdBy: String = "main.start", truncated: Set<String> = [],
    severity: Severity = .note, of service: String = "pay"
  ) throws -> [[FleetRow]] {
    var rows: [[FleetRow]] = []
    for (day, captures) in [(29, before), (30, now)] {
      for (number, (noted, all)) in captures.enumerated() {
        let group = try MapRow.group(
          noted, severity: severity, probability: probability, createdBy: createdBy)
        var capture = try MapRow.rows(
          service, "i\(number)", day: day, isTruncated: truncated.contains("\(day)/i\(number)"),
          goroutines: all, group)
        if noted == 0 { capture.removeLast() }
        rows.append(capture)
      }
    }
    return rows
  }

  @Test func `a note that grew in several instances ranks, and says by how much`() throws {
    let ranking = MapRow.ranking(try Self.days([(20, 50), (0, 30)], [(50, 80), (13, 43)]))
    let leak = try #require(ranking.leaks.first)
    #expect(leak.severity == .note)
    #expect(leak.notedGrowth == 21.5)
    #expect((leak.total, leak.hitInstances, leak.isNew) == (63, 2, false))
  }

  @Test func `a note that is new in several instances ranks`() throws {
    let ranking = MapRow.ranking(
      try Self.days([(0, 7), (0, 7), (0, 7)], [(0, 7), (40, 47), (44, 51)]))
    #expect(ranking.leaks.map(\.isNew) == [true])
    #expect(ranking.leaks.map(\.notedGrowth) == [28])
  }

  @Test(
    arguments: [
      ("as large as the day before", [(500, 510), (500, 510)], [(500, 510), (500, 510)]),
      ("a fifth larger", [(100, 110), (100, 110)], [(120, 130), (120, 130)]),
      ("smaller", [(100, 110), (100, 110)], [(80, 110), (80, 110)]),
      ("grown as the load has", [(40, 140), (40, 140)], [(80, 280), (80, 280)]),
      ("new in one instance", [(0, 10), (0, 10)], [(0, 10), (90, 100)]),
      ("without a day before", [], [(90, 100), (90, 100)]),
    ] as [(String, [(Int, Int)], [(Int, Int)])])
  func `what is no more than the day before, than the load, or than a burst does not rank`(
    _ what: String, _ before: [(Int, Int)], _ now: [(Int, Int)]
  ) throws {
    let rows = try Self.days(before, now)
    #expect(MapRow.ranking(rows).leaks.isEmpty, "\(what)")
    #expect(MapRow.ranking(rows) { $0.minimumSeverity = .note }.leaks.map(\.notedGrowth) == [nil])
  }

  @Test(
    arguments: [(0.29, []), (0.3, [25])] as [(Double, [Double?])])
  func `a note ranks from a probability of three tenths`(_ probability: Double, _ growth: [Double?])
    throws
  {
    let rows = try Self.days([(20, 30), (20, 30)], [(45, 55), (45, 55)], probability: probability)
    #expect(MapRow.ranking(rows).leaks.map(\.notedGrowth) == growth)
  }

  @Test(
    arguments: [
      ("net/http.(*Server).Serve", 0), ("google.golang.org/grpc.(*Server).serveStreams", 0),
      ("net/http.(*Transport).dialConn", 1), ("example.com/net/http.(*Server).Serve", 1),
    ])
  func `goroutines that serve connections are the load itself`(_ creator: String, _ count: Int)
    throws
  {
    let rows = try Self.days(
      [(300, 304), (300, 304)], [(900, 904), (900, 904)], createdBy: creator)
    #expect(MapRow.ranking(rows).leaks.count == count)
  }

  @Test func `counts of captures that end early do not tell growth`() throws {
    let before = [(500, 510), (100, 110), (500, 510)]
    let now = [(500, 510), (500, 510), (500, 510)]
    let cut = try Self.days(before, now, truncated: ["29/i1"])
    #expect(MapRow.ranking(cut).leaks.isEmpty)
    #expect(MapRow.ranking(try Self.days(before, now)).leaks.count == 1)
    let none = try Self.days(before, now, truncated: ["29/i0", "29/i1", "29/i2"])
    #expect(MapRow.ranking(none).leaks.isEmpty, "there is nothing complete to compare with")
  }

  @Test func `what grows in most services is the load of all, but what is new in all is told`()
    throws
  {
    func fleet(_ before: Int, grown: Int) throws -> [[FleetRow]] {
      try (1...4).flatMap { number in
        let now = number <= grown ? 60 : 30
        return try Self.days(
          [(before, before + 9), (before, before + 9)],
          [(now, now + 9), (now, now + 9)], of: "s\(number)")
      }
    }
    #expect(MapRow.ranking(try fleet(30, grown: 1)).leaks.map(\.service) == ["s1"])
    #expect(MapRow.ranking(try fleet(30, grown: 2)).leaks.map(\.service) == ["s1", "s2"])
    #expect(MapRow.ranking(try fleet(30, grown: 3)).leaks.isEmpty)
    #expect(MapRow.ranking(try fleet(0, grown: 4)).leaks.map(\.isNew) == [true, true, true, true])
  }

  @Test func `a note never ranks among errors, and a warning needs no growth`() throws {
    let rows = try Self.days([(20, 30), (20, 30)], [(45, 55), (45, 55)])
    #expect(MapRow.ranking(rows) { $0.minimumSeverity = .error }.leaks.isEmpty)
    let warned = try Self.days(
      [(20, 30), (20, 30)], [(45, 55), (45, 55)], severity: .warning)
    #expect(MapRow.ranking(warned).leaks.map(\.notedGrowth) == [nil])
    #expect(MapRow.ranking(warned).leaks.map(\.growth) == [25])
  }
}
