import LeakAnalysis
import Testing

/// Which places a question means: a function or its end, a line, a group, or all.
struct WhyQuestionTests {
  private static func ledgers(_ question: String) throws -> [PlaceLedger] {
    var dump = DumpText()
    dump.add(
      """
      goroutine 77 [chan receive]:
      example.com/pay/api.(*job).wait()
      \t/app/api/job.go:31 +0x4d
      created by example.com/pay/api.(*job).start in goroutine 70
      \t/app/api/job.go:24 +0x7b
      """, times: 60, minutes: 0...60)
    return Report([try dump.input()]).ledgers(question, catalogue: .builtIn)
  }

  @Test(arguments: [
    "example.com/pay/api.(*job).wait", "api.(*job).wait", "(*job).wait", "wait",
    "/app/api/job.go:31", "api/job.go:31", "job.go:31", "g1", "job).wait", "pay/…).wait",
  ])
  func `the place is found`(_ question: String) throws {
    let sites = try Self.ledgers(question).map(\.site.function)
    #expect(sites == ["example.com/pay/api.(*job).wait"])
  }

  @Test(arguments: [
    "", "ait", "job).waits", "…", "ob.go:31", "job.go:3", "job.go:24", "job.go", "g0", "g99",
    "main.wait",
  ])
  func `nothing is found`(_ question: String) throws {
    #expect(try Self.ledgers(question).isEmpty)
  }

  @Test func `a ledger's probability is that of its log-odds`() throws {
    let ledger = try #require(try Self.ledgers("wait").first?.ledger)
    #expect(ledger.start == 1.10)
    #expect(abs(ledger.logOdds - ledger.entries.reduce(1.10) { $0 + $1.weight }) < 1e-9)
    #expect(!ledger.entries.contains { $0.answer == 0 })
    let weights = ledger.entries.map { abs($0.weight) }
    #expect(weights == weights.sorted(by: >))
    #expect(ledger.probability > 0.5 && ledger.probability < 1)
  }
}
