import GoroutineDump
import Testing

/// Dumps that other people captured, or described in issue threads: every goroutine is read.
///
/// The counts are those of the headers that stand in the files. Where a count profile was cut by who
/// posted it, its stacks sum to less than it declares, and that is said.
struct CapturedDumpTests {
  @Test(arguments: [
    ("08-gobuilder-1", [21]), ("10-gobuilder-3", [131]), ("12-gobuilder-6", [39]),
    ("14-gobuilder-10", [12]), ("16-gobuilder-15", [33]), ("17-gobuilder-16", [91]),
    ("20-gobuilder-4", [1]), ("32-gostackparse-ancestors", [3]),
    ("34-gostackparse-frameselided", [1]), ("36-gostackparse-go121-createdby", [2]),
    ("38-gostackparse-waitsince", [9]), ("39-gostackparse-windows", [1]), ("41-goleak-http", [5]),
    ("42-goleak-http-tracebackancestors", [5]), ("43-gotestsum-panic-race-json", [3]),
    // A report quotes the crash of its title, then the log's own.
    ("48-gvisor-report-0", [2, 1]), ("50-gvisor-report-2", [2, 1]), ("52-gvisor-report-4", [2, 1]),
    ("53-gvisor-report-5", [2]), ("55-gvisor-report-26", [2]),
  ])
  func `captured by other projects`(_ name: String, _ counts: [Int]) throws {
    let input = try Fixture("real/\(name).txt").read()
    #expect(input.dumps.reduce(0) { $0 + $1.goroutineCount } == counts.reduce(0, +))
    #expect(input.dumps.count == counts.count)
    #expect(input.dumps.allSatisfy { !$0.isTruncated })
  }

  @Test(arguments: [
    ("r01-distribution473-transport-per-request", 1841),
    ("r04-restate141-orphan-readloop-chansend", 356),
    // The index of the files counts no header in it: they stand in one escaped line.
    ("r07-moby31639-logrus-escaped", 18),
    ("r09-caddy5205-journald-gotraceback-system", 4), ("r10-vault10456-rwmutex-rlock", 2401),
    ("r13-kuberhealthy533-streamwatcher", 620),
    // A fragment without its first line; the index counts none.
    ("r19-telegraf18413-gzip-pipe", 3998),
    ("r21-zap703-windows-log-mutex", 65), ("r22-goprocess19-syslog-hash011", 500),
    ("r24-geth2864-i386-benign-longwaits", 3), ("r25-logcourier90-go12-sigquit-middot", 8),
    ("r27-sparkoperator1570-benign-workqueue", 10),
    ("r29-netboxssot535-waitgroup-chansend-deadlock", 6), ("r31-wasm37209-console-prefix", 2),
  ])
  func `built after issue threads`(_ name: String, _ count: Int) throws {
    let input = try Fixture("reconstructed/\(name).txt").read()
    #expect(input.dumps.map(\.goroutineCount) == [count])
    #expect(input.dumps[0].problems.isEmpty)
  }

  @Test(arguments: [
    ("r02-golang16953-persistconn-debug1", 853, 871), ("r06-nhooyr231-forcelock", 2151, 2472),
    ("r14-clientgo939-dynamiccert-per-client", 3068, 5574),
    ("r16-mgo516-dial-per-call-sleep", 14130, 14238),
    ("r18-grpcgo6260-ccbalancerwrapper", 368, 390),
  ])
  func `count profiles of which a part was posted`(
    _ name: String, _ sum: Int, _ total: Int
  ) throws {
    let dump = try Fixture("reconstructed/\(name).txt").read().dumps[0]
    #expect(dump.goroutineCount == sum)
    #expect(dump.declaredTotal == total)
    #expect(dump.isTruncated)
    #expect(dump.problems.map(\.kind) == [.totalMismatch])
  }

  @Test func `a profile of threads is read, and named`() throws {
    let dump = try Fixture("real/60-godoc-legacy-threadprofile.txt").read().dumps[0]
    #expect(dump.profile == "threadcreate")
    #expect(dump.goroutineCount == 7)
    #expect(!dump.isGoroutineProfile)
  }

  @Test func `a log without a goroutine is no dump`() {
    let fixture = Fixture("real/22-gobuilder-13.txt")
    #expect(throws: DumpError.notADump(path: fixture.path, what: "other text")) {
      try fixture.read()
    }
  }
}
