import GoroutineDump
import Testing

/// Logs that several containers write to at once.
struct SourceTests {
  private struct Line {
    var source: Int
    var text: String
  }

  /// The lines of several dumps, taken in turns of one to three lines.
  private func interleaved(_ texts: [String], prefix: (Int, Int) -> String) -> String {
    var rest = texts.map { $0.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }
    var log = ""
    var turn = 0
    var line = 0
    while rest.contains(where: { !$0.isEmpty }) {
      let source = turn % texts.count
      for text in rest[source].prefix(turn % 3 + 1) {
        log += prefix(source, line) + text + "\n"
        line += 1
      }
      rest[source] = rest[source].dropFirst(turn % 3 + 1)
      turn += 1
    }
    return log
  }

  private static let fixtures = [
    Fixture("server/b1-transport-per-request.go1.19.debug2.txt"),
    Fixture("server/f1-mutex-held.go1.21.debug2.txt"),
    Fixture("server/a1-early-return.go1.24.debug1.txt"),
  ]

  @Test(arguments: [
    ("docker compose logs", ["checkout-1  | ", "checkout-2  | ", "checkout-3  | "]),
    ("services of several names", ["web-1          | ", "api-gateway-1  | ", "db | "]),
    (
      "kubectl logs --prefix",
      [
        "[pod/pay-7c9f-x2x9z/app] ", "[pod/pay-7c9f-p8k2m/app] ",
        "[pod/pay-7c9f-zz9q1/app] ",
      ]
    ),
    ("stern", ["pay-7c9f-x2x9z app ", "pay-7c9f-p8k2m app ", "pay-7c9f-zz9q1 app "]),
  ])
  func `each is a dump of its own`(_ name: String, _ prefixes: [String]) throws {
    for times in [false, true] {
      let log = interleaved(try Self.fixtures.map { try $0.text() }) { source, line in
        let time = "2026-11-21T08:42:\(10 + line / 600).\(100 + line)Z "
        return prefixes[source] + (times ? time : "")
      }
      let dumps = try readAll(log).dumps
      try #require(dumps.count == 3, "\(name)")
      for (number, dump) in dumps.enumerated() {
        let plain = try Self.fixtures[number].read().dumps[0]
        #expect(dump.format == plain.format)
        #expect(dump.goroutines.map(\.id) == plain.goroutines.map(\.id))
        #expect(dump.stateCounts == plain.stateCounts)
        #expect(dump.samples.map(dump.stack) == plain.samples.map(plain.stack))
        #expect(dump.problems == [])
        #expect(!dump.isTruncated)
        let source = try #require(dump.source)
        #expect(prefixes[number].contains(source.split(separator: " ")[0]))
      }
    }
  }

  @Test func `a log of megabytes, in bounded pieces`() throws {
    let texts = try Self.fixtures.prefix(2).map { try $0.text() }
    let plain = try Self.fixtures.prefix(2).map { try $0.read().dumps[0].goroutineCount }
    let long = texts.map { Array(repeating: $0, count: 40).joined(separator: "\n") }
    let log = interleaved(long) { source, _ in "app-\(source + 1)  | " }
    let dumps = try readAll(log).dumps
    #expect(dumps.count == 80)
    #expect(
      dumps.filter { $0.source == "1" }.map(\.goroutineCount)
        == Array(repeating: plain[0], count: 40))
    #expect(
      dumps.filter { $0.source == "2" }.map(\.goroutineCount)
        == Array(repeating: plain[1], count: 40))
  }

  @Test func `problems tell the line of the log`() throws {
    var texts = try Self.fixtures.prefix(2).map { try $0.text() }
    texts[1] += "\ngoroutine 99 [sele\n"
    let log = interleaved(texts) { source, _ in "app-\(source + 1)  | " }
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = try #require(lines.firstIndex { $0.hasSuffix("goroutine 99 [sele") })
    let problems = try readAll(log).dumps.flatMap(\.problems).filter { $0.kind == .badHeader }
    #expect(problems.map(\.line) == [wanted + 1])
  }

  @Test(arguments: ["Nov 21 08:42:%S web-3 checkout[1234]: ", "2026-11-21T08:42:%S.%MZ "])
  func `times are no sources`(_ prefix: String) throws {
    let text = try Self.fixtures[0].text()
    let log = interleaved([text]) { _, line in
      prefix.replacing("%S", with: "\(10 + line % 50)").replacing("%M", with: "\(100 + line)")
    }
    let input = try readAll(log)
    #expect(input.dumps.map(\.source) == [nil])
    #expect(input.dumps[0].problems == [])
  }

  @Test func `one after the other they are separate as well`() throws {
    let texts = try Self.fixtures.prefix(2).map { try $0.text() }
    let log = texts.enumerated().map { number, text in
      interleaved([text]) { _, _ in "app-\(number + 1)  | " }
    }
    #expect(try readAll(log.joined()).dumps.count == 2)
  }
}
