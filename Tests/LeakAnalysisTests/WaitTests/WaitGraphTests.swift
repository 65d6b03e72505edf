import GoroutineDump
import Testing

@testable import LeakAnalysis

/// The wait-for graph by itself: what changes who is named, and what it costs.
struct WaitGraphTests {
  private static func context(_ text: String) throws -> AnalysisContext {
    let input = try DumpReader(threads: 1).read(bytes: Array(text.utf8), path: "dump.txt")
    let dump = try #require(input.dumps.first)
    return AnalysisContext(DumpAnalysis(dump, name: "dump.txt"), PatternIndex(Catalogue([])))
  }

  private static func waiter(
    _ id: Int, lock: String, _ method: String, _ receiver: String, line: Int, minutes: Int = 9
  ) -> String {
    """
    goroutine \(id) [sync.Mutex.Lock, \(minutes) minutes]:
    internal/sync.(*Mutex).lockSlow(\(lock))
    \t/go/src/internal/sync/mutex.go:149 +0x15d
    sync.(*Mutex).Lock(...)
    \t/go/src/sync/mutex.go:46
    bank.(*ledger).\(method)(\(receiver))
    \t/app/ledger.go:\(line) +0x4a
    created by main.main in goroutine 1
    \t/app/main.go:24 +0x7b

    """
  }

  private static func worker(
    _ id: Int, _ state: String, _ function: String, _ receiver: String, line: Int
  ) -> String {
    """
    goroutine \(id) [\(state)]:
    \(function)(\(receiver))
    \t/app/ledger.go:\(line) +0x4a
    main.serve(0x1)
    \t/app/main.go:31 +0x4a
    created by main.main in goroutine 1
    \t/app/main.go:24 +0x7b

    """
  }

  /// A method that waits for the goroutine it has started, which is in the state given.
  private static func family(_ state: String) -> String {
    """
    goroutine 30 [sync.WaitGroup.Wait, 9 minutes]:
    sync.(*WaitGroup).Wait(0x0?)
    \t/go/src/sync/waitgroup.go:118 +0x48
    bank.(*ledger).run(0xc000100000)
    \t/app/ledger.go:75 +0x65
    created by main.main in goroutine 1
    \t/app/main.go:24 +0x7b

    goroutine 31 [\(state), 9 minutes]:
    bank.(*ledger).watch(0xc000100000)
    \t/app/ledger.go:88 +0x9e
    bank.(*ledger).run.func1()
    \t/app/ledger.go:72 +0x1d
    created by bank.(*ledger).run in goroutine 30
    \t/app/ledger.go:70 +0x7b

    """
  }

  @Test(arguments: [("chan send", ["likely 30"]), ("select", []), ("chan receive", [])])
  func `a parent that waits for a child keeps it waiting only where the child sends`(
    _ state: String, _ expected: [String]
  ) throws {
    let context = try Self.context(Self.family(state))
    let child = try #require(
      context.analysis.groups.indices.first { context.analysis.groups[$0].state.name == state })
    let blockers = context.waits.blockers(of: .group(child)).map {
      "\($0.grade) \(context.analysis.dump.goroutines[$0.row ?? 0].id)"
    }
    #expect(blockers == expected)
  }

  private static let waiters = [
    waiter(20, lock: "0xc000100008", "balance", "0xc000100000", line: 22),
    waiter(21, lock: "0xc000100008", "book", "0xc000100000", line: 35, minutes: 4),
  ]

  /// Grade and id of the blockers of the most contended lock.
  private static func blockers(_ more: String...) throws -> [String] {
    let context = try context((waiters + more).joined(separator: "\n"))
    let graph = context.waits
    let first = try #require(graph.table.contended().first)
    return graph.blockers(of: .resource(first)).map {
      "\($0.grade) \(context.analysis.dump.goroutines[$0.row ?? 0].id)"
    }
  }

  @Test func `past the line on the same object is certain`() throws {
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 9 minutes", "bank.(*ledger).balance", "0xc000100000", line: 30))
        == ["certain 88"])
    // It came later than the waiters: it may have given the lock back.
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 2 minutes", "bank.(*ledger).balance", "0xc000100000", line: 30))
        == ["likely 88"])
    // Before the line it has not taken it.
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 9 minutes", "bank.(*ledger).balance", "0xc000100000", line: 20))
        == ["likely 88"])
  }

  @Test func `another method of the same object is likely, if it waits as long`() throws {
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 31 minutes", "bank.(*ledger).snapshot", "0xc000100000", line: 61))
        == ["likely 88"])
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 3 minutes", "bank.(*ledger).snapshot", "0xc000100000", line: 61))
        == ["possible 88"])
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 31 minutes", "bank.(*ledger).snapshot", "0x0?", line: 61))
        == ["likely 88"])
    // Another object has another lock.
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 31 minutes", "bank.(*ledger).snapshot", "0xc000200000", line: 61))
        == [])
  }

  @Test func `whoever carries the address of the lock is likely`() throws {
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 31 minutes", "bank.lockAll", "0xc000100008", line: 61))
        == ["likely 88"])
  }

  @Test func `of several methods of one object none is likely`() throws {
    #expect(
      try Self.blockers(
        Self.worker(88, "IO wait, 31 minutes", "bank.(*ledger).snapshot", "0xc000100000", line: 61),
        Self.worker(89, "sleep, 31 minutes", "bank.(*ledger).audit", "0xc000100000", line: 81))
        == ["possible 88", "possible 89"])
  }

  @Test func `the object's own loop at rest is no more than possible`() throws {
    let loop = """
      goroutine 88 [select, 31 minutes]:
      bank.(*ledger).run(0xc000100000)
      \t/app/ledger.go:90 +0x4a
      created by main.main in goroutine 1
      \t/app/main.go:24 +0x7b

      """
    #expect(try Self.blockers(loop) == ["possible 88"])
  }

  @Test func `a chain is followed to its end`() throws {
    let context = try Self.context(
      (Self.waiters + [
        """
        goroutine 40 [sync.Mutex.Lock, 9 minutes]:
        internal/sync.(*Mutex).lockSlow(0xc000300000)
        \t/go/src/internal/sync/mutex.go:149 +0x15d
        sync.(*Mutex).Lock(...)
        \t/go/src/sync/mutex.go:46
        disk.(*file).write(0xc000300000)
        \t/app/file.go:12 +0x4a
        bank.(*ledger).snapshot(0xc000100000)
        \t/app/ledger.go:61 +0x4a
        created by main.main in goroutine 1
        \t/app/main.go:24 +0x7b

        """,
        Self.worker(50, "IO wait, 12 minutes", "disk.(*file).sync", "0xc000300000", line: 40),
      ]).joined(separator: "\n"))
    let group = try #require(context.analysis.groups.firstIndex { $0.site?.line == 22 })
    let blocked = WaitChain(from: [group], in: context.waits).blockedBy()
    #expect(blocked.map(\.goroutine) == [50, 40])
    #expect(blocked.map(\.behind) == [3, 2])
    #expect(blocked[0].activity == "reads from a connection")
    #expect(
      blocked[1].waiting.map { "\($0.count) in \($0.operation) \($0.site.function)" } == [
        "1 in Lock bank.(*ledger).balance", "1 in Lock bank.(*ledger).book",
      ])
  }

  /// A dump of so many distinct stacks that wait for locks and channels of many objects of one type.
  private static func crowd(_ count: Int) -> String {
    (0..<count).map { number in
      let object = "0xc0\(String(0x100000 + number / 2 * 64, radix: 16))"
      return waiter(
        20 + number * 2, lock: object, "balance\(number % 7)", object, line: 22 + number)
        + "\n"
        + worker(
          21 + number * 2, "chan send, 9 minutes", "bank.(*ledger).post\(number % 5)", object,
          line: 1000 + number)
    }.joined(separator: "\n")
  }

  @Test func `twice the stacks cost twice the steps`() throws {
    func steps(_ count: Int) throws -> Int {
      let context = try Self.context(Self.crowd(count))
      let graph = context.waits
      _ = graph.rings
      for group in context.analysis.groups.indices {
        _ = WaitChain(from: [group], in: graph).blockedBy()
      }
      return graph.steps
    }
    let (one, two) = (try steps(400), try steps(800))
    #expect(one > 400)
    #expect(Double(two) / Double(one) < 2.2)
  }
}
