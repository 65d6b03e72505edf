import Foundation
import GoroutineDump
import LeakAnalysis
import PCRE2
import Testing

@testable import Reporting

/// What a reader sees first: a line for each finding, then the details.
@Suite struct OverviewTests {
  /// Goroutines that each wait at a place of their own on a nil channel, which is proved.
  private func dump(places: Int) -> String {
    (0..<places).map { number in
      """
      goroutine \(100 + number) [chan receive (nil chan), \(number + 1) minutes]:
      main.wait\(number)()
      \t/src/wait.go:\(number + 1) +0x1


      """
    }.joined()
  }

  private func text(_ dump: String, width: Int = 80, rowLimit: Int = 10) throws -> String {
    let view = try ReportView(Report([try Sample.input(dump)]))
    return Sample.written {
      TextReport(view, options: TextOptions(width: width, rowLimit: rowLimit)).write(to: $0)
    }
  }

  @Test func `the heading counts, then each finding has a line of its own`() throws {
    let lines = try text(dump(places: 12)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2] == "12 errors")
    #expect(lines[3...14].allSatisfy { $0.hasSuffix("  nil-channel") && $0.count <= 80 })
    #expect(lines[3].hasPrefix("   1  error  1  12m  main.wait11  wait.go:12 "))
    #expect(lines[14].hasPrefix("  12  error  1  1m   main.wait0  wait.go:1 "))
    #expect(lines[15] == "")
  }

  @Test func `of very many findings the first are listed, and the rest counted`() throws {
    let lines = try text(dump(places: 40)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2] == "40 errors")
    #expect(lines[19] == "  and 24 more: --top 0 lists all")
    let all = try text(dump(places: 40), rowLimit: 0)
    #expect(all.contains("\n   1  error  1  40m  main.wait39  wait.go:40 "))
  }

  @Test func `what findings have in common is said once`() throws {
    let text = try text(dump(places: 4))
    #expect(text.components(separatedBy: "\n  cause ").count == 2)
    #expect(text.components(separatedBy: "\n  fix ").count == 2)
    #expect(text.components(separatedBy: "\n  where ").count == 5)
    #expect(text.contains("\n  see         dumpscan --goroutine 103 dump.txt\n"))
  }

  @Test func `a wide page has the words in place of the ids`() throws {
    let line = try text(dump(places: 1), width: 120).split(separator: "\n")[2]
    #expect(
      line
        == "  1  error  1  1m  main.wait0  wait.go:1  goroutines blocked forever on a nil channel")
  }

  @Test func `what the count and the wait say is not said again`() throws {
    let text = try text(dump(places: 1), width: 200)
    #expect(
      text.contains("\n  evidence    it receives from a nil channel; the runtime reports it\n"))
    let view = try ReportView(Report([try Sample.input(dump(places: 1))]))
    let json = Sample.written { JSONReport(view).write(to: $0) }
    #expect(
      json.contains(
        "\"evidence\": \"1 goroutine receives from a nil channel; waiting for 1 minute; the runtime "
          + "reports it\""))
  }

  @Test func `a filter says how many goroutines match, and how many findings it hides`() throws {
    var filter = GroupFilter()
    filter.matching = [try Pattern("wait0$")]
    let view = try ReportView(Report([try Sample.input(dump(places: 3))]), filter: filter)
    let text = Sample.written { TextReport(view).write(to: $0) }
    #expect(text.contains("\n1 error\n"))
    #expect(text.contains("\n2 findings are hidden by the filter\n"))
    #expect(text.contains("\n  1 of 3 goroutines matches\n"))
  }

  @Test func `a row is shown whole by its number`() throws {
    let view = try ReportView(Report([try Sample.input(Sample.senders)], catalogue: Catalogue([])))
    let group = GroupText(view, number: 1)
    #expect(group.isThere)
    #expect(!GroupText(view, number: 3).isThere)
    let text = Sample.written { group.write(to: $0) }
    #expect(
      text == """
        group 1  in dump.txt
          top         main.leakGrs.func1
          site        main.leakGrs.func1
          state       chan send
          count       3 goroutines waiting for 3m to 2h27m, median 40m
          goroutines  waiting 2h27m: 9
          goroutines  waiting 40m: 8
          goroutines  waiting 3m: 7

        STACK
              main.leakGrs.func1  /home/u/app/main.go:22
              created by main.leakGrs  /home/u/app/main.go:20


        """)
  }

  @Test func `words of a command line are quoted where a shell needs it`() {
    #expect(NextCommand.quoted("a/b-1.txt") == "a/b-1.txt")
    #expect(NextCommand.quoted("main.(*pool).run") == "'main.(*pool).run'")
    #expect(NextCommand.quoted("it's") == "'it'\\''s'")
  }
}
