import Foundation
import GoroutineDump
import LeakAnalysis
import Testing

/// Dumps of real daemons at work, and of programs that use real libraries, wrongly or as they should.
struct LibraryDumpTests {
  @Test(arguments: Self.loud.sorted { $0.key < $1.key }.map(\.key))
  func `what is told of`(_ name: String) throws {
    let findings = Report([try DumpText.read(fixture: "libraries/\(name).debug2.txt.gz")]).findings
    let loud = findings.filter { $0.severity > .note }.map { Summary($0).description }
    withKnownIssue(
      "while a program starts, one object for each peer looks as one for each call does"
    ) {
      #expect(loud == Self.loud[name])
    } when: {
      Self.starting.contains(name)
    }
  }

  @Test(
    arguments: [
      ("poolhttp-pgx", "main.main.func1.1"), ("poolhttp-mgo", "main.main.func3.1"),
      ("redis-redigo-pool", "main.main.func3.1"),
    ])
  func `who waits for a pool is named, not the pool`(_ name: String, _ caller: String) throws {
    let findings = Report([try DumpText.read(fixture: "libraries/\(name).debug2.txt.gz")]).findings
    #expect(findings.first?.site?.function == caller)
  }

  @Test func `every library's dump is tested`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/libraries")
    #expect(Set(files) == Set(Self.loud.keys.map { $0 + ".debug2.txt.gz" }))
  }

  /// Healthy programs that had just made all that they need, one after the other, when they were dumped.
  static let starting: Set<String> = ["h-gobgp-peers", "h-grpc-conns"]

  /// The warnings and errors of each file.
  static let loud: [String: [String]] = [
    "amqp91-conn": ["warning client-per-call 120"],
    "etcd-client": ["warning grpc-conn-per-call 240"],
    "etcd-gateway-bodies-open": ["error http-response-waits-for-body 60"],
    "h-alertmanager-busy": [],
    "h-etcd-watches": [],
    "h-gobgp-peers": [],
    "h-gorilla-own": [],
    "h-grpc-conns": [],
    "h-nats-conns-busy": [],
    "h-prometheus": [],
    "h-sql-my-idle": [],
    "h-yamux-tunnels": [],
    "kafkago-writer": ["warning client-per-call 660"],
    "mqtt-conn": ["warning client-per-call 360"],
    "poolhttp-mgo": ["warning client-pool-exhausted 80"],
    "poolhttp-pgx": ["warning client-pool-exhausted 80"],
    "redis-redigo-pool": ["warning client-pool-exhausted 80"],
    "sarama-producer": ["warning sarama-client-per-call 660"],
    // The producer whose results nobody reads; 1,590 senders of the program behind it are a note.
    "sarama-undrained": [
      "warning chan-send-no-receiver 10", "warning client-messages-not-drained 1",
    ],
    "sql-my-tx": ["warning sql-tx-not-ended 60"],
  ]

  @Test
  func `senders that one loop of the program keeps starting behind a stuck producer are a note`()
    throws
  {
    let input = try DumpText.read(fixture: "libraries/sarama-undrained.debug2.txt.gz")
    let senders = try #require(Report([input]).findings.first { $0.count == 1590 })
    #expect(Summary(senders) == Summary("chan-send-no-receiver", .note, 1590))
    #expect(senders.site?.function == "main.main.func4.1")
    // The loop sleeps between two of them, and is taken for their owner.
    #expect(senders.ledger?.entries.first?.indicator == "owner-at-work")
  }

  @Test func `goleak and leaktest as go test prints them`() throws {
    let input = try DumpText.read(fixture: "format/goleak-leaktest.go1.24.gotest.json")
    #expect(input.dumps.map(\.goroutineCount) == [6, 6, 6])
    #expect(
      input.dumps.map(\.failure?.message) == [
        "pay_test.go:23: found unexpected goroutines",
        "pay_test.go:32: found unexpected goroutines",
        "leaktest.go:150: leaktest: leaked goroutine",
      ])
    let counts = Report([input]).findings.filter { $0.signature == "test-leak-check" }
    #expect(counts.reduce(0) { $0 + $1.count } == 18)
  }

  private let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures").path
}
