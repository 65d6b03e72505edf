import GoroutineDump
import LeakAnalysis
import Testing

/// Who waits for whom, as it is drawn.
struct WaitMapTests {
  /// What the drawing of a dump's first finding holds.
  struct Expected: Sendable, CustomTestStringConvertible {
    var dump: String
    /// Ids or the count, what is waited in, and the line.
    var boxes: [String]
    var arrows: [String]

    var testDescription: String { dump }
  }

  static let expected = [
    Expected(
      dump: "waits/n15-once-reentrant.go1.27.debug2.txt.gz",
      boxes: ["goroutine 10 at 19", "79 in Once.Do at 19"],
      arrows: ["0 for 0, certain", "1 for 0, certain"]),
    Expected(
      dump: "waits/n17-callback-under-lock.go1.27.debug2.txt.gz",
      boxes: ["goroutine 23 at 41", "79 in Lock at 18", "29 in Lock at 48"],
      arrows: ["0 for 0, likely", "1 for 0, likely", "2 for 0, likely"]),
    Expected(
      dump: "waits/n20-group-limit-inside.go1.27.debug2.txt.gz",
      boxes: ["goroutine 235 at 16", "159 in a send at 16"],
      arrows: ["0 for 0, likely", "1 for 0, likely"]),
    Expected(
      dump: "versions/f1-mutex-held.go1.27.debug1.txt.gz",
      boxes: ["one of 1 at 30", "21 in Lock at 19"], arrows: ["1 for 0, likely"]),
    Expected(
      dump: "versions/l4-abba.go1.24.debug2.txt.gz",
      boxes: ["goroutine 23 at 22", "goroutine 22 at 22"],
      arrows: ["0 for 1, likely", "1 for 0, likely"]),
    Expected(
      dump: "waits/clickhouse-bulk-abba.debug1.txt.gz",
      boxes: ["one of 1 at 108", "one of 1 at 92", "3 in Lock at 220"],
      arrows: ["0 for 1, possible", "1 for 0, possible", "2 for 1, possible"]),
    // The root is a finding without a blocker, and what follows from it is drawn behind it.
    Expected(
      dump: "waits/badger-discard-stats.debug2.txt.gz",
      boxes: ["goroutine 126 at 1033", "2 in Lock at 1385"], arrows: ["1 for 0, certain"]),
  ]

  @Test(arguments: expected)
  func `a drawing holds those who wait and those who keep them waiting`(
    _ expected: Expected
  ) throws {
    let report = Report([try DumpText.read(fixture: expected.dump)])
    let map = try #require(report.findings.first?.waits)
    #expect(map.boxes.map(Self.text) == expected.boxes)
    #expect(map.arrows.map { "\($0.from) for \($0.to), \($0.grade)" } == expected.arrows)
    #expect(map.undrawn == 0)
  }

  @Test func `of a ring all are roots, and of a chain the last`() throws {
    let ring = try map("waits/clickhouse-bulk-abba.debug1.txt.gz")
    #expect(ring.boxes.indices.map(ring.isRoot) == [true, true, false])
    let chain = try map("waits/n17-callback-under-lock.go1.27.debug2.txt.gz")
    #expect(chain.boxes.indices.map(chain.isRoot) == [true, false, false])
  }

  @Test func `a consequence is drawn with its root only`() throws {
    let report = Report([try DumpText.read(fixture: "waits/badger-discard-stats.debug2.txt.gz")])
    #expect(report.findings[1].consequenceOf == 0)
    #expect(report.findings[1].waits == nil)
  }

  @Test func `a drawing that is shown to others tells no paths`() throws {
    let name = "waits/gocron-singleton.debug2.txt.gz"
    let report = Report([try DumpText.read(fixture: name)])
    let open = try #require(report.findings.first?.waits)
    let redacted = try #require(report.redacted().findings.first?.waits)
    #expect(open.boxes.count == 2)
    #expect(open.boxes.map(Self.text) == redacted.boxes.map(Self.text))
    #expect(redacted.boxes[0].site == report.redacted().findings[0].blockedBy[0].site)
  }

  private func map(_ fixture: String) throws -> WaitMap {
    try #require(Report([try DumpText.read(fixture: fixture)]).findings.first?.waits)
  }

  private static func text(_ box: WaitMap.Box) -> String {
    let ids = box.goroutines.map(String.init).joined(separator: ", ")
    let who =
      if !box.isHolder { "\(box.count) in \(box.operation)" } else if ids.isEmpty {
        "one of \(box.count)"
      } else { "goroutine \(ids)" }
    return "\(who) at \(box.site.line)"
  }
}
