import GoroutineDump
import LeakAnalysis
import Testing

@testable import Reporting

/// `--format brief`
struct BriefReportTests {
  private func brief(_ texts: [String]) throws -> String {
    let inputs = try texts.map { try Sample.input($0) }
    let view = try ReportView(Report(inputs))
    return Sample.written { Publication(view).write(.brief, to: $0) }
  }

  /// So many goroutines, each stuck at a place of its own.
  private func places(_ count: Int, function: String) -> String {
    (1...count).map { number in
      """
      goroutine \(number) [chan send, \(number % 90 + 5) minutes]:
      \(function)\(number)(0xc000012018)
      \t/home/u/app/pool\(number).go:\(number) +0x4d
      created by main.start in goroutine 1
      \t/home/u/app/pool.go:20 +0x71


      """
    }.joined()
  }

  @Test func `findings with place, evidence and fix, then the largest groups`() throws {
    #expect(
      try brief([Sample.senders]) == """
        dump.txt: debug=2, 4 goroutines in 2 groups
          1 warning
        1. WARNING chan-send-no-receiver (confidence high): 3 goroutines waiting for 3m to 2h27m, median 40m
           where: main.leakGrs.func1 main.go:22
           what: goroutines blocked sending on a channel without a receiver
           evidence: they are blocked in a channel send; 75% of all goroutines; they include some of the program's newest goroutines; against a leak: the goroutine that started them is active, other goroutines in the same package are active (running, in I/O or sleeping)
           fix: Give the channel room for all senders (`make(chan T, n)`), or let the send give up: `select { case ch <- v: case <-ctx.Done(): }`; or receive until every sender is done.
        largest groups:
          3 chan send 3m-2h27m main.leakGrs.func1 main.go:22
          1 IO wait main.main main.go:51

        """)
  }

  @Test(arguments: [1, 40, 2_000])
  func `it is never longer than 4 KB`(_ count: Int) throws {
    let text = try brief([places(count, function: "example.com/service/pool.handleRequest")])
    #expect(text.utf8.count <= 4_000)
    #expect(text.hasPrefix("dump.txt: debug=2, "))
    #expect(text.contains("largest groups:"))
  }

  @Test func `several dumps share the room, and those left out are counted`() throws {
    let text = try brief(Array(repeating: places(30, function: "main.work"), count: 30))
    #expect(text.utf8.count <= 4_000)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("dump.txt: debug=2, ") } == 16)
    #expect(text.split(separator: "\n").last?.hasPrefix("and 14 more dumps: ") == true)
  }

  @Test func `it is ASCII, whatever names a dump has`() throws {
    let text = try brief([places(3, function: "main.größe\u{202e}")])
    #expect(text.utf8.allSatisfy { $0 == 10 || ($0 >= 0x20 && $0 < 0x7f) })
    #expect(text.contains("main.gr\\u{f6}\\u{df}e\\u{202e}"))
  }

  @Test func `nothing found is said`() throws {
    let text = try brief(["goroutine 1 [running]:\nmain.main()\n\t/src/main.go:1 +0x1\n"])
    #expect(
      text == """
        dump.txt: debug=2, 1 goroutine in 1 group
          no leak signature matched
        largest groups:
          1 running main.main main.go:1

        """)
  }

  @Test func `a long sentence is cut`() {
    let line = BriefText.line(String(repeating: "word ", count: 100), indent: 2)
    #expect(line.utf8.count == 300)
    #expect(line.hasSuffix("..."))
    #expect(BriefText.line("a \n\t b – c…") == "a b - c...")
  }
}

/// `--format brief` of `diff` and `trend`
struct BriefSeriesTests {
  private func dumps(_ counts: [Int]) throws -> [DumpAnalysis] {
    try counts.enumerated().map { number, count in
      let text = (1...count).map { number in
        """
        goroutine \(number) [chan send, 20 minutes]:
        main.send(0xc000012018)
        \t/home/u/app/send.go:22 +0x4d
        created by main.start in goroutine 1
        \t/home/u/app/main.go:20 +0x71


        """
      }.joined()
      return DumpAnalysis(try Sample.input(text).dumps[0], name: "t\(number).txt")
    }
  }

  @Test func `two dumps`() throws {
    let dumps = try dumps([10, 60])
    let comparison = Comparison(dumps[0], dumps[1], minutes: 5)
    #expect(
      Sample.written { BriefDiff(comparison).write(to: $0) } == """
        t0.txt to t1.txt
        10 to 60 goroutines (+50, +10/min), 5 minutes apart
        GROWN +50 (10 to 60, +10/min), chan send 20m, main.send send.go:22, significant

        """)
  }

  @Test func `a series`() throws {
    let dumps = try dumps([10, 60, 90])
    let trend = Trend(dumps, times: CaptureTimes(count: 3, interval: 300))
    let text = Sample.written { BriefTrend(trend).write(to: $0) }
    #expect(text.hasPrefix("10, 60, 90 goroutines in 3 dumps over 10 minutes\n1. "))
    #expect(text.contains(" growing-group (confidence "))
    #expect(text.hasSuffix("growing 10 60 90, chan send, main.send send.go:22, +8/min\n"))
    #expect(text.utf8.count <= 4_000)
  }

  @Test func `a large difference is cut`() throws {
    let texts = [1, 900].map { first in
      (first..<first + 800).map { number in
        """
        goroutine \(number) [chan send, 20 minutes]:
        main.send\(number)(0xc000012018)
        \t/home/u/app/send.go:22 +0x4d


        """
      }.joined()
    }
    let dumps = try texts.map { DumpAnalysis(try Sample.input($0).dumps[0], name: "d.txt") }
    let text = Sample.written { BriefDiff(Comparison(dumps[0], dumps[1])).write(to: $0) }
    #expect(text.utf8.count <= 4_000)
    #expect(text.split(separator: "\n").last?.hasSuffix(" more groups that changed") == true)
    let trend = Trend(dumps + [dumps[1]])
    #expect(Sample.written { BriefTrend(trend).write(to: $0) }.utf8.count <= 4_000)
  }
}
