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
}
