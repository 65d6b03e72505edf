import GoroutineDump
import LeakAnalysis
import Testing

/// Count profiles have no wait times: only numbers and shares that no healthy program has are worth an
/// alarm, and the evidence says how to get wait times.
struct FloodTests {
  /// What is said of `count` goroutines at one place, beside as many as make `total`.
  private func findings(
    _ count: Int, of total: Int, declared: Int? = nil, _ place: String
  ) throws -> [Finding] {
    try DumpText.findings(
      in: """
        goroutine profile: total \(declared ?? total)
        \(count) @ 0x435aa0 0x44524b 0x9cd93c 0x462d51
        \(place)

        \(total - count) @ 0x435aa0 0x42d4c6 0x4c782b 0x462d51
        #\t0x42d4c5\tinternal/poll.runtime_pollWait+0x55\t/usr/local/go/src/runtime/netpoll.go:343
        #\t0x4c782a\tmain.serve+0x2c4\t/app/serve.go:199

        """)
  }

  private let queries = """
    #\t0x9cd93b\tdatabase/sql.(*DB).conn+0x7ab\t/usr/local/go/src/database/sql/sql.go:1183
    #\t0x9d0105\tmain.(*store).orders+0x65\t/app/store.go:31
    """

  /// The first finding in words, and its probability.
  private func first(_ findings: [Finding]) throws -> (summary: Summary, probability: Double) {
    let finding = try #require(findings.first)
    return (Summary(finding), finding.probability)
  }

  @Test func `who waits for a pool is the more probably stuck the more of the program it is`()
    throws
  {
    let most = try first(try findings(900, of: 1000, queries))
    #expect(most.summary == Summary("sql-pool-exhausted", .error, 900))
    #expect((0.95..<0.97).contains(most.probability))
    let large = try findings(30_633, of: 40_269, queries)
    #expect(try first(large).summary == Summary("sql-pool-exhausted", .warning, 30_633))
    #expect((0.92..<0.95).contains(try first(large).probability))
    #expect(try #require(large.first).advice.hasPrefix("this format has no wait times"))
    let quarter = try first(try findings(1100, of: 4000, queries))
    #expect(quarter.summary == Summary("sql-pool-exhausted", .warning, 1100))
    #expect((0.83..<0.9).contains(quarter.probability))
  }

  @Test func `who waits for a lock is a note unless it is most of the program`() throws {
    let place = """
      #\t0x9cd93b\tsync.runtime_SemacquireMutex+0x46\t/usr/local/go/src/runtime/sema.go:71
      #\t0x9d0105\tsync.(*Mutex).Lock+0xf6\t/usr/local/go/src/sync/mutex.go:81
      #\t0x9d0106\tmain.(*audit).add+0x65\t/app/audit.go:83
      """
    // Goroutines at work in the package may hold the lock for a moment each: no number excludes that.
    for (count, total) in [(320_510, 355_731), (900, 1000)] {
      let flood = try findings(count, of: total, place)
      #expect(try first(flood).summary == Summary("lock-pile-up", .warning, count))
      #expect((0.83..<0.88).contains(try first(flood).probability))
      #expect(try #require(flood.first).advice.hasPrefix("this format has no wait times"))
    }
    let quarter = try first(try findings(1100, of: 4000, place))
    #expect(quarter.summary == Summary("lock-pile-up", .note, 1100))
    #expect((0.35..<0.5).contains(quarter.probability))
  }

  @Test func `calls of C that hold a thread each are told with their caller`() throws {
    func findings(_ count: Int) throws -> [Finding] {
      try DumpText.findings(
        in: """
          goroutine profile: total \(count)
          \(count) @ 0x4007f8b 0x4397a61 0x4397f79 0x406a7d1
          #\t0x4397a60\tmain._Cfunc_print+0x40\t_cgo_gotypes.go:61
          #\t0x4397f78\tmain.print.func1+0x48\t/app/print.go:45

          """)
    }
    // A thread each: some hundred, and nearly all of the program, are no calls that return.
    let many = try findings(999)
    #expect(many.map(Summary.init) == [Summary("cgo-calls-stuck", .error, 999)])
    #expect(many.map(\.site?.function) == ["main.print.func1"])
    #expect(try findings(300).map(Summary.init) == [Summary("cgo-calls-stuck", .warning, 300)])
    #expect(try findings(64).isEmpty)
  }
}
