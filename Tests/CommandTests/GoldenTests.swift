import Foundation
import Testing

/// The reports of the posts' dumps, and what is generated from the catalogue, against the files
/// that hold them. `UPDATE_GOLDEN=1 swift test` writes them anew.
@Suite struct GoldenTests {
  /// The names of the posts' dumps.
  static let posts = [
    "first-answer-wins.windows-pasted.debug1", "first-answer-wins.windows-pasted.debug2",
    "nil-channel.deadlock", "runtime-stack.leaktest.debug2",
    "transport-per-request.pasted.debug2", "unbuffered-early-return.before.debug1",
    "unbuffered-early-return.leaking.debug1",
  ]

  @Test("every post's dump has its report", arguments: posts)
  func report(name: String) throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("\(name).txt", Data(contentsOf: Self.fixture("\(name).txt")))
    let text = try command.run("COLUMNS=80 dumpscan \(name).txt")
    #expect(text.status == 0)
    #expect(text.error.isEmpty)
    try Self.compare(text.output, with: Self.fixture("\(name).report.txt"))
    let json = try command.run("dumpscan --format json \(name).txt")
    try Self.compare(json.output, with: Self.fixture("\(name).report.json"))
  }

  @Test("the posts' leaks are found by name, with count and confidence")
  func findings() throws {
    let expected: [String: [String]] = [
      "first-answer-wins.windows-pasted.debug1": [
        "chan-send-no-receiver 1 low", "chan-send-no-receiver 1 low",
      ],
      "first-answer-wins.windows-pasted.debug2": [
        "chan-send-no-receiver 1 low", "chan-send-no-receiver 1 low",
      ],
      "nil-channel.deadlock": ["runtime-deadlock 1 proven", "nil-channel 1 proven"],
      "runtime-stack.leaktest.debug2": [],
      "transport-per-request.pasted.debug2": ["http-transport-per-request 2 low"],
      "unbuffered-early-return.before.debug1": [],
      "unbuffered-early-return.leaking.debug1": ["chan-send-no-receiver 150 medium"],
    ]
    #expect(Set(expected.keys) == Set(Self.posts))
    let command = try Command()
    defer { command.remove() }
    for (name, findings) in expected {
      try command.write("\(name).txt", Data(contentsOf: Self.fixture("\(name).txt")))
      let json = try command.run("dumpscan --format json \(name).txt").output
      let report = try JSONDecoder().decode(Findings.self, from: Data(json.utf8))
      let found = report.findings.map { "\($0.signature) \($0.count) \($0.confidence)" }
      #expect(found == findings, "\(name)")
    }
  }

  @Test("the README's table of signatures is the catalogue's")
  func readme() throws {
    let command = try Command()
    defer { command.remove() }
    let table = try command.run("dumpscan signatures --format markdown").output
    let path = Self.root.appending(path: "README.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- signatures -->\n"))
    let end = try #require(text.range(of: "<!-- /signatures -->"))
    if Self.isUpdating {
      let updated = text[..<start.upperBound] + table + text[end.lowerBound...]
      try Data(updated.utf8).write(to: path)
    } else {
      #expect(String(text[start.upperBound..<end.lowerBound]) == table)
    }
  }

  private struct Findings: Decodable {
    var findings: [Finding]
    struct Finding: Decodable {
      var signature: String
      var count: Int
      var confidence: String
    }
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"

  private static func fixture(_ name: String) -> URL {
    root.appending(path: "Fixtures/posts").appending(path: name)
  }

  private static func compare(_ output: String, with file: URL) throws {
    if isUpdating {
      try Data(output.utf8).write(to: file)
    } else {
      #expect(try output == String(contentsOf: file, encoding: .utf8))
    }
  }
}
