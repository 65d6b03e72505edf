import GoroutineDump
import Testing

/// Profiler labels, in all three spellings.
struct LabelTests {
  @Test(arguments: [
    (
      "goroutine 36 [chan send] {handler: /query, tenant: acme}:",
      ["handler=/query", "tenant=acme"]
    ),
    ("goroutine 36 [chan send (leaked)] {handler: /query}:", ["handler=/query"]),
    (
      #"goroutine 36 [select, 5 minutes] {"k [bracket]:": 7, title: "[bracket]:"}:"#,
      ["k [bracket]:=7", "title=[bracket]:"]
    ),
    (#"goroutine 36 [select] {title: , "a b": "x, y}:"}:"#, ["a b=x, y}:", "title="]),
    (#"goroutine 36 [select] {q: "a \"b\" \\ \t\u00e9"}:"#, ["q=a \"b\" \\ \té"]),
    (
      #"goroutine 11 [chan send labels:{"handler": "/query", "tenant": "t0"}]:"#,
      ["handler=/query", "tenant=t0"]
    ),
    (
      #"goroutine 11 [chan send labels:{"k": "]:, }"}, 4 minutes, locked to thread]:"#,
      ["k=]:, }"]
    ),
    (#"goroutine 11 [select, 4 minutes labels:{"k": "v"}]:"#, ["k=v"]),
  ])
  func `labels of a header`(_ line: String, _ labels: [String]) throws {
    let dump = try read(line + "\nmain.f()\n\t/a.go:1 +0x1\n")
    #expect(dump.labels() == labels)
    #expect(["chan send", "select"].contains(dump.state()))
    #expect(dump.stack() == ["main.f /a.go:1"])
    #expect(dump.problems == [])
  }

  @Test func `the words around labels are read`() throws {
    let dump = try read(
      #"goroutine 11 [chan send labels:{"k": "v"}, 4 minutes, locked to thread]:"# + "\nmain.f()\n")
    #expect(dump.goroutines[0].waitMinutes == 4)
    #expect(dump.goroutines[0].flags.contains(.lockedToThread))
  }

  @Test func `goroutines of one stack with other labels are other samples`() throws {
    let dump = try Fixture("format/labels.go1.27.debug2.txt").read().dumps[0]
    let senders = dump.samples.filter { $0.state.name == "chan send" }
    #expect(senders.map(\.count).sorted() == [1, 1, 1, 1, 1, 1, 6])
    #expect(Set(senders.map(\.stack)).count == 1)
    let most = try #require(senders.first { $0.count == 6 })
    #expect(
      dump.labels(of: most).map(\.description) == ["handler=/query", "table=items", "tenant=acme"])
  }

  @Test func `labels of a count profile`() throws {
    let dump = try read(
      """
      goroutine profile: total 3
      2 @ 0x1 0x2 0x3 0x4
      # labels: {"path":"/pay", "tenant":"a \\"b\\", }"}
      #\t0x3\tmain.f+0x1\t/a.go:1

      1 @ 0x1 0x2 0x3 0x4
      #\t0x3\tmain.f+0x1\t/a.go:1

      """)
    #expect(dump.samples.map(\.count) == [2, 1])
    #expect(
      dump.labels(of: dump.samples[0]).map(\.description) == ["path=/pay", "tenant=a \"b\", }"])
    #expect(dump.labels(of: dump.samples[1]) == [])
  }
}

extension Label {
  fileprivate var description: String { "\(key)=\(value)" }
}
