import GoroutineDump
import LeakAnalysis
import Testing

/// Who has the connections of a pool for which others wait, and the other side of a child process.
struct PoolTests {
  private static func waiter(_ id: Int, minutes: Int = 5) -> String {
    """
    goroutine \(id) [select, \(minutes) minutes]:
    database/sql.(*DB).conn(0xc0000a12b0, {0x7d8c00, 0xc0000763c0}, 0x1)
    \t/go/src/database/sql/sql.go:1369 +0x425
    database/sql.(*DB).query(0xc0000a12b0, {0x7d8c00, 0xc0000763c0})
    \t/go/src/database/sql/sql.go:1759 +0x57
    main.(*store).find(0xc000010000)
    \t/app/store.go:17 +0x4a
    created by main.serve in goroutine 1
    \t/app/main.go:24 +0x7b

    """
  }

  private static func open(_ what: String, by id: Int, as own: Int) -> String {
    """
    goroutine \(own) [select, 9 minutes]:
    database/sql.(*\(what)).awaitDone(0xc00008e460)
    \t/go/src/database/sql/sql.go:3009 +0xeb
    created by database/sql.(*\(what)).initContextClose in goroutine \(id)
    \t/go/src/database/sql/sql.go:2996 +0x150

    """
  }

  private static let sender = """
    goroutine 40 [chan send, 9 minutes]:
    main.(*store).export(0xc000010000)
    \t/app/store.go:61 +0x4a
    created by main.serve in goroutine 1
    \t/app/main.go:24 +0x7b

    """

  private static func blockers(_ parts: [String]) throws -> [BlockedBy] {
    let text = parts.joined(separator: "\n")
    let input = try DumpReader(threads: 1).read(bytes: Array(text.utf8), path: "dump.txt")
    let overview = WaitOverview(DumpAnalysis(try #require(input.dumps.first), name: "dump.txt"))
    return overview.waits.first { $0.name == "pool of connections" }?.blockers ?? []
  }

  private static let waiters = (20..<32).map { waiter($0) }

  @Test func `whoever has opened a result or transaction that is still open has a connection`()
    throws
  {
    let found = try Self.blockers(
      Self.waiters + [Self.sender, Self.open("Rows", by: 40, as: 41)])
    #expect(found.map(\.goroutine) == [40])
    #expect(found.first?.grade == .likely)
    #expect(found.first?.reason == "has opened a result that is still open, has waited longer")
    #expect(found.first?.site.line == 61)
    #expect(
      try Self.blockers(Self.waiters + [Self.sender, Self.open("Tx", by: 40, as: 41)]).first?.reason
        == "has opened a transaction that is still open, has waited longer")
    // Who opened it has ended.
    #expect(
      try Self.blockers(Self.waiters + [Self.sender, Self.open("Rows", by: 39, as: 41)]).isEmpty)
  }

  @Test func `one that has a connection and waits for another one is told so`() throws {
    let found = try Self.blockers(Self.waiters + [Self.open("Tx", by: 20, as: 41)])
    #expect(found.map(\.goroutine) == [20])
    #expect(found.first?.activity == "waits for a connection of the pool")
  }

  @Test func `a query that runs uses a connection`() throws {
    let running = """
      goroutine 40 [IO wait, 9 minutes]:
      internal/poll.runtime_pollWait(0x7f5adf63c850, 0x72)
      \t/go/src/runtime/netpoll.go:351 +0x85
      net.(*conn).Read(0xc00010c0e0, {0xc000188000, 0x1000, 0x1000})
      \t/go/src/net/net.go:189 +0x45
      example.com/mysql.(*conn).readPacket(0xc0000a2000)
      \t/mod/example.com/mysql@v1.8.0/packets.go:31 +0x4a
      database/sql.(*DB).queryDC(0xc0000a12b0, {0x7d8c00, 0xc0000763c0})
      \t/go/src/database/sql/sql.go:1797 +0x57
      main.(*store).find(0xc000010000)
      \t/app/store.go:17 +0x4a
      created by main.serve in goroutine 1
      \t/app/main.go:24 +0x7b

      """
    let found = try Self.blockers(Self.waiters + [running])
    #expect(found.map(\.goroutine) == [40])
    #expect(found.first?.reason == "uses a connection, has waited longer")
  }

  @Test func `the wait for a child process is for whoever copies its output`() throws {
    let text = """
      goroutine 20 [chan receive, 9 minutes]:
      os/exec.(*Cmd).awaitGoroutines(0xc0000a2000, 0x0)
      \t/go/src/os/exec/exec.go:968 +0x4a
      os/exec.(*Cmd).Wait(0xc0000a2000)
      \t/go/src/os/exec/exec.go:933 +0x4a
      main.convert(0xc000010000)
      \t/app/convert.go:31 +0x4a
      created by main.serve in goroutine 1
      \t/app/main.go:24 +0x7b

      goroutine 21 [IO wait, 9 minutes]:
      internal/poll.runtime_pollWait(0x7f5adf63c850, 0x72)
      \t/go/src/runtime/netpoll.go:351 +0x85
      os.(*File).Read(0xc00010c0e0, {0xc000188000, 0x1000, 0x1000})
      \t/go/src/os/file.go:124 +0x45
      io.Copy({0x1, 0x2}, {0x3, 0x4})
      \t/go/src/io/io.go:387 +0x45
      os/exec.(*Cmd).writerDescriptor.func1()
      \t/go/src/os/exec/exec.go:596 +0x2c
      created by os/exec.(*Cmd).Start in goroutine 20
      \t/go/src/os/exec/exec.go:750 +0x9a5

      """
    let input = try DumpReader(threads: 1).read(bytes: Array(text.utf8), path: "dump.txt")
    let analysis = DumpAnalysis(try #require(input.dumps.first), name: "dump.txt")
    let row = try #require(
      analysis.dump.goroutines.indices.first {
        analysis.dump.goroutines[$0].id == 20
      })
    let group = try #require(analysis.groups.firstIndex { $0.state.name == "chan receive" })
    let relations = WaitOverview(analysis).relations(ofRow: row, group: group)
    #expect(relations.blockedBy.map(\.goroutine) == [21])
    #expect(relations.blockedBy.first?.reason == "started by exec.(*Cmd).Start, has waited as long")
  }
}
