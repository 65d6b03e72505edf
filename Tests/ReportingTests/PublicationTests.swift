import Foundation
import GoroutineDump
import LeakAnalysis
import Reporting
import Testing

/// The reports for other tools, read by tools that are not ours.
@Suite struct PublicationTests {
  private func written(_ format: PublicationFormat, _ publication: Publication) -> String {
    Sample.written { publication.write(format, to: $0) }
  }

  @Test func `a report names the repository's files`() {
    let paths = SourcePaths(trimming: ["/home/ci/src", "example.com/pay"])
    #expect(paths.path(of: "/home/ci/src/a/b.go") == "a/b.go")
    #expect(paths.path(of: "example.com/pay/main.go") == "main.go")
    #expect(paths.path(of: "example.com/payments/main.go") == "example.com/payments/main.go")
    #expect(SourcePaths(trimming: ["C:\\src"]).path(of: "C:/src/a.go") == "a.go")
    let found = SourcePaths { $0 == "pay/main.go" }
    #expect(found.path(of: "/build/x/pay/main.go") == "pay/main.go")
    #expect(found.path(of: "/usr/lib/go/src/net/http/server.go").hasPrefix("/usr"))
  }

  @Test func `an annotation is one line, and no text of a dump ends it`() throws {
    let text = written(.github, try Published.hostile())
    let lines = text.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(line.hasPrefix("::error ") || line.hasPrefix("::warning "))
    }
    #expect(text.contains("title=chan-send-no-receiver%3A goroutines blocked"))
    #expect(text.contains("file=app/a%2Cb%3Ac.go,line=22"))
    #expect(text.contains("%0AFix: "))
  }

  @Test(arguments: [
    ("api/store.go", "main.run", "api/store.go", "%SRCROOT%"),
    ("net/http/server.go", "net/http.(*Server).Serve", "src/net/http/server.go", "GOROOT"),
    ("github.com/x/y@v1.2.3/z.go", "github.com/x/y.Z", "github.com/x/y@v1.2.3/z.go", "GOMODCACHE"),
    ("/usr/local/go/src/os/file.go", "os.Open", "file:///usr/local/go/src/os/file.go", nil),
    ("C:/src/a b.go", "main.run", "file:///C%3A/src/a%20b.go", nil),
  ])
  func `SARIF says what a path is relative to`(
    _ file: String, _ function: String, _ uri: String, _ base: String?
  ) throws {
    let dump = (0..<20).map { number in
      """
      goroutine \(9 + number) [chan receive (nil chan), 9 minutes]:
      \(function)(...)
      \t\(file):7 +0x1


      """
    }.joined()
    let publication = Publication(try ReportView(Report([try Sample.input(dump)])))
    let text = written(.sarif, publication)
    let location = base.map { #""uri": "\#(uri)", "uriBaseId": "\#($0)""# } ?? #""uri": "\#(uri)"}"#
    #expect(text.contains(#"{"artifactLocation": {"# + location), "\(text)")
  }

  @Test(arguments: [(10, 10, 0), (11, 12, 1), (40, 41, 1)])
  func `the tenth annotation tells how many the runner leaves out`(
    _ places: Int, _ lines: Int, _ notices: Int
  ) throws {
    let dump = (0..<places).map { number in
      """
      goroutine \(9 + number) [chan receive (nil chan), 9 minutes]:
      main.wait\(number)()
      \t/src/wait.go:\(number + 1) +0x1


      """
    }.joined()
    let text = written(.github, Publication(try ReportView(Report([try Sample.input(dump)]))))
    let commands = text.split(separator: "\n")
    #expect(commands.count == lines)
    #expect(commands.allSatisfy { $0.hasPrefix("::error ") })
    #expect(commands.count { $0.contains("title=dumpscan::") } == notices)
    if notices == 1 {
      #expect(commands[9].hasPrefix("::error title=dumpscan::\(places - 9) more are in the log"))
    }
  }

  @Test func `a page for a summary is never longer than it may be`() throws {
    let publication = try Published.hostile()
    let all = Sample.written { MarkdownReport(publication).write(to: $0) }
    #expect(all.contains("❌ the gate failed"))
    let short = Sample.written { MarkdownReport(publication, limit: 1200).write(to: $0) }
    #expect(short.utf8.count <= 1200)
    #expect(short.contains("would exceed the size limit of a summary"))
    // Outside of code, no name of a dump is a mention, a link, or HTML.
    let prose = all.replacing(/`[^`\n]*`/, with: "")
    #expect(!prose.contains("<script>") && !prose.contains("@everyone"))
    #expect(all.contains("main.<script>@everyone¦'x'"))
  }

  @Test func `CSV has as many fields in each record, and ends lines as RFC 4180 has it`() throws {
    let text = written(.csv, try Published.hostile())
    #expect(text.hasSuffix("\r\n"))
    #expect(text.contains("\"main.a[int,string].func1\""))
  }

  @Test func `metrics have a sample for each state and signature, and an end`() throws {
    let report = Report([try Sample.input(Published.dump, name: #"a "b" \\c.txt"#)])
    let text = written(.openmetrics, Publication(try ReportView(report)))
    let capture = #"capture="a \"b\" \\\\c.txt""#
    #expect(
      text == """
        # TYPE dumpscan_goroutines gauge
        # HELP dumpscan_goroutines Goroutines in the dump, by state.
        dumpscan_goroutines{\(capture),state="chan send"} 200
        dumpscan_goroutines{\(capture),state="IO wait"} 1
        # TYPE dumpscan_goroutines_proved_leaked gauge
        # HELP dumpscan_goroutines_proved_leaked Goroutines that the garbage collector proved leaked.
        dumpscan_goroutines_proved_leaked{\(capture)} 0
        # TYPE dumpscan_longest_wait_seconds gauge
        # UNIT dumpscan_longest_wait_seconds seconds
        # HELP dumpscan_longest_wait_seconds The longest wait of a goroutine, in whole minutes.
        dumpscan_longest_wait_seconds{\(capture)} 2400
        # TYPE dumpscan_findings gauge
        # HELP dumpscan_findings Findings, by signature and severity.
        dumpscan_findings{\(capture),signature="chan-send-no-receiver",severity="error"} 1
        # TYPE dumpscan_finding_goroutines gauge
        # HELP dumpscan_finding_goroutines Goroutines of the findings, by signature and severity.
        dumpscan_finding_goroutines{\(capture),signature="chan-send-no-receiver",severity="error"} 200
        # EOF

        """)
  }

  @Test func `a JUnit report has cases for what is reported alone`() throws {
    let text = written(.junit, try Published.hostile())
    #expect(text.components(separatedBy: "<testcase ").count == 4)
    #expect(text.contains("name=\"chan-send-no-receiver\""))
    #expect(!text.contains("name=\"findings\""))
    let quiet = Report([try Sample.input(Sample.senders)], catalogue: Catalogue([]))
    let passed = written(.junit, Publication(try ReportView(quiet)))
    #expect(passed.contains("name=\"findings\" time=\"0\"/>"))
  }

  @Test func `an annotation points into the program's own code, or nowhere`() throws {
    func annotation(_ frames: String, creator: String) throws -> String {
      let dump = (0..<120).map { number in
        """
        goroutine \(9 + number * 3) [chan receive (nil chan), 9 minutes]:
        \(frames)
        created by \(creator)


        """
      }.joined()
      return written(.github, Publication(try ReportView(Report([try Sample.input(dump)]))))
    }
    let library = "github.com/x/y.Z()\n\t/go/pkg/mod/github.com/x/y@v1.2.3/z.go:7 +0x1"
    let own = "main.run()\n\t/src/main.go:12 +0x1"
    let creator =
      "github.com/x/y.New in goroutine 1\n\t/go/pkg/mod/github.com/x/y@v1.2.3/z.go:3 +0x1"
    #expect(
      try annotation(library + "\n" + own, creator: creator)
        .hasPrefix("::error file=/src/main.go,line=12,title="))
    #expect(
      try annotation(library, creator: "main.start in goroutine 1\n\t/src/main.go:30 +0x1")
        .hasPrefix("::error file=/src/main.go,line=30,title="))
    #expect(try annotation(library, creator: creator).hasPrefix("::error title="))
  }

  @Test func `a baseline that is written is read again`() throws {
    let baseline = Baseline(accepting: [try Sample.analysis(Published.dump)])
    let text = Sample.written { BaselineFile(baseline).write(to: $0) }
    #expect(try Baseline(json: Array(text.utf8)) == baseline)
    // A line per group, and four around them.
    #expect(text.split(separator: "\n").count == baseline.entries.count + 5)
  }
}
