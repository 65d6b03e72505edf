import GoroutineDump
import LeakAnalysis
import Testing

@Suite struct ComparisonTests {
  @Test func `it tells new, grown, shrunk, gone and steady groups`() throws {
    let before = try Capture.analysis(
      Capture.main + Capture.goroutines(10, "main.grows")
        + Capture.goroutines(9, "main.shrinks", from: 300)
        + Capture.goroutines(3, "main.goes", from: 400))
    let after = try Capture.analysis(
      Capture.main + Capture.goroutines(25, "main.grows")
        + Capture.goroutines(4, "main.shrinks", from: 300)
        + Capture.goroutines(2, "main.comes", from: 500))
    let comparison = Comparison(before, after, minutes: 5)
    let changes = comparison.entries.map { "\($0.member.site?.function ?? "") \($0.change)" }
    #expect(
      changes == [
        "main.grows grown", "main.comes new", "main.main steady", "main.goes gone",
        "main.shrinks shrunk",
      ])
    #expect(comparison.entries[0].stayed == 10)
    #expect(comparison.rate(of: comparison.entries[0].growth) == 3)
    #expect(comparison.stayed == 15)
    #expect(comparison.hasGrowth)
    #expect(!Comparison(after, before).hasGrowth)
  }

  @Test func `a few more are no growth`() throws {
    let before = try Capture.analysis(Capture.goroutines(100, "main.work"))
    let after = try Capture.analysis(Capture.goroutines(119, "main.work"))
    #expect(!Comparison(before, after).hasGrowth)
    #expect(Comparison(before, after, rule: GrowthRule(percent: 10, floor: 10)).hasGrowth)
  }
}

@Suite struct CaptureTimeTests {
  @Test(arguments: [
    ("goroutine-20261121T084226.txt", 1_795_250_546),
    ("a/2026-11-21_08.42.26/dump.txt", nil),
    ("2026-11-21T08:42:26Z.txt", 1_795_250_546),
    ("2026-11-21-0842.txt", 1_795_250_520),
    ("pod-7-1795250546.txt", 1_795_250_546),
    ("1795250546123.pb.gz", 1_795_250_546),
    ("t0.txt", nil), ("20261399T084226.txt", nil), ("build-1234567890123456.txt", nil),
  ])
  func `a file's name tells when it was written`(_ name: String, _ seconds: Int?) {
    #expect(CaptureTime.seconds(inName: name) == seconds)
  }

  @Test func `times that do not rise are none`() {
    #expect(CaptureTimes(names: ["d-20261121T084226", "d-20261121T084226"]) == nil)
    #expect(CaptureTimes(names: ["d-20261121T084226", "d-20261121T084326"])?.minutes == 1)
    #expect(CaptureTimes(names: ["t0", "t1"]) == nil)
  }
}
