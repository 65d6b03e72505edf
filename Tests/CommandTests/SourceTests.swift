import Foundation
import Testing

/// What the source beside a dump adds to its report.
struct SourceTests {
  private func run(_ script: String, owners: String = "CODEOWNERS") throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    let goroutines = (1...40).map { id in
      """
      goroutine \(id) [chan send, 70 minutes]:
      example.com/pay/api.charge()
      \t/home/ci/src/pay/api/charge.go:4 +0x1
      created by example.com/pay/api.serve in goroutine 1
      \t/home/ci/src/pay/api/charge.go:9 +0x71


      """
    }
    try command.write("dump.txt", goroutines.joined())
    try command.write("repo/api/charge.go", "one\ntwo\n\tthree <3\n\tch <- 4\nfive\nsix\n")
    try command.write("repo/\(owners)", "* @all\n/api/ @org/pay @alice\n")
    try command.write("empty/x", "")
    return try command.run(script)
  }

  @Test(arguments: ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"])
  func `owners are found below the root`(_ owners: String) throws {
    let outcome = try run("dumpscan --source-root repo dump.txt", owners: owners)
    #expect(outcome.error == "")
    #expect(outcome.output.contains("owner       @org/pay @alice\n"))
  }

  @Test func `the blocked line stands between its neighbours`() throws {
    let outcome = try run("dumpscan --source-root repo/ dump.txt")
    #expect(
      outcome.output.contains(
        """
                        2  two
                        3      three <3
                      > 4      ch <- 4
                        5  five
                        6  six

        """), "\(outcome.output)")
  }

  @Test(arguments: ["../secret.go", "/w/../secret.go", "api/../../secret.go"])
  func `a path that leads out of the root shows nothing`(_ path: String) throws {
    let command = try Command()
    defer { command.remove() }
    let goroutines = (1...40).map { id in
      "goroutine \(id) [chan send, 70 minutes]:\nmain.charge()\n\t\(path):2 +0x1\n\n"
    }
    try command.write("dump.txt", goroutines.joined())
    try command.write("secret.go", "one\nhidden\nthree\n")
    try command.write("repo/api/charge.go", "one\n")
    let outcome = try command.run("dumpscan --source-root repo dump.txt")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("main.charge"))
    #expect(!outcome.output.contains("hidden"))
  }

  @Test func `every report names the owner`() throws {
    let json = try run("dumpscan --codeowners repo/CODEOWNERS --format json dump.txt").output
    #expect(json.contains(#""owner": "@org/pay @alice""#))
    let sarif = try run("dumpscan gate --source-root repo --format sarif dump.txt").output
    #expect(sarif.contains(#""owner": "@org/pay @alice""#))
    let markdown = try run("dumpscan gate --source-root repo --format markdown dump.txt").output
    #expect(markdown.contains("- **owner**: `@org/pay` `@alice`\n"))
    let html = try run(
      "dumpscan --source-root repo --source-link 'https://h/x/{file}#L{line}' --format html dump.txt"
    ).output
    #expect(html.contains("<dt>Owner</dt><dd>@org/pay @alice</dd>"))
    #expect(html.contains("<strong>4      ch &lt;- 4\n</strong>"))
    #expect(
      html.contains(
        #"<a href="https://h/x/api/charge.go#L4" rel="noopener noreferrer">api/charge.go:4</a>"#))
  }

  @Test func `a root without the files is told`() throws {
    let outcome = try run("dumpscan --source-root empty dump.txt")
    #expect(outcome.status == 0)
    #expect(
      outcome.error == """
        dumpscan: note: the file of the findings does not exist below empty/, so no directories were \
        stripped (/home/ci/src/pay/api/charge.go)

        """)
  }

  @Test func `a file of owners that is missing ends the run`() throws {
    let outcome = try run("dumpscan --codeowners none dump.txt")
    #expect(
      outcome == .init(status: 66, output: "", error: "dumpscan: error: none: file not found\n"))
    #expect(try run("dumpscan --source-link ftp://x dump.txt").status == 64)
  }

  @Test func `what is redacted has owners and no source`() throws {
    let text = try run("dumpscan --redact --source-root repo dump.txt").output
    #expect(text.contains("@org/pay"))
    #expect(!text.contains("three"))
  }
}
