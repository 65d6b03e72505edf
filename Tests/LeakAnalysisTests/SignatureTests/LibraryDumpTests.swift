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
    withKnownIssue("not settled by the ledger yet") {
      #expect(loud == Self.loud[name])
    } when: {
      Self.unsettled.contains(name)
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

  /// Where the ledger is louder, or quieter, than it should be.
  static let unsettled: Set<String> = [
    "amqp91-conn", "etcd-client", "h-gobgp-peers", "h-grpc-conns", "kafkago-writer", "mqtt-conn",
    "redis-redigo-pool", "sarama-producer", "sarama-undrained",
  ]

  /// The warnings and errors of each file.
  static let loud: [String: [String]] = [
    "amqp91-conn": ["warning client-per-call 120"],
    "etcd-client": ["warning grpc-conn-per-call 180"],
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
    "kafkago-writer": ["warning client-per-call 60"],
    "mqtt-conn": ["warning client-per-call 300"],
    "poolhttp-mgo": ["warning client-pool-exhausted 80"],
    "poolhttp-pgx": ["warning client-pool-exhausted 80"],
    "redis-redigo-pool": ["warning client-pool-exhausted 80"],
    "sarama-producer": ["warning sarama-client-per-call 660"],
    "sarama-undrained": [
      "error chan-send-no-receiver 1590", "warning client-messages-not-drained 1",
      "warning chan-send-no-receiver 10",
    ],
    "sql-my-tx": ["warning sql-tx-not-ended 60"],
  ]

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
