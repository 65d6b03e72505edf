import Foundation
import Testing

@Suite(.serialized) struct ScanTests {
  private let again = "try curl -sS 'http://HOST/debug/pprof/goroutine?debug=2'"
  private let take = "try curl -sS 'http://HOST/debug/pprof/goroutine?debug=2'"
  private let dump = """
    goroutine 1 [running]:
    main.main()
    \t/home/u/main.go:22 +0x4d

    """
  private let heading = "  debug=2  1 goroutine in 1 group"

  /// Runs a command in a folder with `good.txt`.
  private func run(_ script: String, _ prepare: (Command) throws -> Void = { _ in }) throws
    -> Command.Outcome
  {
    let command = try Command()
    defer { command.remove() }
    try command.write("good.txt", dump)
    try prepare(command)
    return try command.run(script)
  }

  private func failure(_ status: Int32, _ sentence: String) -> Command.Outcome {
    Command.Outcome(status: status, output: "", error: "dumpscan: error: \(sentence)\n")
  }

  @Test func `an empty file is a failed capture`() throws {
    let outcome = try run("dumpscan empty.txt") { try $0.write("empty.txt", "") }
    #expect(outcome == failure(65, "empty.txt: is empty; did the capture fail?; \(again)"))
  }

  @Test func `empty standard input is a failed capture`() throws {
    #expect(
      try run("dumpscan")
        == failure(65, "standard input: is empty; did the capture fail?; \(again)"))
  }

  @Test func `an HTML page is no dump`() throws {
    let outcome = try run("dumpscan page.txt") {
      try $0.write("page.txt", "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>\n")
    }
    #expect(
      outcome
        == failure(
          65,
          "page.txt: not a goroutine dump: no goroutines found; it looks like an HTML page, perhaps an error page; "
            + take))
  }

  @Test func `a picture is no dump`() throws {
    let outcome = try run("dumpscan --format json picture.txt") {
      try $0.write("picture.txt", Data([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]))
    }
    #expect(
      outcome
        == failure(
          65,
          "picture.txt: not a goroutine dump: no goroutines found; it looks like a JPEG image; \(take)"
        ))
  }

  @Test func `an empty directory is no dump`() throws {
    #expect(
      try run("mkdir d; dumpscan d")
        == failure(65, "d: no goroutine dump found: no files; \(take)"))
  }

  @Test func `a profile of which only the first line was kept is not called good`() throws {
    let outcome = try run("dumpscan head.txt") {
      try $0.write("head.txt", "goroutine profile: total 23014\n")
    }
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        "\nthe profile declares 23,014 goroutines and shows none of them\n"))
  }

  @Test func `a missing file is told`() throws {
    #expect(
      try run("dumpscan nope.txt")
        == failure(
          66, "nope.txt: file not found"))
  }

  @Test(.enabled(if: getuid() != 0, "root can read every file"))
  func `a file that may not be read is told`() throws {
    #expect(
      try run("chmod 000 good.txt; dumpscan good.txt")
        == failure(74, "good.txt: cannot read: Permission denied"))
  }

  @Test(arguments: ["cat good.txt | dumpscan", "dumpscan - <good.txt", "dumpscan scan <good.txt"])
  func `standard input is read`(script: String) throws {
    let outcome = try run(script)
    #expect(outcome.status == 0)
    #expect(outcome.error == "")
    #expect(outcome.output.hasPrefix("standard input\(heading)\n"))
  }

  @Test func `what can be read is reported, and the worst failure is the status`() throws {
    let outcome = try run("dumpscan good.txt nope.txt empty.txt good.txt") {
      try $0.write("empty.txt", "")
    }
    #expect(outcome.status == 66)
    #expect(outcome.output.hasPrefix("good.txt\(heading)\n"))
    #expect(outcome.output.hasSuffix("total  2 goroutines in 2 dumps, no findings\n"))
    #expect(
      outcome.error == """
        dumpscan: error: nope.txt: file not found
        dumpscan: error: empty.txt: is empty; did the capture fail?; \(again)

        """)
  }

  @Test func `a reader that leaves early is no failure`() throws {
    // More than a pipe holds, so that the command is still writing when its reader leaves.
    let outcome = try run("{ dumpscan --format json many.txt; echo $? >&2; } | head -1") {
      let blocks = (1...1000).map {
        "goroutine \($0) [running]:\nmain.f\($0)()\n\t/a.go:1 +0x1\n\n"
      }
      try $0.write("many.txt", blocks.joined())
    }
    #expect(outcome == Command.Outcome(status: 0, output: "{\n", error: "0\n"))
  }

  @Test func `a full disk is told`() throws {
    let outcome = try run("test -c /dev/full || exit 99; dumpscan good.txt >/dev/full")
    guard outcome.status != 99 else { return }
    #expect(
      outcome
        == failure(
          74,
          "standard output: cannot write: No space left on device; "
            + "the report is incomplete"))
  }

  @Test(arguments: [
    "--by foo", "--match '('", "--min-wait soon", "--label path", "--top=-1", "--threads 0",
    "--format xml", "--nonsense",
  ])
  func `wrong usage is 64`(options: String) throws {
    let outcome = try run("dumpscan \(options) good.txt")
    #expect(outcome.status == 64)
    #expect(outcome.output == "")
    #expect(outcome.error.hasPrefix("dumpscan: error: "))
  }

  @Test func `help and version go to standard output`() throws {
    #expect(try run("dumpscan --version") == .init(status: 0, output: "0.2.0\n", error: ""))
    let help = try run("dumpscan --help")
    #expect(help.status == 0)
    #expect(help.output.contains("curl -s 'http://HOST/debug/pprof/goroutine?debug=2' | dumpscan"))
    #expect(help.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 85)
  }

  @Test func `colours are for those who ask`() throws {
    #expect(try !run("dumpscan good.txt").output.contains("\u{1b}"))
    #expect(try run("dumpscan --color always good.txt").output.contains("\u{1b}[1m"))
    #expect(try run("CLICOLOR_FORCE=1 TERM=xterm dumpscan good.txt").output.contains("\u{1b}[1m"))
    #expect(
      try !run("NO_COLOR=1 CLICOLOR_FORCE=1 dumpscan good.txt").output.contains("\u{1b}"))
  }

  #if os(Linux)
    /// A pipe that the shell holds open, so that it never ends, and a file that is all hole behind the
    /// dump, and would take minutes.
    @Test(arguments: [
      "mkfifo input; exec 9<>input; cat good.txt >&9",
      "cp good.txt input; truncate -s 1T input",
    ])
    func `ctrl-C reports what was read`(_ input: String) throws {
      // The signal waits until the command listens for it (bit 2 of the caught ones), and a command
      // that hangs is killed.
      let outcome = try run(
        """
        \(input)
        dumpscan input & command=$!
        until grep -q '^SigCgt:.*[2367abef]$' /proc/$command/status; do sleep 0.1; done
        sleep 2; kill -INT $command
        { sleep 30; kill -9 $command; } >/dev/null 2>&1 & guard=$!
        wait $command; echo $? >&2; kill $guard
        """)
      #expect(
        outcome.error
          == "dumpscan: note: interrupted; the report covers what was read so far\n130\n")
      #expect(outcome.output.contains("reading was interrupted"))
    }
  #endif

  /// The parser would break longer lines in the middle, and leave the rest of each on a line.
  @Test func `what the help says fits into 80 columns`() throws {
    let command = try Command()
    defer { command.remove() }
    let dump = try command.run("dumpscan --experimental-dump-help").output
    let tool = try JSONDecoder().decode(Tool.self, from: Data(dump.utf8))
    let discussions = (tool.command.subcommands ?? []).compactMap(\.discussion)
    #expect(discussions.count == 10)
    for line in discussions.joined(separator: "\n").split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
    }
  }

  private struct Tool: Decodable {
    var command: Subcommand
    struct Subcommand: Decodable {
      var discussion: String?
      var subcommands: [Subcommand]?
    }
  }

  @Test func `every subcommand has its help`() throws {
    let command = try Command()
    defer { command.remove() }
    let names = [
      "scan", "gate", "baseline", "diff", "trend", "fleet", "signatures", "explain", "convert",
    ]
    for name in names {
      let help = try command.run("dumpscan \(name) --help")
      #expect(help.status == 0, "\(name)")
      #expect(help.error.isEmpty, "\(name)")
      #expect(help.output.contains("USAGE: "), "\(name)")
    }
  }
}
