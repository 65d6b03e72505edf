import Foundation
import Testing

/// Thousands of captures: the same bytes come out, in the order of the files, however many threads read.
struct ManyCapturesTests {
  /// A capture with 30 senders that were left behind, or, two of three, with a goroutine at work.
  private func capture(_ number: Int) -> String {
    guard number % 3 == 0 else {
      return
        "goroutine \(number) [running]:\nmain.(*job).send\(number % 7)()\n\t/src/job.go:3 +0x1\n"
    }
    return (0..<30).map { index in
      """
      goroutine \(number * 100 + index * 97) [chan send, \(90 - index * 3) minutes]:
      main.(*job).send\(number % 7)()
      \t/src/job.go:\(number) +0x1
      created by main.run in goroutine \(number * 100 + index * 97 - 1)
      \t/src/job.go:9 +0x71


      """
    }.joined()
  }

  private func folder() throws -> Command {
    let command = try Command()
    for number in 1...40 { try command.write("captures/\(number).txt", capture(number)) }
    return command
  }

  @Test(arguments: [
    "dumpscan --format json", "dumpscan gate --format json", "dumpscan gate --format markdown",
    "dumpscan gate --format ndjson",
  ])
  func `the same report with any number of threads`(_ call: String) throws {
    let command = try folder()
    defer { command.remove() }
    let one = try command.run("\(call) --threads 1 captures/*.txt")
    let two = try command.run("\(call) --threads 2 captures/*.txt")
    #expect(one.output.utf8.count > 10_000)
    #expect(one == two)
    let below = try command.run("\(call) --threads 2 captures")
    #expect(below.status == one.status)
  }

  @Test func `each finding is told of its own capture`() throws {
    let command = try folder()
    defer { command.remove() }
    let gate = try command.run(
      "dumpscan gate --fail-on warning --threads 2 captures/3.txt captures/4.txt captures/6.txt")
    #expect(gate.status == 1)
    let lines = gate.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(
      lines.filter { $0.hasPrefix("in  ") || $0.hasPrefix("where  ") } == [
        "in          captures/3.txt (chan-send-no-receiver)",
        "where       main.(*job).send3  /src/job.go:3",
        "in          captures/6.txt (chan-send-no-receiver)",
        "where       main.(*job).send6  /src/job.go:6",
      ])
  }

  @Test func `a capture that cannot be read is told where it stands`() throws {
    let command = try folder()
    defer { command.remove() }
    try command.write("captures/17.txt", "<html>Bad gateway</html>")
    let outcome = try command.run("dumpscan gate --threads 2 captures/*.txt")
    let one = try command.run("dumpscan gate --threads 1 captures/*.txt")
    #expect(outcome == one)
    #expect(outcome.error.contains("captures/17.txt: not a goroutine dump"))
    let clean = try command.run("dumpscan gate --threads 2 captures/1.txt captures/17.txt")
    #expect(clean.status == 65)
  }
}
