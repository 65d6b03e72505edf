import Foundation
import Testing

/// The commands for pipelines, as a shell runs them.
@Suite struct GateTests {
  private let healthy = """
    goroutine 1 [chan receive]:
    main.main()
    \t/home/u/main.go:22 +0x4d

    """

  private var leaking: String {
    healthy
      + (0..<150).map { number in
        """

        goroutine \(number * 7 + 100) [chan send, 40 minutes]:
        main.leak.func1()
        \t/home/u/leak.go:30 +0x4d
        created by main.leak in goroutine \(number * 7 + 99)
        \t/home/u/leak.go:28 +0x71

        """
      }.joined()
  }

  private func run(_ script: String, _ prepare: (Command) throws -> Void = { _ in }) throws
    -> Command.Outcome
  {
    let command = try Command()
    defer { command.remove() }
    try command.write("good.txt", healthy)
    try command.write("bad.txt", leaking)
    try prepare(command)
    return try command.run(script)
  }

  @Test(arguments: [
    ("dumpscan gate good.txt", 0), ("dumpscan gate < good.txt", 0),
    ("dumpscan gate bad.txt", 1), ("dumpscan gate good.txt bad.txt", 1),
    ("dumpscan gate --fail-on never bad.txt", 0),
    ("dumpscan gate --dry-run bad.txt", 0), ("dumpscan gate --dry-run empty.txt", 0),
    ("dumpscan gate --max-goroutines 0 good.txt", 1),
    ("dumpscan gate --fail-on never --limit '^main[.]leak=149' bad.txt", 1),
    ("dumpscan gate --fail-on never --limit '^main[.]leak=150' --max-group 9 bad.txt", 0),
    ("dumpscan gate empty.txt", 65), ("dumpscan gate good.txt empty.txt", 65),
    ("dumpscan gate bad.txt empty.txt", 1),
    ("dumpscan gate page.html", 65), ("dumpscan gate no/such.txt", 66),
    ("mkdir none; dumpscan gate none", 65),
    ("mkdir some; cp good.txt some; echo '{}' > some/report.json; dumpscan gate some", 0),
    (
      "mkdir page; cp good.txt page; dumpscan good.txt --format html -o page/r.html; "
        + "dumpscan gate page", 0
    ),
    ("mkdir pages; echo '<html>502</html>' > pages/goroutine.html; dumpscan gate pages", 65),
    ("mkdir some; cp good.txt bad.txt some; dumpscan gate some", 1),
    ("dumpscan gate --fail-on bad good.txt", 64),
    ("dumpscan gate --baseline no.json good.txt", 78),
    ("echo '{}' > b.json; dumpscan gate --baseline b.json good.txt", 78),
    ("dumpscan baseline bad.txt -o b.json && dumpscan gate --baseline b.json bad.txt", 0),
    ("dumpscan baseline good.txt -o b.json && dumpscan gate --baseline b.json bad.txt", 1),
    ("dumpscan baseline empty.txt", 65),
    ("dumpscan diff good.txt bad.txt", 0), ("dumpscan diff --fail-on-growth good.txt bad.txt", 1),
    ("dumpscan diff --fail-on-growth bad.txt good.txt", 0), ("dumpscan diff good.txt", 64),
    ("dumpscan trend --fail-on-growth bad.txt bad.txt bad.txt", 0),
    ("dumpscan trend good.txt empty.txt", 65),
    ("dumpscan gate --report sarif=no/such/dir/x good.txt", 74),
    ("dumpscan gate --report markdown= good.txt", 64),
  ])
  func `exit status`(_ script: String, _ status: Int32) throws {
    let outcome = try run(script) {
      try $0.write("empty.txt", "")
      try $0.write("page.html", "<!DOCTYPE html><html><body>502</body></html>")
    }
    #expect(outcome.status == status, "\(outcome.output)\(outcome.error)")
  }

  @Test func `a baseline that accepts findings says so`() throws {
    let outcome = try run("dumpscan baseline good.txt bad.txt -o b.json")
    #expect(
      outcome.error == """
        dumpscan: note: b.json: 2 accepted groups
        dumpscan: note: 1 of the 2 accepted groups has findings (1 error), which a gate with this \
        baseline will not report; `dumpscan CAPTURE` shows them

        """)
    #expect(
      try run("dumpscan baseline good.txt -o b.json").error
        == "dumpscan: note: b.json: 1 accepted group\n")
  }

  @Test func `the log of a failed gate says what to do next`() throws {
    let output = try run("COLUMNS=200 dumpscan gate bad.txt").output
    #expect(output.hasPrefix("gate failed: 1 error in 151 goroutines in 1 dump\n"))
    for word in ["where", "created by", "evidence", "cause", "fix", "see"] {
      #expect(output.contains("\n  \(word) "), "\(word)")
    }
    #expect(output.contains("\n  see         dumpscan --goroutine 100 bad.txt\n"))
    #expect(
      output.contains("\n  baseline    dumpscan baseline bad.txt -o dumpscan-baseline.json\n"))
    #expect(output.contains("\n  or          list them under `expect:` in .dumpscan.yml\n"))
    let limit = try run("COLUMNS=200 dumpscan gate --fail-on never --max-group 126 bad.txt").output
    #expect(limit.hasPrefix("gate failed: 1 limit exceeded in "))
    #expect(limit.contains("150 goroutines in state chan send, allowed 126 (--max-group)"))
    let wait = try run("COLUMNS=200 dumpscan gate --fail-on never --max-wait 1m bad.txt").output
    #expect(wait.contains("the longest wait is 40 minutes, allowed 1 minute (--max-wait); "))
  }

  @Test func `a baseline that is wrong is told with its file`() throws {
    let outcome = try run("dumpscan gate --baseline b.json good.txt") {
      try $0.write("b.json", "[")
    }
    #expect(outcome.error == "dumpscan: error: b.json: the baseline is not valid JSON\n")
    #expect(outcome.output.isEmpty)
  }

  @Test func `it writes several reports, and adds to the step's summary`() throws {
    let outcome = try run(
      """
      echo before > summary.md
      GITHUB_STEP_SUMMARY=summary.md dumpscan gate --format github --report sarif=leaks.sarif \
        --report markdown=summary.md --report junit=leaks.xml bad.txt
      head -1 summary.md; grep -c 'the gate failed' summary.md; head -c 2 leaks.sarif; head -c 6 leaks.xml
      """)
    #expect(outcome.output.hasPrefix("::error file=/home/u/leak.go,line=30,title=chan-send"))
    #expect(outcome.output.hasSuffix("before\n1\n{\n<?xml "))
  }

  @Test(arguments: [
    ("--format github", true), ("--report sarif=leaks.sarif", true),
    ("--report gitlab=quality.json", true), ("--report junit=leaks.xml", false),
    ("--format github --trim-prefix /home/u", false),
  ])
  func `a path that no service can show is told`(_ options: String, _ isTold: Bool) throws {
    let outcome = try run("dumpscan gate \(options) bad.txt")
    let note = "dumpscan: note: /home/u/leak.go is not a path in a repository, "
    #expect(outcome.error.hasPrefix(note) == isTold, "\(outcome.error)")
  }

  @Test func `paths are cut until they are files of the repository`() throws {
    let outcome = try run(
      "mkdir repo; touch repo/leak.go; dumpscan gate --format github --source-root repo bad.txt")
    #expect(outcome.output.hasPrefix("::error file=leak.go,line=30,"))
  }

  @Test func `the configuration speaks where no flag does`() throws {
    let yaml = "gate:\n  failOn: never\n  limits:\n    - {match: '^main[.]leak', max: 149}\n"
    let script = "dumpscan gate bad.txt >/dev/null; echo $?"
    #expect(try run(script) { try $0.write(".dumpscan.yml", yaml) }.output == "1\n")
    let silent = "gate:\n  failOn: never\n"
    #expect(try run(script) { try $0.write(".dumpscan.yml", silent) }.output == "0\n")
    let flag = "dumpscan gate --fail-on error bad.txt >/dev/null; echo $?"
    #expect(try run(flag) { try $0.write(".dumpscan.yml", silent) }.output == "1\n")
    let shown = try run("dumpscan gate --config .dumpscan.yml --print-config") {
      try $0.write(".dumpscan.yml", silent)
    }
    #expect(shown.output.contains("# .dumpscan.yml:2\n"))
    let wrong = try run("dumpscan gate good.txt") {
      try $0.write(".dumpscan.yml", "gate: {maxx: 1}")
    }
    #expect(wrong.status == 78)
  }

  @Test func `expected goroutines pass the limits of groups, up to their maximum`() throws {
    let script = "dumpscan gate --fail-on never --max-group 100 bad.txt >/dev/null; echo $?"
    let expected = "expect: [{top: main.leak.func1, max: 150}]"
    #expect(try run(script) { try $0.write(".dumpscan.yml", expected) }.output == "0\n")
    let fewer = "expect: [{top: main.leak.func1, max: 149}]"
    #expect(try run(script) { try $0.write(".dumpscan.yml", fewer) }.output == "1\n")
    // And a baseline that does not know them.
    let baseline = """
      dumpscan baseline good.txt -o base.json 2>/dev/null
      dumpscan gate --fail-on never --baseline base.json bad.txt >/dev/null; echo $?
      """
    #expect(try run(baseline).output == "1\n")
    #expect(try run(baseline) { try $0.write(".dumpscan.yml", expected) }.output == "0\n")
  }

  @Test func `reports and paths can stand in the configuration`() throws {
    let yaml = """
      gate:
        trimPrefix: /home
        report: {junit: out/leaks.xml, github: annotations.txt}
      """
    let outcome = try run(
      """
      mkdir out sub; cd sub
      dumpscan gate --report github=own.txt ../bad.txt >/dev/null
      head -c 6 ../out/leaks.xml; ls ..; cut -d, -f1 own.txt
      dumpscan gate --print-config --report github=own.txt | sed -n 's/  *#.*:/ #/p' \
        | sed "s:$(dirname "$PWD"):FOLDER:" | tail -4
      """
    ) { try $0.write(".dumpscan.yml", yaml) }
    #expect(
      outcome.output == """
        <?xml bad.txt
        good.txt
        out
        sub
        ::error file=u/leak.go
          trimPrefix: #2
            - '/home' #2
          report: #3
            junit: 'FOLDER/out/leaks.xml' #3

        """)
    let wrong = try run("dumpscan gate good.txt") {
      try $0.write(".dumpscan.yml", "gate:\n  report:\n    sarfi: a.sarif\n")
    }
    #expect(wrong.status == 78)
    #expect(
      wrong.error.hasPrefix(
        "dumpscan: error: .dumpscan.yml:3: gate.report: unknown format 'sarfi'; choose from "))
  }

  @Test(arguments: ["# nothing yet\n", "---\n", "gate:\n"])
  func `a configuration may say nothing`(_ yaml: String) throws {
    let outcome = try run("dumpscan gate good.txt") { try $0.write(".dumpscan.yml", yaml) }
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  @Test func `what cannot be judged is told beside what fails`() throws {
    let outcome = try run("dumpscan gate bad.txt no.txt empty.txt 2>/dev/null") {
      try $0.write("empty.txt", "")
    }
    #expect(outcome.status == 1)
    #expect(
      outcome.output.hasPrefix(
        "gate failed: 1 error in 151 goroutines in 1 dump; 2 captures cannot be judged\n"))
    #expect(outcome.output.contains("NOT JUDGED  no.txt: file not found\n"))
    #expect(outcome.output.contains("NOT JUDGED  empty.txt: is empty; did the capture fail?;"))
  }

  @Test func `a report on standard output stands behind the text`() throws {
    for path in ["-", "/dev/stdout"] {
      let outcome = try run("dumpscan gate --report markdown=\(path) good.txt")
      #expect(outcome.output.hasPrefix("gate passed: "))
      #expect(outcome.output.contains("\n## dumpscan: ✅ the gate passed\n"))
    }
  }

  @Test func `it says what is in force, and who said it`() throws {
    let outcome = try run("dumpscan gate --print-config --max-wait 2h --tolerance 30%")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: "#") }
    let values = lines.map { $0.map { $0.trimmingCharacters(in: .whitespaces) } }
    #expect(values.contains(["maxWait: 120m", "--max-wait"]))
    #expect(values.contains(["tolerance: 30%", "--tolerance"]))
    #expect(values.contains(["failOn: error", "default"]))
  }
}
