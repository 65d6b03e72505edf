import GoroutineDump
import LeakAnalysis
import Testing

/// A new version of Go, or another form of the dump, makes no new groups.
@Suite struct FingerprintVersionTests {
  private static let cases = [
    "b1-transport-per-request", "f1-mutex-held", "h-misc-daemon", "j1-sql-pool-exhausted",
    "l4-abba",
  ]

  @Test(arguments: cases)
  func `the same program has the same fingerprints from Go 1.19 to 1.27`(_ name: String) throws {
    let dumps = try Capture.names("versions", name).map { try Capture.fixture($0) }
    #expect(dumps.count >= 4)
    let expected = Self.fingerprints(of: dumps[0])
    #expect(!expected.isEmpty)
    for dump in dumps {
      #expect(Self.fingerprints(of: dump) == expected, "\(dump.name)")
    }
  }

  @Test(arguments: cases)
  func `a baseline of Go 1.19 holds for the same number of goroutines of Go 1.27`(_ name: String)
    throws
  {
    let names = try Capture.names("versions", name)
    let old = try #require(names.first { $0.contains("go1.19.debug2") })
    let new = try #require(names.first { $0.contains("go1.27.debug2") })
    let baseline = Baseline(accepting: [try Capture.fixture(old)])
    let report = Report([try Capture.fixtureInput(new)])
    var configuration = GateConfiguration()
    configuration.failOn = Setting(.note)
    let verdict = try GateVerdict(report, configuration: configuration, baseline: baseline)
    #expect(verdict.outcome == .passed)
    #expect(verdict.resolved.isEmpty)
  }

  /// The fingerprints of a dump, without the request that took it: its goroutines are caught at
  /// whatever they do.
  private static func fingerprints(of dump: DumpAnalysis) -> Set<Fingerprint> {
    Set(
      Population(dump).members.filter { member in
        let site = member.site?.function ?? ""
        return !member.isTransient && !site.hasPrefix("net/http.(*connReader)")
          && site != "net/http.(*conn).serve"
      }.map(\.fingerprint))
  }
}
