import GoroutineDump
import Testing

@testable import LeakAnalysis

/// What queries find in a dump.
@Suite struct QueryTests {
  private static let dump = """
    goroutine 7 [chan send, 3 minutes]:
    main.send(0xc000012018, 0x1)
    \t/home/u/pay/send.go:22 +0x4d
    created by main.start in goroutine 1
    \t/home/u/pay/main.go:20 +0x71

    goroutine 8 [chan send, 40 minutes]:
    main.send(0xc000012018, 0x1)
    \t/home/u/pay/send.go:22 +0x4d
    created by main.start in goroutine 1
    \t/home/u/pay/main.go:20 +0x71

    goroutine 9 [select, 147 minutes, locked to thread]:
    main.watch(0xc00009a000)
    \t/home/u/pay/watch.go:5 +0x4d
    main.keep(0xc000012018)
    \t/home/u/pay/watch.go:9 +0x4d
    created by main.start in goroutine 5
    \t/home/u/pay/main.go:21 +0x71

    goroutine 1 [IO wait]:
    main.main()
    \t/home/u/pay/main.go:51 +0x10

    goroutine 30 [chan receive (leaked)]:
    main.lost()
    \t/home/u/pay/lost.go:3 +0x10
    created by main.main in goroutine 1
    \t/home/u/pay/main.go:11 +0x71

    """

  private func analysis(_ addresses: Set<UInt64> = []) throws -> DumpAnalysis {
    var reader = DumpReader(threads: 1)
    reader.wantedAddresses = addresses
    return DumpAnalysis(try reader.read(bytes: Array(Self.dump.utf8)).dumps[0], name: "dump.txt")
  }

  /// The ids of the goroutines that pass, in order.
  private func ids(_ text: String) throws -> [UInt64] {
    let query = try Query(parsing: text)
    var filter = GroupFilter()
    filter.query = query
    let list = try GoroutineList(try analysis(query.addresses), filter: filter)
    return list.entries.map(\.record.id).sorted()
  }

  @Test(arguments: [
    (#"state == "select""#, [9]),
    (#"state != "select""#, [1, 7, 8, 30]),
    (#"state =~ "^chan""#, [7, 8, 30]),
    (#"state !~ "^chan""#, [1, 9]),
    (#"top == "main.watch""#, [9]),
    (#"top.file =~ "send\.go$""#, [7, 8]),
    (#"site.line == 22"#, [7, 8]),
    (#"site.line < 10"#, [9, 30]),
    (#"entry == 'main.keep'"#, [9]),
    (#"createdBy == "main.start""#, [7, 8, 9]),
    (#"createdBy == """#, [1]),
    (#"createdBy.line == 21"#, [9]),
    (#"createdBy.goroutine == 5"#, [9]),
    (#"package == "main""#, [1, 7, 8, 9, 30]),
    ("goroutine <= 7", [1, 7]), ("count >= 2", [7, 8]), ("leaked", [30]),
    ("leaked == false and count == 1", [1, 9]), ("not leaked", [1, 7, 8, 9]),
    ("lockedToThread", [9]), ("!lockedToThread && count > 1", [7, 8]),
    ("address(0xc000012018)", [7, 8, 9]), ("address(0xc00009a000) or leaked", [9, 30]),
  ])
  func `fields of a goroutine`(_ query: String, _ expected: [UInt64]) throws {
    #expect(try ids(query) == expected)
  }

  @Test(arguments: [
    (#"any("watch.go:9$")"#, [9]), (#"any("^main\.(send|lost)$")"#, [7, 8, 30]),
    (#"any("/pay/")"#, [1, 7, 8, 9, 30]), (#"not any("pay/send")"#, [1, 9, 30]),
    (#"any("send.go:23")"#, []),
  ])
  func `any looks at functions, paths and lines`(_ query: String, _ expected: [UInt64]) throws {
    #expect(try ids(query) == expected)
  }

  @Test(arguments: [
    ("wait > 10m", [8, 9]), ("wait >= 40m", [8, 9]), ("wait < 2h27m", [1, 7, 8]),
    ("waitMinutes == 147", [9]), ("wait == 0m", [1]),
    // What is proved leaked has no minutes: neither answer is true of it.
    ("not wait > 10m", [1, 7]), ("wait < 1d or wait >= 1d", [1, 7, 8, 9]),
  ])
  func `waits are compared goroutine by goroutine`(_ query: String, _ expected: [UInt64]) throws {
    #expect(try ids(query) == expected)
  }

  @Test(arguments: [
    (#"leaked or count == 2 and wait > 10m"#, [8, 30]),
    (#"(leaked or count == 2) and wait > 10m"#, [8]),
    (#"not leaked and count == 2"#, [7, 8]),
    (#"not (leaked or count == 2)"#, [1, 9]),
    (#"not not leaked"#, [30]),
    (#"leaked || state == "select" && wait > 2h"#, [9, 30]),
  ])
  func `not binds more than and, and more than or`(_ query: String, _ expected: [UInt64]) throws {
    #expect(try ids(query) == expected)
  }

  @Test func `a filter's options are short forms of a query`() throws {
    var filter = GroupFilter()
    filter.minimumWait = 10
    filter.query = try Query(parsing: #"not any("watch.go:5")"#)
    let list = try GoroutineList(try analysis(), filter: filter)
    #expect(list.entries.map(\.record.id) == [8])
    #expect(filter.asksForWait)
  }

  @Test func `a count profile answers what it tells, and nothing of waits`() throws {
    let text = """
      goroutine profile: total 3
      2 @ 0x1 0x2
      #\t0x1\tmain.send+0x1\t/src/send.go:22

      1 @ 0x3
      #\t0x3\tmain.main+0x1\t/src/main.go:5

      """
    let dump = try DumpReader(threads: 1).read(bytes: Array(text.utf8)).dumps[0]
    let analysis = DumpAnalysis(dump, name: "d")
    func counts(_ query: String) throws -> [Int] {
      var filter = GroupFilter()
      filter.query = try Query(parsing: query)
      return try RowTable(analysis, by: try RowKey(parsing: "site"), filter: filter).rows.map(
        \.count)
    }
    #expect(try counts(#"any("send.go:22")"#) == [2])
    #expect(try counts("wait >= 0m") == [])
    #expect(try counts("wait < 1m or count == 1") == [1])
  }

  @Test func `the oldest come first`() throws {
    let list = try GoroutineList(try analysis(), filter: GroupFilter(), limit: 2)
    #expect(list.entries.map(\.record.id) == [9, 8])
    #expect(list.total == 5)
  }

  @Test func `an address is found with its frame, in every goroutine of a group`() throws {
    let block = { (id: Int) in
      "goroutine \(id) [chan send, 3 minutes]:\nmain.a()\n\t/a.go:1 +0x1\nmain.f(0xc000000001)\n\t/a.go:2 +0x1\n\n"
    }
    let text = (1...500).map(block).joined()
    var reader = DumpReader(threads: 1)
    reader.wantedAddresses = [0xc0_0000_0001]
    let dump = try reader.read(bytes: Array(text.utf8)).dumps[0]
    var filter = GroupFilter()
    filter.address = 0xc0_0000_0001
    let list = try GoroutineList(DumpAnalysis(dump, name: "d"), filter: filter)
    #expect(list.entries.count == 500)
    #expect(list.entries.allSatisfy { $0.frame == 1 })
  }
}
