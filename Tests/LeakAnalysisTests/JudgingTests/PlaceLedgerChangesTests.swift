import GoroutineDump
import Testing

@testable import LeakAnalysis

/// What a place's ledger says would make its verdict another one.
struct PlaceLedgerChangesTests {
  /// The changes of 120 goroutines in a receive, beside others in the package that sleep.
  private func changes(
    _ thresholds: Thresholds, minutes: ClosedRange<Int> = 0...0,
    creators: DumpText.Creators = .main, atOnce: Bool = false, sleeping: Int = 0
  ) throws -> [String] {
    var signature = try #require(Catalogue.builtIn.signature("chan-receive-never-closed"))
    signature.thresholds = thresholds
    var dump = DumpText()
    if sleeping > 0 {
      dump.add(
        MeasuredPlace.goroutine("sleep", in: "main.poll", by: "main.start"), times: sleeping,
        minutes: 0...0, creators: .main, atOnce: true)
    }
    dump.add(
      MeasuredPlace.goroutine(), times: 120, minutes: minutes, creators: creators, atOnce: atOnce)
    let ledgers = Report([try dump.input()], catalogue: Catalogue([signature]))
      .ledgers("main.(*job).wait.func1", catalogue: Catalogue([signature]))
    return try #require(ledgers.first).changes
  }

  private static let limits = Thresholds(note: 5, warning: 20, error: 120)

  @Test func `an error needs no more`() throws {
    #expect(try changes(Self.limits, minutes: 0...90, creators: .gone) == [])
  }

  @Test func `a verdict needs more goroutines`() throws {
    let more = Thresholds(note: 5, warning: 121, error: 1200)
    #expect(
      try changes(more, minutes: 0...90, creators: .gone) == [
        "an error needs 1,200 goroutines (thresholds.chan-receive-never-closed)",
        "a warning needs 121 goroutines (thresholds.chan-receive-never-closed)",
      ])
  }

  @Test func `a verdict needs a higher total, and less against it`() throws {
    #expect(
      try changes(Self.limits, atOnce: true) == [
        "an error needs a probability of 0.95: a total that is 4.19 higher",
        "a warning needs a probability of 0.80: a total that is 2.63 higher",
        "without \"most were started early, and fewer since then\" the probability would be 0.58",
      ])
    #expect(
      try changes(Self.limits, atOnce: true, sleeping: 100) == [
        "an error needs a probability of 0.95: a total that is 5.90 higher",
        "a warning needs a probability of 0.80: a total that is 4.34 higher",
        "a note needs a probability of 0.10: a total that is 0.76 higher",
        "without \"most were started early, and fewer since then\" the probability would be 0.20",
      ])
  }

  @Test func `the weightiest indicator against a leak is the one without which it would be more`()
    throws
  {
    // What weighs more speaks for a leak here.
    let text = """
      goroutine profile: total 110
      100 @ 0x43e02e 0x40500d 0x404c12 0x48a002
      #\t0x48a001\tmain.f+0x1\t/app/f.go:1

      10 @ 0x48b002
      #\t0x48b001\texample.com/other.g+0x1\t/other/g.go:1

      """
    let input = try DumpReader(threads: 1).read(bytes: Array(text.utf8))
    let ledgers = Report([input]).ledgers("main.f", catalogue: .builtIn)
    #expect(
      ledgers.first?.changes.last
        == "without \"the dump shows 10 other goroutines\" the probability would be 0.68")
  }
}
