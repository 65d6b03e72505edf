import GoroutineDump
import Testing

/// A problem names its line of the input, whatever the dump is wrapped in.
struct ProblemLineTests {
  /// Lines 4 and 9 are no frames, the header in line 16 ends early, and line 17 says that the rest
  /// was cut.
  private static let damaged = """
    goroutine 1 [select]:
    main.f(0x1)
    \t/home/u/main.go:1 +0x1d
    2026/11/21 08:42:26 GET /pay 200
    main.main()
    \t/home/u/main.go:9 +0x1d

    goroutine 2 [chan send]:
    GET /again 200
    main.g(0x1, 0x2)
    \t/home/u/main.go:20 +0x1d
    created by main.main
    \t/home/u/main.go:8 +0x1d

    text of the program
    goroutine 3 [chan
    ...

    """

  private func problems(_ bytes: [UInt8]) throws -> [Problem] {
    try DumpReader(threads: 2).read(bytes: bytes).dumps.flatMap(\.problems)
  }

  @Test(
    arguments: [
      Wrapping("plain", told: []) { $0 },
      Wrapping("CRLF", told: []) { $0.replacing("\n", with: "\r\n") },
    ] + Wrapping.prefixes.filter { !$0.changesLines }
      + Wrapping.records.filter { !$0.changesLines } + Wrapping.encodings)
  func `the line of the text where each is one of the input`(_ wrapping: Wrapping) throws {
    let problems = try problems(wrapping.wrap(Self.damaged))
    #expect(problems.map(\.line) == [4, 9, 16, 17])
    #expect(problems.map(\.kind) == [.badFrame, .badFrame, .badHeader, .cut])
    #expect(problems[0].message == "a line inside a stack is not a frame; skipped")
  }

  @Test(arguments: [
    // Line 4 is the only one of more than 30 characters: its rest is a line of its own.
    ("lines split by the container runtime", [4, 10, 17, 18]),
    // Every third line has two others behind it.
    ("a log goes on between the frames", [3, 6, 8, 13, 18, 26, 27]),
    // Six lines a record.
    ("pretty-printed", [20, 50, 92, 98]),
    // Three lines stand before the dump.
    ("a ticket", [7, 12, 19, 20]), ("curl -i", [7, 12, 19, 20]),
  ])
  func `the line of the input where it has others`(_ name: String, _ lines: [Int]) throws {
    let wrapping = try #require(
      (Wrapping.prefixes + Wrapping.records).first { $0.name == name })
    #expect(try problems(wrapping.wrap(Self.damaged)).map(\.line) == lines)
  }

  @Test(arguments: [
    ("one string", 2), ("one string in a record in a record", 1), ("escaped, without quotes", 1),
    ("control characters in octal", 1),
  ])
  func `the line of the input, and the one within, where it holds many`(
    _ name: String, _ line: Int
  ) throws {
    let wrapping = try #require(Wrapping.records.first { $0.name == name })
    let problems = try problems(wrapping.wrap(Self.damaged))
    #expect(
      problems.map { "\($0.line) \($0.message)" } == [
        "\(line) a line inside a stack is not a frame; skipped "
          + "(line 4 of the escaped text there)",
        "\(line) a line inside a stack is not a frame; skipped "
          + "(line 9 of the escaped text there)",
        "\(line) incomplete goroutine header; the goroutine is counted "
          + "(line 16 of the escaped text there)",
        "\(line) the author shortened the text here "
          + "(line 17 of the escaped text there)",
      ])
  }

  @Test func `a broken line is named by its first part`() throws {
    let text = """
      goroutine 1 [select]:
      main.function(0xc000012018, 0xc000012020, 0xc000012028, 0xc000012030, 0xc0000120
      38, 0xc000012040)
      \t/home/u/main.go:1 +0x1d
      GET /pay 200
      main.main()
      \t/home/u/main.go:9 +0x1d

      """
    #expect(try readAll(text).wrapping == ["soft wraps"])
    #expect(try problems(Array(text.utf8)).map(\.line) == [5])
  }

  @Test func `lines of many chunks`() throws {
    // 10,000 goroutines of 5 lines each.
    let block = "goroutine 7 [select]:\nmain.f(0x1)\n\t/home/u/main.go:1 +0x1d\nmain.main()\n\n"
    let text = String(repeating: block, count: 10_000) + Self.damaged
    #expect(try problems(Array(text.utf8)).map(\.line) == [50_004, 50_009, 50_016, 50_017])
    let prefix = try #require(Wrapping.prefixes.first)
    #expect(try problems(prefix.wrap(text)).map(\.line) == [50_004, 50_009, 50_016, 50_017])
  }

  /// A chunk that begins inside a line does not know how many of the text's came before.
  @Test func `one line of many chunks tells no line within`() throws {
    let block = "goroutine 7 [select]:\nmain.f(0x1)\n\t/home/u/main.go:1 +0x1d\nmain.main()\n\n"
    let text = Self.damaged + "\n" + String(repeating: block, count: 10_000) + Self.damaged
    let problems = try problems(Array(("{\"stack\":" + Wrapping.quoted(text) + "}\n").utf8))
    #expect(problems.map(\.line) == [1, 1, 1, 1, 1, 1, 1, 1])
    #expect(problems[3].message.hasSuffix("(line 17 of the escaped text there)"))
    #expect(problems[4].message == "a line inside a stack is not a frame; skipped")
  }

  @Test func `the line of a profile whose counts do not sum`() throws {
    let profile = "goroutine profile: total 5\n1 @ 0x1 0x2\n#\t0x1\tmain.f+0x1\t/a.go:1\n\n"
    let text = "started\nlistening\n" + profile
    #expect(try problems(Array(text.utf8)).map(\.line) == [3])
    let record = "{\"level\":\"info\"}\n{\"stack\":\(Wrapping.quoted(text))}\n"
    #expect(try problems(Array(record.utf8)).map(\.line) == [2])
  }

  @Test func `lines of a log of several sources`() throws {
    let other = Self.damaged.replacing("/home/u", with: "/home/v")
    let first = Wrapping.lines(of: Self.damaged).map { "pod-1 | \($0)\n" }
    let second = Wrapping.lines(of: other).map { "pod-2 | \($0)\n" }
    let text = zip(first, second).map { $0 + $1 }.joined()
    let dumps = try readAll(text).dumps
    #expect(dumps.map(\.source) == ["1", "2"])
    #expect(dumps.map { $0.problems.map(\.line) } == [[7, 17, 31, 33], [8, 18, 32, 34]])
  }
}

extension Wrapping {
  /// Lines of the dump are not lines of what it is wrapped in.
  fileprivate var changesLines: Bool {
    [
      "lines split by the container runtime", "a log goes on between the frames", "pretty-printed",
      "one string", "one string in a record in a record", "escaped, without quotes",
      "control characters in octal", "a ticket", "curl -i",
    ].contains(name)
  }
}
