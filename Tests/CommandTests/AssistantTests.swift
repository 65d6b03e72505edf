import Testing

/// `dumpscan mcp` and `--format brief`, by the command itself.
struct AssistantTests {
  private static let dump = """
    goroutine 1 [running]:
    main.main()
    \t/home/u/pay/main.go:51 +0x10

    """

  private static let meta =
    #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","#
    + #""io.modelcontextprotocol/clientCapabilities":{}}"#

  private func run(_ script: String) throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", Self.dump)
    try command.write("elsewhere/other.txt", Self.dump)
    try command.write("broken.yml", "thresholds: 5\n")
    return try command.run(script)
  }

  /// One call of a tool by way of a pipe.
  private func call(_ arguments: String, options: String = "") throws -> Command.Outcome {
    let line =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"analyze_dump","#
      + #""arguments":\#(arguments),\#(Self.meta)}}"#
    return try run("echo '\(line)' | dumpscan mcp \(options)")
  }

  @Test func `a request from a pipe is answered, and then the server ends`() throws {
    let outcome = try call(#"{"paths":["dump.txt"]}"#)
    #expect(outcome.status == 0)
    #expect(outcome.error == "")
    #expect(
      outcome.output.hasPrefix(
        #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"dump.txt  debug=2  "#
      ))
    #expect(outcome.output.split(separator: "\n").count == 1)
    #expect(try run("dumpscan mcp") == .init(status: 0, output: "", error: ""))
  }

  @Test func `files are read below the roots that are given`() throws {
    let refused = try call(#"{"paths":["../dump.txt"]}"#, options: "--root elsewhere")
    #expect(refused.output.contains("outside the directories that may be read"))
    let read = try call(
      #"{"paths":["other.txt","dump.txt"]}"#, options: "--root elsewhere --root .")
    #expect(read.output.contains(#""isError":false"#), "\(read.output)")
  }

  @Test func `a wrong start has its exit status`() throws {
    #expect(
      try run("dumpscan mcp --root gone")
        == .init(
          status: 66, output: "",
          error: "dumpscan: error: --root: gone: directory not found\n"))
    #expect(
      try run("dumpscan mcp --root dump.txt").error
        == "dumpscan: error: --root: dump.txt: is not a directory\n")
    #expect(
      try run("dumpscan mcp --max-bytes 100").error.hasPrefix(
        "dumpscan: error: --max-bytes must be 4000 or more\n"))
    #expect(try run("dumpscan mcp --max-bytes 100").status == 64)
    #expect(try run("dumpscan mcp --config broken.yml").status == 78)
  }

  @Test func `a brief report, on standard output and in a file of a gate`() throws {
    let brief = """
      dump.txt: debug=2, 1 goroutine in 1 group
        no leak signature matched
      largest groups:
        1 running main.main main.go:51

      """
    #expect(
      try run("dumpscan --format brief dump.txt")
        == .init(status: 0, output: brief, error: ""))
    let gate = try run("dumpscan gate --report brief=brief.txt dump.txt >log && cat brief.txt")
    #expect(gate.output == "gate passed: 1 goroutine in 1 dump\n" + brief)
  }
}
