import Foundation
import Testing

/// Where reports go.
@Suite(.serialized) struct OutputTests {
  private func run(_ script: String) throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    for (name, count) in [("a.txt", 3), ("b.txt", 30)] {
      let dump = (0..<count).map { number in
        """
        goroutine \(number + 1) [select, 5 minutes]:
        main.work()
        \t/home/u/main.go:22 +0x4d


        """
      }
      try command.write(name, dump.joined())
    }
    return try command.run(script)
  }

  @Test(arguments: [
    ("dumpscan a.txt", "a.txt  debug=2"), ("dumpscan --format json a.txt", "{\n \"schema\""),
    ("dumpscan --format html a.txt b.txt", "<!doctype html>"),
    ("dumpscan gate --format html a.txt", "<!doctype html>"),
    ("dumpscan diff --format html a.txt b.txt", "<!doctype html>"),
    ("dumpscan diff a.txt b.txt", "a.txt to b.txt"),
    ("dumpscan trend --format html a.txt b.txt", "<!doctype html>"),
    ("dumpscan trend --format json a.txt b.txt", "{\n \"schema\""),
  ])
  func `any report goes into a file`(_ command: String, _ start: String) throws {
    let outcome = try run("\(command) -o out && head -c \(start.utf8.count) out")
    #expect(outcome == Command.Outcome(status: 0, output: start, error: ""))
    // The same as on standard output.
    #expect(try run("\(command) -o out; \(command) | cmp - out").output.isEmpty)
  }

  @Test func `a page is one of several reports`() throws {
    let outcome = try run("dumpscan --report html=r.html a.txt && head -c 15 r.html")
    #expect(outcome.output.hasSuffix("<!doctype html>"))
    #expect(outcome.output.hasPrefix("a.txt  debug=2"))
  }

  @Test(arguments: ["dumpscan a.txt", "dumpscan diff a.txt b.txt", "dumpscan gate a.txt"])
  func `a file that cannot be written is told`(_ command: String) throws {
    let outcome = try run("\(command) -o no/such/folder/out")
    #expect(
      outcome
        == Command.Outcome(
          status: 74, output: "",
          error: "dumpscan: error: no/such/folder/out: cannot write: "
            + "No such file or directory\n"))
  }
}
