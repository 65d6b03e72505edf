import LeakAnalysis
import Testing

/// Of two signatures that know the same goroutines, one speaks.
struct SettlementTests {
  /// What is told of 150 senders by a general signature and by one that knows them, which never passes
  /// a severity.
  private func findings(knowing ceiling: Severity) throws -> [Summary] {
    let general = try #require(Catalogue.builtIn.signature("chan-send-no-receiver"))
    var specific = general
    specific.id = "known-senders"
    specific.prior = 1
    specific.severity = ceiling
    let stack = """
      goroutine 77 [chan send]:
      main.(*job).send.func1()
      \t/app/job.go:31 +0x4d
      created by main.(*job).send in goroutine 70
      \t/app/job.go:24 +0x7b
      """
    var dump = DumpText()
    dump.add(stack, times: 150, minutes: 0...90)
    return try DumpText.findings(in: dump.text, by: Catalogue([specific, general]))
      .map(Summary.init)
  }

  @Test func `the one that knows them and warns, even if the other one is worse`() throws {
    #expect(try findings(knowing: .warning) == [Summary("known-senders", .warning, 150)])
  }

  @Test func `the worse one, if the one that knows them does not warn`() throws {
    #expect(try findings(knowing: .note) == [Summary("chan-send-no-receiver", .error, 150)])
  }
}
