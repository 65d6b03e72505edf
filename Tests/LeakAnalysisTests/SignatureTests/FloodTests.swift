import GoroutineDump
import LeakAnalysis
import Testing

/// Count profiles tell no ages: only numbers that no healthy program has are worth an alarm.
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

  @Test func `a thousand that wait for a pool, and most of the program, are no burst`() throws {
    let flood = try findings(30_633, of: 40_269, queries)
    #expect(flood.map(\.signature) == ["sql-pool-exhausted"])
    withKnownIssue("judged otherwise by the ledger") {
      #expect(flood.map(\.severity) == [.error])
    }
    withKnownIssue("judged otherwise by the ledger") { () throws in
      #expect(try findings(900, of: 1000, queries).map(\.severity) == [.warning])
    }
    withKnownIssue("judged otherwise by the ledger") { () throws in
      #expect(try findings(1100, of: 4000, queries).map(\.severity) == [.warning])
    }
  }

  @Test func `a thousand behind a lock, and most of the program, are no contention`() throws {
    let place = """
      #\t0x9cd93b\tsync.runtime_SemacquireMutex+0x46\t/usr/local/go/src/runtime/sema.go:71
      #\t0x9d0105\tsync.(*Mutex).Lock+0xf6\t/usr/local/go/src/sync/mutex.go:81
      #\t0x9d0106\tmain.(*audit).add+0x65\t/app/audit.go:83
      """
    let flood = try findings(320_510, of: 355_731, place)
    #expect(flood.map(\.signature) == ["lock-pile-up"])
    withKnownIssue("judged otherwise by the ledger") {
      #expect(flood.map(\.severity) == [.error])
    }
    #expect(try findings(900, of: 1000, place).allSatisfy { $0.severity < .error })
    #expect(try findings(1100, of: 4000, place).allSatisfy { $0.severity < .error })
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
    let many = try findings(999)
    #expect(many.map(\.signature) == ["cgo-calls-stuck"])
    withKnownIssue("judged otherwise by the ledger") {
      #expect(many.map(\.severity) == [.warning])
    }
    #expect(many.map(\.site?.function) == ["main.print.func1"])
    #expect(try findings(1000).map(\.severity) == [.error])
    withKnownIssue("judged otherwise by the ledger") { () throws in
      #expect(try findings(300).map(\.severity) == [.note])
    }
    #expect(try findings(64).isEmpty)
  }
}
