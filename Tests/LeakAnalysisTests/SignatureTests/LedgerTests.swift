import LeakAnalysis
import Testing

/// The verdict of a place, and what must not move it by more than a step.
struct LedgerTests {
  private static let orphan = """
    goroutine 77 [chan receive]:
    main.(*job).wait.func1()
    \t/app/job.go:31 +0x4d
    created by main.(*job).wait in goroutine 70
    \t/app/job.go:24 +0x7b
    """

  private static func orphans(_ times: Int, minutes: ClosedRange<Int> = 0...90) -> DumpText {
    var dump = DumpText()
    dump.add(orphan, times: times, minutes: minutes)
    return dump
  }

  @Test func `goroutines that calls left behind over the program's life are an error`() throws {
    let finding = try #require(try Self.orphans(150).findings().first)
    #expect(Summary(finding) == Summary("chan-receive-never-closed", .error, 150))
    #expect(finding.probability > 0.95 && finding.confidence == .high)
    let ledger = try #require(finding.ledger)
    #expect(ledger.entries.contains { $0.indicator == "creators-gone" && $0.weight > 0 })
    #expect(abs(ledger.probability - finding.probability) < 0.001)
  }

  @Test func `one unrelated goroutine moves no verdict by more than a step`() throws {
    for stranger in [
      "goroutine 2 [sleep]:\nmain.poll()\n\t/app/poll.go:9 +0x1d",
      "goroutine 2 [IO wait]:\nmain.serve()\n\t/app/serve.go:9 +0x1d",
      "goroutine 2 [running]:\nmain.work()\n\t/app/work.go:9 +0x1d",
    ] {
      var dump = Self.orphans(150)
      dump.add(verbatim: stranger)
      let finding = try #require(try dump.findings().first)
      #expect(finding.severity >= .warning, "\(stranger)")
    }
  }

  @Test func `more of them, or longer waits, are never quieter`() throws {
    var last = Severity.note
    for times in [10, 20, 40, 80, 160, 320, 1000] {
      let severity = try Self.orphans(times).findings().first?.severity ?? .note
      #expect(severity >= last, "\(times)")
      last = severity
    }
    last = .note
    for minutes in [1, 3, 9, 27, 81, 600] {
      let severity =
        try Self.orphans(60, minutes: 0...minutes).findings().first?.severity ?? .note
      #expect(severity >= last, "\(minutes)")
      last = severity
    }
  }

  @Test(arguments: Catalogue.builtIn.signatures.map(\.id))
  func `thresholds beyond all numbers silence a signature`(_ id: String) throws {
    var catalogue = Catalogue.builtIn
    for number in catalogue.signatures.indices {
      catalogue.signatures[number].thresholds = Thresholds(
        warning: 1_000_000, error: 1_000_000, minutes: 1_000_000)
    }
    let signature = try #require(catalogue.signature(id))
    guard let goroutine = signature.exampleGoroutines.first else { return }
    var dump = DumpText()
    dump.add(goroutine, times: 1200, minutes: 0...600)
    let loud = try DumpText.findings(in: dump.text, by: catalogue).filter {
      $0.severity > .note && $0.confidence != .proven && $0.ledger != nil
    }
    #expect(loud.map(\.signature) == [])
  }
}
