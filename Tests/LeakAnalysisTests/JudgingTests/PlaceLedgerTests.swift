import GoroutineDump
import Testing

@testable import LeakAnalysis

/// What `--why` is asked of a place, and what it answers where its own ledger is not what decides.
struct PlaceLedgerTests {
  private static let nilChannel = (1...12).map { id in
    """
    goroutine \(id + 20) [chan send (nil chan), \(id) minutes]:
    example.com/office.(*Office).announce(0xc0000a2000)
    \t/app/office.go:38 +0x4d
    created by example.com/office.Open in goroutine 1
    \t/app/office.go:24 +0x7b

    """
  }.joined(separator: "\n")

  private func ledgers(_ question: String, in text: String) throws -> [PlaceLedger] {
    let input = try DumpReader(threads: 1).read(bytes: Array(text.utf8))
    return Report([input]).ledgers(question, catalogue: .builtIn)
  }

  @Test(arguments: [
    "example.com/office.(*Office).announce", "announce", "office.go:38", "Office).ann", "g1",
    "example.com/…).announce", "anno",
  ])
  func `a place is meant by its function, a part of that, its line or its group`(
    question: String
  ) throws {
    let found = try ledgers(question, in: Self.nilChannel)
    #expect(found.map(\.site.function) == ["example.com/office.(*Office).announce"])
    #expect(found.map(\.place.count) == [12])
  }

  @Test(arguments: [
    "example.com/pay/api.(*job).wait", "api.(*job).wait", "(*job).wait", "wait",
    "api/job.go:31", "/app/api/job.go:31",
  ])
  func `a place that is meant exactly is meant alone`(_ question: String) throws {
    let text = ["wait", "waitLonger"].enumerated().map { number, method in
      """
      goroutine \(number + 20) [select]:
      example.com/pay/api.(*job).\(method)()
      \t/app/api/job.go:31\(number == 0 ? "" : "9") +0x4d

      """
    }.joined(separator: "\n")
    let found = try ledgers(question, in: text)
    #expect(found.map(\.site.function) == ["example.com/pay/api.(*job).wait"])
  }

  @Test func `only goroutines are judged, if it is one alone`() throws {
    #expect(try ledgers("*", in: "goroutine 1 [select]:\nmain.f()\n\t/app/f.go:1\n").count == 1)
    #expect(try ledgers("*", in: "goroutine profile: total 0\n").isEmpty)
    let threads = "threadcreate profile: total 2\n2 @ 0x48a002\n#\t0x48a001\tmain.f+0x1\t/f.go:1\n"
    #expect(try ledgers("*", in: threads).isEmpty)
  }

  @Test func `the places of chosen groups`() throws {
    let other = "goroutine 9 [select]:\nmain.other()\n\t/app/other.go:1\n"
    let input = try DumpReader(threads: 1).read(bytes: Array((Self.nilChannel + "\n" + other).utf8))
    let report = Report([input])
    #expect(report.dumps[0].groups.count == 2)
    func sites(_ groups: Set<Int>) -> [String] {
      report.ledgers(ofGroups: [groups], catalogue: .builtIn).map(\.site.function)
    }
    #expect(sites([0]) == ["example.com/office.(*Office).announce"])
    #expect(sites([1]) == ["main.other"])
    #expect(sites([]) == [])
  }

  @Test func `a finding is told of the places that it speaks of, in its own dump`() throws {
    let other = "goroutine 9 [select]:\nmain.other()\n\t/app/other.go:1\n"
    let healthy = "goroutine 9 [select]:\nmain.other()\n\t/app/other.go:1\n"
    let inputs = try [Self.nilChannel + "\n" + other, healthy].map {
      try DumpReader(threads: 1).read(bytes: Array($0.utf8))
    }
    let ledgers = Report(inputs).ledgers("*", catalogue: .builtIn)
    #expect(
      ledgers.map { "\($0.dump) \($0.site.function) \($0.finding?.signature ?? "")" } == [
        "0 example.com/office.(*Office).announce nil-channel", "0 main.other ", "1 main.other ",
      ])
  }

  @Test func `a place that is told by its own ledger needs no other finding`() throws {
    var dump = DumpText()
    dump.add(MeasuredPlace.goroutine(), times: 120, minutes: 0...90)
    let ledger = try #require(try ledgers("main.(*job).wait.func1", in: dump.whole).first)
    #expect(ledger.severity == .error)
    #expect(ledger.finding == nil)
  }

  @Test func `what the dump states is told even of a place that is told by its own ledger`() throws
  {
    var dump = DumpText()
    dump.add(MeasuredPlace.goroutine("chan send", in: "main.a"), times: 120, minutes: 0...90)
    let catalogue = Catalogue([
      try MeasuredPlace.signature(
        "stated", seeing: { Sighting(groups: $0, stated: .high, explains: false) },
        in: ["main.a"]),
      try MeasuredPlace.signature(
        "judged", seeing: { Sighting(groups: $0, strength: 0) }, in: ["main.a"]),
    ])
    let report = Report([try dump.input()], catalogue: catalogue)
    let ledger = try #require(report.ledgers("main.a", catalogue: catalogue).first)
    #expect(ledger.signature?.id == "judged")
    #expect(ledger.severity == .error)
    #expect(ledger.finding?.signature == "stated")
  }

  @Test func `a place that another one is judged with has its finding`() throws {
    var dump = DumpText()
    dump.add(MeasuredPlace.goroutine("chan send", in: "main.a"), times: 120, minutes: 0...90)
    dump.add(MeasuredPlace.goroutine("chan send", in: "main.b"), times: 20, minutes: 0...90)
    let catalogue = Catalogue([
      try MeasuredPlace.signature(
        seeing: { Sighting(groups: $0, strength: 0) }, in: ["main.a", "main.b"])
    ])
    let report = Report([try dump.input()], catalogue: catalogue)
    let ledger = try #require(report.ledgers("main.b", catalogue: catalogue).first)
    #expect(ledger.severity == nil)
    #expect(ledger.finding?.site?.function == "main.a")
  }

  @Test func `what is not in the dump is no place`() throws {
    #expect(try ledgers("flush", in: Self.nilChannel).isEmpty)
    // Three letters stand in too many names.
    #expect(try ledgers("off", in: Self.nilChannel).isEmpty)
  }

  @Test func `what the dump itself states is told beside the ledger`() throws {
    let ledger = try #require(try ledgers("announce", in: Self.nilChannel).first)
    #expect(ledger.severity == nil)
    #expect(ledger.finding?.signature == "nil-channel")
    #expect(ledger.finding?.confidence == .proven)
    #expect(!ledger.changes.contains { $0.contains("nothing is reported") })
  }

  @Test func `of a cut profile, only the goroutines that are shown are others`() throws {
    let cut = """
      goroutine profile: total 203
      100 @ 0x4068ea0 0x4038761 0x4038165 0x42ebb19
      #\t0x42ebb18\tmain.block+0x38\t\t\t/app/main.go:26

      3 @ 0x4068ea0 0x4038761 0x4038165 0x42ebb20
      #\t0x42ebb1f\tmain.other+0x38\t\t\t/app/main.go:36
      """
    let ledger = try #require(try ledgers("main.block", in: cut).first)
    let others = try #require(ledger.ledger.entries.first { $0.indicator == "others-present" })
    #expect(ledger.ledger.text(of: others) == "the dump shows 3 other goroutines")
  }

  @Test func `where the program calls a library is told`() throws {
    let stuck = (1...12).map { id in
      """
      goroutine \(id + 20) [chan send, 30 minutes]:
      github.com/x/bus.(*Topic).Publish(0xc0000a2\(100 + id))
      \t/go/pkg/mod/github.com/x/bus@v1.2.0/topic.go:38 +0x4d
      main.notify(0xc0000a2000)
      \t/app/notify.go:17 +0x4d
      created by main.watch in goroutine 1
      \t/app/watch.go:24 +0x7b

      """
    }.joined(separator: "\n")
    let input = try DumpReader(threads: 1).read(bytes: Array(stuck.utf8))
    let finding = try #require(Report([input]).findings.first)
    #expect(finding.site?.function == "github.com/x/bus.(*Topic).Publish")
    #expect(finding.calledFrom?.function == "main.notify")
    #expect(finding.calledFrom?.line == 17)
    // The program's own place needs no other.
    let own = try DumpReader(threads: 1).read(bytes: Array(Self.nilChannel.utf8))
    #expect(Report([own]).findings.first?.calledFrom == nil)
  }
}
