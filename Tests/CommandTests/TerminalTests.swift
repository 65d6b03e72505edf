import Foundation
import Testing

/// `script`, which plays a terminal.
enum TerminalPlayer {
  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
}

/// What a person sees at a terminal: `script` plays one.
@Suite(.enabled(if: TerminalPlayer.isInstalled))
struct TerminalTests {
  private let dump = """
    goroutine 7 [chan send, 3 minutes]:
    main.leak.func1()
    \t/home/u/my app/main.go:22 +0x4d
    created by main.leak in goroutine 1
    \t/home/u/my app/main.go:20 +0x71

    """

  /// What a command writes to a terminal, its line ends as the command wrote them.
  private func played(_ line: String, _ environment: String = "") throws -> (Int32, String) {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", dump)
    let outcome = try command.run(
      "unset PAGER DUMPSCAN_PAGER LESS TERM_PROGRAM VTE_VERSION WT_SESSION KONSOLE_VERSION TMUX; "
        + "export TERM=xterm-256color \(environment); "
        + "/usr/bin/script -qec 'dumpscan \(line)' /dev/null")
    return (outcome.status, outcome.output.replacing("\r\n", with: "\n"))
  }

  @Test func `a pager gets the text, with colours`() throws {
    let (status, text) = try played("dump.txt", #"DUMPSCAN_PAGER="sed s/^/PAGE:/" PAGER=false"#)
    #expect(status == 0)
    let lines = text.split(separator: "\n")
    #expect(lines.count > 5)
    #expect(lines.allSatisfy { $0.hasPrefix("PAGE:") })
    #expect(text.contains("\u{1b}[1m"))
  }

  @Test(
    arguments: [
      ("dump.txt --no-pager", "DUMPSCAN_PAGER='sed s/^/PAGE:/'"), ("dump.txt", "PAGER=cat"),
      ("dump.txt", "PAGER="), ("dump.txt", "DUMPSCAN_PAGER= PAGER='sed s/^/PAGE:/'"),
      ("dump.txt", "PAGER='sed s/^/PAGE:/' TERM=dumb"),
      ("--format json dump.txt", "PAGER='sed s/^/PAGE:/'"),
      ("gate dump.txt", "PAGER='sed s/^/PAGE:/'"),
      ("dump.txt | cat", "PAGER='sed s/^/PAGE:/'"),
      ("dump.txt >out; cat out", "PAGER='sed s/^/PAGE:/'"),
    ])
  func `no pager`(_ line: String, _ environment: String) throws {
    let (status, text) = try played(line, environment)
    #expect(status == 0)
    #expect(text.contains("main.leak.func1") || text.contains("gate passed"))
    #expect(!text.contains("PAGE:"))
  }

  @Test func `a reading of more than a second tells how far it has come, and takes that back`()
    throws
  {
    let (status, text) = try played(
      "--no-pager <slow >out", "; mkfifo slow; (cat dump.txt; sleep 2) >slow & true")
    #expect(status == 0)
    #expect(text.hasPrefix("\r\u{1b}[Kstandard input: "))
    #expect(text.contains("/s, 1 goroutine\r") || text.contains("/s, 0 goroutines\r"))
    #expect(text.hasSuffix("\r\u{1b}[K"))
  }

  @Test func `a short reading tells nothing of itself, nor does one in a pipe`() throws {
    #expect(try played("dump.txt >out").1 == "")
    #expect(try played("dump.txt 2>&1 >out | cat").1 == "")
  }

  @Test func `every text goes through it`() throws {
    for line in [
      "--goroutine 7 dump.txt", "diff dump.txt dump.txt", "trend dump.txt dump.txt", "signatures",
      "explain lock-cycle",
    ] {
      let (status, text) = try played(line, "PAGER='sed s/^/PAGE:/'")
      #expect(status == 0)
      #expect(text.hasPrefix("PAGE:"))
    }
  }

  @Test func `a pager that is left early or is not there`() throws {
    #expect(try played("dump.txt", "PAGER='head -n 1'").0 == 0)
    let (status, text) = try played("dump.txt", "PAGER=/nowhere/pager")
    #expect(status == 74)
    #expect(text.contains("pager not found"))
  }

  @Test func `what cannot be read is said again behind the pager's text`() throws {
    let (status, text) = try played("dump.txt none.txt", "PAGER='sed s/^/PAGE:/'")
    let error = "dumpscan: error: none.txt: file not found\n"
    #expect(status == 66)
    #expect(text.hasPrefix(error))
    #expect(text.hasSuffix(error))
    #expect(text.contains("PAGE:"))
  }

  @Test func `hyperlinks where the terminal is known to show them`() throws {
    let link = "\u{1b}]8;;file:///home/u/my%20app/main.go\u{1b}\\"
    #expect(try played("--no-pager dump.txt", "VTE_VERSION=7003").1.contains(link))
    #expect(try played("--no-pager dump.txt", "TERM_PROGRAM=WezTerm").1.contains(link))
    #expect(try played("--hyperlinks always dump.txt", "PAGER=cat").1.contains(link))
    for environment in ["VTE_VERSION=4999", "VTE_VERSION=7003 TERM=tmux-256color", "FOO=1"] {
      #expect(!(try played("--no-pager dump.txt", environment).1.contains("\u{1b}]8")))
    }
    #expect(
      !(try played("--hyperlinks never --no-pager dump.txt", "VTE_VERSION=7003").1
        .contains("\u{1b}]8")))
    // Older pagers would show the sequence as it is.
    #expect(!(try played("dump.txt", "VTE_VERSION=7003 PAGER='sed p'").1.contains("\u{1b}]8")))
    // Nothing is to be opened in what is redacted.
    #expect(!(try played("--redact --hyperlinks always dump.txt", "PAGER=cat").1.contains("]8;;f")))
  }

  @Test func `no colour and no link in a pipe`() throws {
    let (_, text) = try played("dump.txt | cat", "VTE_VERSION=7003")
    #expect(text.contains("main.leak.func1"))
    #expect(!text.contains("\u{1b}"))
  }
}

/// One goroutine, whole stacks.
struct StackTests {
  private let dump = """
    goroutine 7 [chan send, 3 minutes, locked to thread]:
    runtime.chansend1(0xc000012018)
    \t/usr/local/go/src/runtime/chan.go:145 +0x1
    main.leak.func1()
    \t/home/u/app/main.go:22 +0x4d
    created by main.leak in goroutine 5
    \t/home/u/app/main.go:20 +0x71

    goroutine 5 [IO wait]:
    main.serve(0x1)
    \t/home/u/app/main.go:51 +0x10
    created by main.main in goroutine 1
    \t/home/u/app/main.go:11 +0x71

    """

  private func run(_ arguments: String) throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", dump)
    try command.write(
      "counts.txt", "goroutine profile: total 1\n1 @ 0x1 0x2\n#\t0x2\tmain.f+0x1\t/a.go:1\n")
    return try command.run("COLUMNS=80 dumpscan \(arguments)")
  }

  @Test func `one goroutine and the chain of its creators`() throws {
    let outcome = try run("--goroutine 7 dump.txt")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        goroutine 7  in dump.txt
          state       chan send for 3m, locked to its thread
          finding     note: goroutines blocked sending on a channel without a receiver
                      (chan-send-no-receiver)

        STACK
          runtime.chansend1(0xc000012018)  /usr/local/go/src/runtime/chan.go:145
          main.leak.func1  /home/u/app/main.go:22
          created by main.leak in goroutine 5  /home/u/app/main.go:20

        STARTED BY
          goroutine 5  IO wait  main.serve  /home/u/app/main.go:51
          goroutine 1, which has ended or is not in the dump

        """)
  }

  @Test func `a goroutine that is not there is wrong usage`() throws {
    for arguments in [
      "--goroutine 8 dump.txt", "--goroutine 1 counts.txt", "--goroutine x dump.txt",
      "--goroutine 7 --format json dump.txt",
    ] {
      let outcome = try run(arguments)
      #expect(outcome.status == 64)
      #expect(outcome.output == "")
      #expect(outcome.error != "")
    }
  }

  @Test func `whole stacks, what is the library's dimmed`() throws {
    let plain = try run("--stacks dump.txt").output
    #expect(
      plain.contains(
        """
          1      1  chan send  3m    main.leak.func1  main.go:22
              runtime.chansend1  /usr/local/go/src/runtime/chan.go:145
              main.leak.func1  /home/u/app/main.go:22
              created by main.leak  /home/u/app/main.go:20


        """), "\(plain)")
    let colored = try run("--stacks --color always dump.txt").output
    #expect(colored.contains("\u{1b}[2mruntime.chansend1\u{1b}[0m"))
    #expect(
      colored.contains("\n      main.leak.func1  \u{1b}[36m/home/u/app/main.go:22\u{1b}[0m\n"))
  }
}
