import Foundation
import GoroutineDump
import LeakAnalysis
import Reporting
import Testing

/// How a fleet's ranking is told.
@Suite struct FleetReportTests {
  /// Two findings, one of them new, of services with hostile names.
  private static func ranking() throws -> FleetRanking {
    var fleet = LeakAnalysis.Fleet()
    for line in lines.split(separator: "\n") { fleet.add(try FleetRow(json: line.utf8)) }
    return FleetRanking(fleet)
  }

  private static let lines = [
    capture("pay", "p1", 29), capture("pay", "p1", 30), capture("web<b>", "w1", 29),
    capture("web<b>", "w1", 30), group("pay", "p1", 29, 20), group("pay", "p1", 30, 1532),
    group("web<b>", "w1", 30, 40, "main.(*Hub).run|x"),
    failed("web<b>", "w2", 30),
  ].joined(separator: "\n")

  private static func origin(_ service: String, _ instance: String, _ day: Int) -> String {
    """
    "schema": "dumpscan-fleet-map/1", "service": "\(service)", "instance": "\(instance)", \
    "captured_at": "2026-11-\(day)T08:00:00Z", "capture": "\(service)/\(instance)/\(day).txt"
    """
  }

  private static func capture(
    _ service: String, _ instance: String, _ day: Int, isTruncated: Bool = true
  ) -> String {
    """
    {"row": "capture", "format": "debug2", "truncated": \(isTruncated), "dump_goroutines": 2000, \
    \(origin(service, instance, day))}
    """
  }

  private static func failed(_ service: String, _ instance: String, _ day: Int) -> String {
    #"{"row": "capture", "problem": "is empty\u001b[2J", \#(origin(service, instance, day))}"#
  }

  private static func group(
    _ service: String, _ instance: String, _ day: Int, _ count: Int, _ site: String = "main.leak",
    severity: String = "error"
  ) -> String {
    """
    {"row": "group", \(origin(service, instance, day)), "fingerprint": "00000000000a", \
    "count": \(count), "state": "chan send", "site_function": "\(site)", \
    "site_file": "/app/main.go", "site_line": 22, "created_by_function": "main.start", \
    "wait_min": 3, "wait_median": 147, "wait_max": 200, "signature": "chan-send-no-receiver", \
    "severity": "\(severity)", "confidence": "high", "probability": 0.9, "owner": "@org/pay"}
    """
  }

  @Test func `the text has new findings first, with their place among all`() throws {
    let ranking = try Self.ranking()
    let text = Sample.written { FleetText(FleetReport(ranking)).write(to: $0) }
    #expect(
      text == """
        2 findings in 2 of 2 services (2 instances, 3 captures) on 2026-11-30
        1 capture of that day could not be read
        2 captures are incomplete, so counts are lower bounds

        NEW SINCE THE DAY BEFORE  by root mean square of counts
           2  web<b>  error  goroutines blocked sending on a channel without a receiver
              (chan-send-no-receiver)
              main.(*Hub).run|x  /app/main.go:22
              RMS 40; 1 of 1 instance; peak 40 in w1; median wait 2h27m; new
              owner @org/pay

        KNOWN  by root mean square of counts
           1  pay  error  goroutines blocked sending on a channel without a receiver
              (chan-send-no-receiver)
              main.leak  /app/main.go:22
              RMS 1,532; 1 of 1 instance; peak 1,532 in p1; median wait 2h27m; +1,512
              per instance
              owner @org/pay

        NOT READ
          web<b>/w2/30.txt: is empty\\u{1b}[2J

        """)
  }

  @Test func `an issue for each owner, in which no name is markup`() throws {
    let owners = CodeOwners("/pay/ @org/pay\n/web*/app/main.go @web @ops\n")
    let issues = FleetIssues(FleetReport(try Self.ranking(), owners: owners)).issues
    #expect(issues.map(\.owner) == ["@org/pay", "@web @ops"])
    #expect(
      issues.map(\.title) == [
        "Goroutine leak in pay: chan-send-no-receiver",
        "Goroutine leak in web<b>: chan-send-no-receiver",
      ])
    #expect(issues[1].text.hasPrefix("# Goroutine leak in web&lt;b&gt;: chan-send-no-receiver\n"))
    #expect(
      issues[1].body.contains(
        "| 2 | `web<b>` | `main.(*Hub).run¦x` `/app/main.go:22` | `chan-send-no-receiver` | 40 "
          + "| 1 of 1 | 40 | 2h27m | new |\n"))
    #expect(issues[0].body.contains("Owner: `@org/pay`\n"))
    #expect(issues[0].body.contains("- **see**: `dumpscan pay/p1/30.txt`\n"))
    #expect(issues[0].body.contains("- **fix**: Give the channel room for all senders"))
  }

  @Test func `findings that nobody owns come last`() throws {
    let owners = CodeOwners("/web*/ @web\n")
    let issues = FleetIssues(FleetReport(try Self.ranking(), owners: owners)).issues
    #expect(issues.map(\.owner) == ["@web", ""])
  }

  @Test func `the page holds no markup of a name, and needs no data`() throws {
    let ranking = try Self.ranking()
    let page = Sample.written { FleetHTML(FleetReport(ranking)).write(to: $0) }
    #expect(!page.contains("web<b>"))
    #expect(page.contains("<td>web&lt;b&gt;</td>"))
    #expect(page.contains("<td class=\"n\" data-value=\"1532000\">1,532</td>"))
    #expect(!page.contains("id=\"data\""))
    #expect(!page.contains("{{"))
    #expect(!page.contains("\u{1b}"))
  }

  @Test func `JSON has the new findings first and each with its rank`() throws {
    let ranking = try Self.ranking()
    let text = Sample.written { FleetJSON(FleetReport(ranking)).write(to: $0) }
    let report = try JSONDecoder().decode(Written.self, from: Data(text.utf8))
    #expect(report.schema == "dumpscan-fleet/1")
    #expect(report.leaks.map(\.rank) == [2, 1])
    #expect(report.leaks.map(\.growth) == [40, 1512])
    #expect(report.leaks.map(\.totalBefore) == [nil, 20])
    #expect(
      report.summary == [
        "services": 2, "instances": 2, "captures": 3, "failedCaptures": 1,
        "truncatedCaptures": 2, "undatedCaptures": 0, "knownBenign": 0,
      ])
  }

  /// Services with a note that grew, and with one that is new.
  private static func notes() throws -> FleetRanking {
    var fleet = LeakAnalysis.Fleet()
    for (service, before) in [("hub", 40), ("new", 0)] {
      for number in 1...2 {
        let instance = "\(service)-\(number)"
        for (day, count) in [(29, before), (30, 100 * number)] {
          fleet.add(
            try FleetRow(json: capture(service, instance, day, isTruncated: false).utf8))
          guard count > 0 else { continue }
          fleet.add(
            try FleetRow(json: group(service, instance, day, count, severity: "note").utf8))
        }
      }
    }
    return FleetRanking(fleet)
  }

  @Test func `why a note ranks is told in each form`() throws {
    let report = FleetReport(try Self.notes())
    let grown =
      "noted in each capture; ranked because it grew by 110 per instance since the day before"
    let new =
      "noted in each capture; ranked because it is new since the day before, with 150 per instance"
    let text = Sample.written { FleetText(report).write(to: $0) }
    #expect(
      text.contains(
        """
              RMS 158; 2 of 2 instances; peak 200 in hub-2; median wait 2h27m; +110 per
              instance
              noted in each capture; ranked because it grew by 110 per instance since
              the day before

        """), "\(text)")
    let page = Sample.written { FleetHTML(report).write(to: $0) }
    let issue = try #require(FleetIssues(report).issues.first).body
    for sentence in [grown, new] {
      #expect(page.contains("<br><span class=\"dim\">\(sentence)</span></td>"))
      #expect(issue.contains("- **why**: \(sentence)\n"), "\(issue)")
    }
    let json = Sample.written { FleetJSON(report).write(to: $0) }
    #expect(json.contains(#""growth": 150, "notedGrowth": 150}"#), "\(json)")
    let other = try Self.ranking()
    let without = Sample.written { FleetJSON(FleetReport(other)).write(to: $0) }
    #expect(without.contains(#""growth": 1512, "notedGrowth": null}"#))
  }

  private struct Written: Decodable {
    var schema: String
    var summary: [String: Int]
    var leaks: [Leak]

    struct Leak: Decodable {
      var rank: Int
      var growth: Double
      var totalBefore: Int?
    }
  }

  @Test func `a row is read as it is written`() throws {
    let row = try FleetRow(json: Self.group("pay", "p1", 30, 7).utf8)
    let written = FleetRows([row]).text
    #expect(written.hasSuffix("}\n"))
    #expect(try FleetRow(json: written.dropLast().utf8) == row)
    #expect(written.contains(#""version": null, "captured_at": "2026-11-30T08:00:00Z""#))
  }
}
