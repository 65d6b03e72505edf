import Foundation
import LeakAnalysis
import PCRE2
import Testing

@testable import Reporting

@Suite struct ReportTests {
  private func view(_ text: String, by key: String = "top,site,state,wait") throws -> ReportView {
    // No signatures: what they say is tested with them.
    let report = Report([try Sample.input(text)], catalogue: Catalogue([]))
    return try ReportView(report, by: RowKey(parsing: key))
  }

  @Test func `text says what was read, the states, and the rows`() throws {
    let view = try view(Sample.senders, by: "site,state")
    let text = Sample.written { TextReport(view, options: TextOptions(width: 80)).write(to: $0) }
    #expect(
      text == """
        dump.txt  debug=2  4 goroutines in 2 groups

        no leak signature matched

        STATES
          3  chan send   75%  ██████████████████████████████
          1  IO wait     25%  ██████████

        GOROUTINES by site, state
          #  COUNT  STATE      WAIT      WHERE
          1      3  chan send  3m–2h27m  main.leakGrs.func1  main.go:22
                    created by main.leakGrs  main.go:20
          2      1  IO wait    <1m       main.main  main.go:51

        """)
  }

  /// A leak test's few goroutines are seen at once; of many, silence may be no health.
  @Test(arguments: [
    (19, "select", nil), (20, "select, 1 minutes", nil),
    (
      20, "select",
      "No goroutine has a wait time yet (the runtime sets them at a garbage collection), so one "
        + "snapshot may miss stuck goroutines: take a second dump some minutes later."
    ),
  ])
  func `why silence may be no health`(_ count: Int, state: String, advice: String?) throws {
    let dump = (1...count).map { id in
      "goroutine \(id) [\(id == 9 ? state : "IO wait")]:\nmain.f()\n\t/a.go:1 +0x1\n\n"
    }
    let view = try view(dump.joined())
    let text = Sample.written {
      TextReport(view, options: TextOptions(width: 200)).write(to: $0)
    }
    let lines = text.split(separator: "\n").dropFirst().prefix { $0 != "STATES" }
    let why = "What speaks for and against a leak in row 1 of the table: dumpscan --why 1 dump.txt"
    let said = ["no leak signature matched"] + (advice.map { [$0] } ?? []) + [why]
    #expect(lines.joined(separator: " ") == said.joined(separator: " "))
  }

  @Test func `no line is wider than the page, and none ends in spaces`() throws {
    let view = try view(Sample.senders)
    for width in [40, 60, 80, 120] {
      let options = TextOptions(width: width)
      let text = Sample.written { TextReport(view, options: options).write(to: $0) }
      for line in text.split(separator: "\n") {
        #expect(String(line).displayWidth <= width)
        #expect(!line.hasSuffix(" "))
      }
    }
  }

  @Test func `escapes come from the report alone`() throws {
    let dump = """
      goroutine 7 [chan send\u{1b}[2J]:
      main.f\u{1b}[31m()
      \t/home/u/\u{9b}1m/main.go:22 +0x4d

      """
    let view = try view(dump)
    let text = Sample.written { TextReport(view).write(to: $0) }
    #expect(!text.unicodeScalars.contains { $0 != "\n" && Sanitizer.isUnsafe($0) })
    let json = Sample.written { JSONReport(view).write(to: $0) }
    #expect(!json.unicodeScalars.contains { $0 != "\n" && Sanitizer.isUnsafe($0) })
  }

  @Test func `json has the members of the schema`() throws {
    let view = try view(Sample.senders, by: "state")
    let json = Sample.written { JSONReport(view).write(to: $0) }
    let again = Sample.written { JSONReport(view).write(to: $0) }
    #expect(json == again)
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let report = try #require(object)
    #expect(report["schema"] as? String == "dumpscan/1")
    let groups = try #require(report["groups"] as? [[String: Any]])
    #expect(groups.map { $0["id"] as? String } == ["g1", "g2"])
    #expect(groups[0]["goroutineIDs"] as? [Int] == [7, 8, 9])
    #expect(groups[0]["waitMinutes"] as? [String: Int] == ["min": 3, "median": 40, "max": 147])
    #expect(groups[1]["waitMinutes"] == nil)
    let creator = try #require(groups[0]["createdBy"] as? [String: Any])
    #expect(creator["function"] as? String == "main.leakGrs")
    #expect(creator["line"] as? Int == 20)
    #expect(creator["goroutine"] as? Int == 1)
    let rows = try #require(report["rows"] as? [[String: Any]])
    #expect(rows[0]["key"] as? [String: String] == ["state": "chan send"])
    #expect(rows[0]["groups"] as? [String] == ["g1"])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["goroutines"] as? Int == 4)
    #expect(summary["states"] as? [String: Int] == ["chan send": 3, "IO wait": 1])
    #expect(json.contains(#""states": {"chan send": 3, "IO wait": 1}"#))
  }

  @Test func `json text is escaped`() {
    var bytes: [UInt8] = []
    JSONText.append("a\"b\\c\n\t\u{1}\u{9b}\u{202e}ö漢😀", to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == #""a\"b\\c\n\t\u0001\u009b\u202eö漢😀""#)
  }
}
