import GoroutineDump
import PCRE2
import Testing

@testable import LeakAnalysis

@Suite struct RowTableTests {
  private func rows(
    _ key: String, _ filter: GroupFilter = GroupFilter(), order: RowTable.Order = .count
  ) throws -> [String] {
    let table = try RowTable(
      Sample.analysis(Sample.senders), by: RowKey(parsing: key), filter: filter, order: order)
    return table.rows.map { "\($0.count) " + $0.values.joined(separator: " | ") }
  }

  @Test func `the key of the main table is top, site, state`() throws {
    #expect(RowKey.standard.parts.map(\.name) == ["top", "site", "state"])
    #expect(try RowKey(parsing: "top, site,state,top") == RowKey.standard)
  }

  @Test func `of equal rows the stuck one comes first, and a module's idle loop last`() throws {
    let dump = """
      goroutine 1 [select, 9 minutes]:
      a.org/pool.(*pool).loop()
      \t/go/pkg/mod/a.org/pool@v1.0.0/pool.go:3 +0x1

      goroutine 2 [select, 9 minutes]:
      main.b()
      \t/src/main.go:3 +0x1

      goroutine 3 [chan send]:
      main.c()
      \t/src/main.go:9 +0x1

      """
    let table = try RowTable(Sample.analysis(dump), by: RowKey(parsing: "site"))
    #expect(table.rows.map(\.values) == [["main.c"], ["main.b"], ["a.org/pool.(*pool).loop"]])
  }

  @Test func `a row has the goroutines that its waits and the filter let through`() throws {
    let analysis = try Sample.analysis(Sample.senders)
    var filter = GroupFilter()
    filter.minimumWait = 10
    func ids(_ key: String, row: Int) throws -> [UInt64] {
      let table = try RowTable(analysis, by: RowKey(parsing: key), filter: filter, order: .wait)
      return table.goroutines(of: table.rows[row], in: analysis).map(\.id)
    }
    #expect(try ids("site", row: 0) == [8, 9])
    #expect(try ids("site,wait", row: 0) == [9])
    #expect(try ids("site,wait", row: 1) == [8])
    let table = try RowTable(analysis, filter: filter)
    #expect(table.goroutineCount == 2)
  }

  @Test func `a row knows how many its most frequent creator has created`() throws {
    let dump = [("main.a", 3), ("main.b", 2)].flatMap { creator, count in
      (0..<count).map { number in
        """
        goroutine \(number * 10 + count) [chan send]:
        main.f()
        \t/src/main.go:3 +0x1
        created by \(creator) in goroutine 1
        \t/src/main.go:9 +0x1


        """
      }
    }
    let table = try RowTable(Sample.analysis(dump.joined()), by: RowKey(parsing: "site"))
    #expect(table.rows[0].count == 5)
    #expect(table.rows[0].firstCreatorCount == 3)
  }

  @Test func `a row is named by the values of its key`() throws {
    #expect(
      try rows("site,state") == ["3 main.leakGrs.func1 | chan send", "1 main.main | IO wait"])
    #expect(try rows("creator") == ["3 main.leakGrs", "1 "])
    #expect(try rows("package") == ["4 main"])
    #expect(
      try rows("top,entry") == [
        "3 main.leakGrs.func1 | main.leakGrs.func1",
        "1 internal/poll.runtime_pollWait | main.main",
      ])
    #expect(try rows("label:path") == ["4 "])
    #expect(
      try rows("stack")[1]
        == "1 internal/poll.runtime_pollWait < net/http.(*Server).Serve < main.main")
  }

  @Test func `the wait splits one group into several rows`() throws {
    #expect(
      try rows("state,wait", order: .wait) == [
        "1 chan send | 1-5h", "1 chan send | 15-59m", "1 chan send | 1-4m", "1 IO wait | <1m",
      ])
  }

  @Test func `a row knows its waits, stacks and some ids`() throws {
    let table = try RowTable(
      Sample.analysis(Sample.senders), by: RowKey(parsing: "state"), order: .name)
    #expect(table.rows.map(\.values) == [["IO wait"], ["chan send"]])
    let row = table.rows[1]
    #expect(row.wait == WaitSummary([3, 40, 147]))
    #expect(row.wait?.median == 40)
    #expect(row.stackCount == 1)
    #expect(row.sampleIDs == [7, 8, 9])
    #expect(row.creators.count == 1)
  }

  @Test func `waits of months are told to the minute`() throws {
    // Sixteen bits hold 45 days.
    let minutes = [3000, 65533, 65534, 65535, 65536, 100_000, 3_000_000]
    let text = minutes.enumerated().map { number, wait in
      "goroutine \(number + 7) [chan send, \(wait) minutes]:\nmain.f()\n\t/src/main.go:5 +0x1\n\n"
    }
    var filter = GroupFilter()
    filter.minimumWait = 65535
    let table = try RowTable(
      Sample.analysis(text.joined()), by: RowKey(parsing: "state"), filter: filter, order: .name)
    #expect(table.rows[0].wait == WaitSummary([65535, 65536, 100_000, 3_000_000]))
    #expect(table.rows[0].sampleIDs == [10, 11, 12])
    let all = try RowTable(
      Sample.analysis(text.joined()), by: RowKey(parsing: "state"), order: .name)
    #expect(all.rows[0].wait?.median == 65535)
    #expect(all.rows[0].wait?.max == 3_000_000)
  }

  @Test func `an unknown key says what there is`() {
    #expect(throws: RowKeyError(word: "foo")) { try RowKey(parsing: "top,foo") }
    #expect(throws: RowKeyError(word: "")) { try RowKey(parsing: "") }
    #expect(throws: RowKeyError(word: "label:")) { try RowKey(parsing: "label:") }
  }

  @Test(arguments: [
    (0, "<1m"), (1, "1-4m"), (4, "1-4m"), (5, "5-14m"), (15, "15-59m"), (59, "15-59m"),
    (60, "1-5h"), (359, "1-5h"), (360, "6-23h"), (1439, "6-23h"), (1440, "1d+"),
  ])
  func `a wait falls into its bucket`(minutes: Int, name: String) {
    #expect(WaitBucket(minutes: minutes).rawValue == name)
  }

  @Test func `filters narrow the rows`() throws {
    var filter = GroupFilter()
    filter.states = [try Pattern("chan")]
    #expect(try rows("state", filter) == ["3 chan send"])
    filter = GroupFilter()
    filter.matching = [try Pattern("Serve$")]
    #expect(try rows("state", filter) == ["1 IO wait"])
    filter = GroupFilter()
    filter.excluding = [try Pattern("^net/http"), try Pattern("^os/")]
    #expect(try rows("state", filter) == ["3 chan send"])
    filter = GroupFilter()
    filter.createdBy = [try Pattern("leak")]
    #expect(try rows("state", filter) == ["3 chan send"])
    filter = GroupFilter()
    filter.minimumWait = 40
    #expect(try rows("state", filter) == ["2 chan send"])
    filter = GroupFilter()
    filter.minimumCount = 2
    #expect(try rows("state", filter) == ["3 chan send"])
  }

  @Test func `a state is also taken by its plain name`() throws {
    let dump = """
      goroutine 1 [select (no cases), 2 minutes]:
      main.main()
      \t/a/main.go:3 +0x1

      """
    var filter = GroupFilter()
    filter.states = [try Pattern("select (no cases)")]
    #expect(try RowTable(Sample.analysis(dump), filter: filter).rows.count == 1)
  }

  @Test func `labels are rows and filters`() throws {
    let dump = """
      goroutine profile: total 5
      3 @ 0x1 0x2
      # labels: {"path":"/pay"}
      #\t0x1\tmain.pay+0x1\t/a/main.go:3

      2 @ 0x3 0x2
      #\t0x3\tmain.other+0x1\t/a/main.go:9

      """
    let analysis = try Sample.analysis(dump)
    let key = try RowKey(parsing: "label:path,wait")
    #expect(
      try RowTable(analysis, by: key).rows.map(\.values) == [
        ["/pay", "unknown"], ["", "unknown"],
      ])
    var filter = GroupFilter()
    filter.labels = [.init(key: "path", value: try Pattern("^/p"))]
    #expect(try RowTable(analysis, by: key, filter: filter).rows.map(\.count) == [3])
  }
}
