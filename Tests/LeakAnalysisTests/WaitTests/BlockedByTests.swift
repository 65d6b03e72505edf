import GoroutineDump
import LeakAnalysis
import Testing

/// Who keeps whom waiting, in dumps of real programs and rebuilt ones, in each format.
struct BlockedByTests {
  /// What a dump must say of the first blocker of its first finding.
  struct Expected: Sendable, CustomTestStringConvertible {
    var dump: String
    var signature: String
    /// Id, function that has it, site's line, grade, how many wait behind.
    var root: String

    var testDescription: String { dump }
  }

  static let expected = [
    Expected(
      dump: "versions/f1-mutex-held.go1.19.debug2.txt.gz", signature: "lock-pile-up",
      root: "23 journal.(*Journal).Post 30 certain 21"),
    Expected(
      dump: "versions/f1-mutex-held.go1.21.debug2.txt.gz", signature: "lock-pile-up",
      root: "21 journal.(*Journal).Post 30 certain 21"),
    Expected(
      dump: "versions/f1-mutex-held.go1.27.debug1.txt.gz", signature: "lock-pile-up",
      root: "0 journal.(*Journal).Post 30 likely 21"),
    Expected(
      dump: "versions/l4-abba.go1.27.debug2.txt.gz", signature: "lock-cycle",
      root: "4 main.transfer 22 likely 2"),
    Expected(
      dump: "versions/l4-abba.go1.19.debug2.txt.gz", signature: "lock-cycle",
      root: "22 main.transfer 22 likely 2"),
    Expected(
      dump: "versions/l4-abba.go1.24.debug2.txt.gz", signature: "lock-cycle",
      root: "23 main.transfer 22 likely 2"),
    Expected(
      dump: "versions/l4-abba.go1.27.debug1.txt.gz", signature: "lock-pile-up",
      root: "0 main.transfer 22 possible 2"),
    Expected(
      dump: "versions/l4-abba.go1.19.debug1.txt.gz", signature: "lock-pile-up",
      root: "0 main.transfer 22 possible 2"),
    Expected(
      dump: "versions/f1-mutex-held.go1.27.debug2.txt.gz", signature: "lock-pile-up",
      root: "21 journal.(*Journal).Post 30 certain 21"),
    Expected(
      dump: "versions/f1-mutex-held.go1.19.debug1.txt.gz", signature: "lock-pile-up",
      root: "0 journal.(*Journal).Post 30 likely 21"),
    Expected(
      dump: "versions/j1-sql-pool-exhausted.go1.27.debug2.txt.gz", signature: "sql-pool-exhausted",
      root: "22 http.(*conn).serve 2193 likely 23"),
    Expected(
      dump: "waits/n15-once-reentrant.go1.27.debug2.txt.gz", signature: "self-deadlock",
      root: "10 sync.(*Once).doSlow 19 certain 79"),
    Expected(
      dump: "waits/n15-once-reentrant.go1.27.debug1.txt.gz", signature: "self-deadlock",
      root: "0 sync.(*Once).doSlow 19 certain 79"),
    Expected(
      dump: "waits/n17-callback-under-lock.go1.27.debug2.txt.gz", signature: "self-deadlock",
      root: "23 registry.(*Registry).Set 41 likely 108"),
    Expected(
      dump: "waits/n17-callback-under-lock.go1.27.debug1.txt.gz", signature: "self-deadlock",
      root: "0 registry.(*Registry).emit 41 possible 108"),
    Expected(
      dump: "waits/n20-group-limit-inside.go1.27.debug2.txt.gz",
      signature: "chan-send-no-receiver", root: "235 group.(*Group).Go 16 likely 159"),
    Expected(
      dump: "waits/n20-group-limit-inside.go1.27.debug1.txt.gz",
      signature: "chan-send-no-receiver", root: "0 group.(*Group).Go 16 likely 159"),
    Expected(
      dump: "waits/badger-discard-stats.debug2.txt.gz", signature: "waitgroup-never-done",
      root: ""),
    Expected(
      dump: "waits/grpc-enter-idle.debug2.txt.gz", signature: "lock-cycle",
      root: "41 grpc.(*ccResolverWrapper).NewAddress.func1 829 likely 2"),
    Expected(
      dump: "waits/hub-rlock-lock.debug2.txt.gz", signature: "self-deadlock",
      root: "211 ws.(*Hub).BroadcastToWorkflow 89 certain 64"),
    Expected(
      dump: "waits/hub-rlock-lock.debug1.txt.gz", signature: "self-deadlock",
      root: "0 ws.(*Hub).BroadcastToWorkflow 89 likely 64"),
    Expected(
      dump: "waits/gocron-singleton.debug2.txt.gz", signature: "singleflight-stuck",
      root: "31 singleflight.(*Group).Do 77 likely 57"),
    Expected(
      dump: "waits/gocron-singleton.debug1.txt.gz", signature: "singleflight-stuck",
      root: "0 singleflight.(*Group).Do 77 likely 57"),
    Expected(
      dump: "waits/clickhouse-bulk-abba.debug2.txt.gz", signature: "lock-cycle",
      root: "20 main.(*Clickhouse).Dump 92 likely 5"),
    Expected(
      dump: "waits/thanos-rlock-twice.debug2.txt.gz", signature: "self-deadlock",
      root: "44 query.(*endpointRef).HasStoreAPI 612 certain 89"),
    Expected(
      dump: "waits/channel-as-semaphore.txt.gz", signature: "chan-send-no-receiver",
      root: "23 crawl.(*backend).Do 181 likely 2"),
  ]

  @Test(arguments: expected)
  func `the first finding names who keeps its goroutines waiting`(_ expected: Expected) throws {
    let report = Report([try DumpText.read(fixture: expected.dump)])
    let first = try #require(report.findings.first)
    #expect(first.signature == expected.signature)
    let root = first.blockedBy.first.map { blocker in
      let function = blocker.holder.function.split(separator: "/").last ?? ""
      return
        "\(blocker.goroutine) \(function) \(blocker.site.line) \(blocker.grade) \(blocker.behind)"
    }
    #expect(root ?? "" == expected.root)
  }

  @Test func `a holder without a blocker of its own is told with those behind it`() throws {
    // A compaction waits for a WaitGroup with a lock held, for which two others wait.
    let report = Report([try DumpText.read(fixture: "waits/badger-discard-stats.debug2.txt.gz")])
    let first = try #require(report.findings.first)
    #expect(first.count == 1)
    #expect(
      first.evidence.contains(
        "; goroutine 126 keeps 2 others waiting, inside github.com/dgraph-io/badger.(*valueLog)"
          + ".updateDiscardStats at value.go:1399 (same *valueLog, has passed value.go:1385, has waited as long)"
      ))
    let behind = try #require(report.findings.first { $0.signature == "lock-pile-up" })
    #expect(behind.consequenceOf == 0)
    #expect(behind.number == 1)
  }

  @Test func `a sender and a receiver of one object wait for each other`() throws {
    let report = Report([try DumpText.read(fixture: "waits/mutual-wait-same-object.txt.gz")])
    let first = try #require(report.findings.first)
    #expect(first.signature == "lock-cycle")
    #expect(first.title == "goroutines waiting for each other")
    #expect(Set(first.blockedBy.map(\.goroutine)) == [638, 639])
  }

  @Test func `whoever runs the function of a Once keeps the others waiting`() throws {
    let report = Report([try DumpText.read(fixture: "waits/once-holder-in-sight.txt.gz")])
    let finding = try #require(report.findings.first { !$0.blockedBy.isEmpty })
    #expect(finding.title == "a goroutine waiting for a sync.Once")
    let blocker = try #require(finding.blockedBy.first)
    #expect(blocker.goroutine == 102)
    #expect(blocker.grade == .certain)
    #expect(blocker.reason == "runs the function of the sync.Once, has not waited as long")
    // The other lock has nothing to do with it.
    #expect(report.findings.count { $0.blockedBy.isEmpty } == 1)
  }

  @Test func `of one semaphore the waiters are added up over all places`() throws {
    let report = Report([try DumpText.read(fixture: "waits/one-semaphore-many-sites.txt.gz")])
    let first = try #require(report.findings.first)
    #expect(first.signature == "semaphore-starved")
    #expect(first.count == 6)
    #expect(first.site?.function == "app/kv.(*DB).BeginRo")
  }

  @Test func `nobody is named where only the waiters are seen`() throws {
    let report = Report([
      try DumpText.read(fixture: "reconstructed/r07-moby31639-logrus-escaped.txt")
    ])
    #expect(report.findings.flatMap(\.blockedBy) == [])
  }
}
