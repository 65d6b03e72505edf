import Testing

/// Questions to a dump, by the command itself.
struct QuestionTests {
  private let dump = """
    goroutine 1 [select, 12 minutes]:
    main.main(0xc000012018)
    \t/home/u/pay/main.go:51 +0x10

    goroutine 7 [chan send, 3 minutes]:
    main.send(0xc000012018, 0x1)
    \t/home/u/pay/send.go:22 +0x4d
    created by main.start in goroutine 1
    \t/home/u/pay/main.go:20 +0x71

    """

  private func run(_ arguments: String) throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", dump)
    try command.write(
      "counts.txt", "goroutine profile: total 1\n1 @ 0x1 0x2\n#\t0x2\tmain.f+0x1\t/a.go:1\n")
    return try command.run("COLUMNS=80 dumpscan \(arguments)")
  }

  @Test func `the goroutines with an address, with the frame`() throws {
    #expect(
      try run("--address 0xc000012018 dump.txt").output == """
        dump.txt  2 of 2 goroutines match

          GOROUTINE  WAIT  STATE      WHERE
                  1   12m  select     main.main(0xc000012018)  /home/u/pay/main.go:51
                  7    3m  chan send  main.send(0xc000012018, 0x1)
                                      /home/u/pay/send.go:22

        """)
    let lines = try run("--address c000012018 --oldest 1 --format ndjson dump.txt").output
    #expect(
      lines.hasPrefix(#"{"input": 0, "capture": "dump.txt", "goroutine": 1, "state": "select""#))
    #expect(lines.hasSuffix(#""line": 51}, "arguments": ["0xc000012018"]}"# + "\n"))
    #expect(lines.split(separator: "\n").count == 1)
  }

  @Test func `the oldest of those that match`() throws {
    #expect(
      try run("--oldest 5 --where 'state != \"select\"' dump.txt").output == """
        dump.txt  1 of 2 goroutines matches

          GOROUTINE  WAIT  STATE      WHERE
                  7    3m  chan send  main.send  /home/u/pay/send.go:22

        """)
    let json = try run("--oldest 1 --format json dump.txt").output
    #expect(json.contains(#"{"input": 0, "capture": "dump.txt", "goroutine": 1, "group": "g"#))
  }

  @Test func `the call tree`() throws {
    #expect(
      try run("--tree dump.txt").output == """
        dump.txt  2 of 2 goroutines

          COUNT  SHARE  FUNCTION
              1    50%  main.main
              1    50%  main.send

        """)
    #expect(
      try run("--tree --match 'send.go:22' --format ndjson dump.txt").output
        == #"{"input": 0, "capture": "dump.txt", "node": 0, "count": 1, "functions": ["main.send"]}"#
        + "\n")
  }

  @Test func `rows by file, line and minute`() throws {
    let text = try run("--by file,line,minute dump.txt").output
    #expect(text.contains("      1  select     12m   /home/u/pay/main.go:51\n"), "\(text)")
  }

  @Test func `a wrong expression is shown with a caret`() throws {
    let outcome = try run("--where 'wait > 10' dump.txt")
    #expect(outcome.status == 64)
    #expect(
      outcome.error.hasPrefix(
        """
        dumpscan: error: --where: a time needs a unit: write 10m, 10h or 10d
          wait > 10
                 ^~

        """))
    #expect(try run("--min-wait 10 dump.txt").error.contains("a time needs a unit: write 10m"))
  }

  @Test func `a format without ages says so`() throws {
    #expect(
      try run("--min-wait 10m counts.txt").error
        == "dumpscan: note: counts.txt: debug1 has no wait times, so the filter matches nothing; "
        + "capture with debug=2\n")
    let outcome = try run("--oldest 3 counts.txt")
    #expect(outcome.status == 64)
    #expect(
      outcome.error
        == "dumpscan: error: counts.txt: debug1 does not list single goroutines, which --oldest "
        + "needs; capture with debug=2\n")
  }

  @Test(arguments: ["--tree --oldest 1", "--why x --tree", "--tree --format html", "--oldest 0"])
  func `questions that do not go together`(_ options: String) throws {
    #expect(try run("\(options) dump.txt").status == 64)
  }

  @Test func `a mistyped command is suggested`() throws {
    #expect(
      try run("gat")
        == .init(
          status: 66, output: "",
          error: "dumpscan: error: gat: file not found; did you mean 'dumpscan gate'?\n"))
    #expect(
      try run("help gat")
        == .init(
          status: 64, output: "",
          error: "dumpscan: error: unknown command 'gat'; did you mean 'dumpscan gate'?\n"))
    #expect(try run("help gate").status == 0)
  }

  @Test func `the manual has its sections`() throws {
    let manual = try run("--generate-manual")
    #expect(manual.status == 0)
    for section in [
      "NAME", "SYNOPSIS", "COMMANDS", "EXPRESSIONS", "ENVIRONMENT", "FILES", "EXIT STATUS",
      "EXAMPLES",
    ] {
      #expect(manual.output.contains("\n.SH \(section)\n"))
    }
    #expect(manual.output.contains("Values: text, json, ndjson"))
    #expect(manual.output.contains("Default: 10."))
  }
}
