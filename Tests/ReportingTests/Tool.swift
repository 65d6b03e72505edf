import Foundation

/// A program that checks what we write.
struct Tool: Sendable {
  let name: String
  /// What it is asked to find out whether it is there.
  let probe: [String]

  static let jq = Tool(name: "jq", probe: ["--version"])
  static let sha256sum = Tool(name: "sha256sum", probe: ["--version"])
  static let xmllint = Tool(name: "xmllint", probe: ["--version"])
  static let python = Tool(name: "python3", probe: ["--version"])
  static let jsonschema = Tool(name: "python3", probe: ["-c", "import jsonschema"])
  static let dot = Tool(name: "dot", probe: ["-V"])

  /// Whether a validator that is missing makes its tests fail; without this they are left out.
  static let areRequired =
    ProcessInfo.processInfo.environment["DUMPSCAN_REQUIRE_VALIDATORS"] == "1"

  /// Whether the tests that need it are to run.
  var isExpected: Bool { Self.areRequired || (try? run(probe, "").status) == 0 }

  /// What a run left behind; its output with what it said of errors.
  struct Outcome: Equatable {
    var status: Int32
    var output: String
  }

  func run(_ arguments: [String], _ input: String) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "dumpscan-\(UUID().uuidString)")
    let answer = folder.appending(path: "dumpscan-\(UUID().uuidString)")
    defer {
      try? FileManager.default.removeItem(at: file)
      try? FileManager.default.removeItem(at: answer)
    }
    try Data(input.utf8).write(to: file)
    try Data().write(to: answer)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = try FileHandle(forWritingTo: answer)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    try output.close()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: answer), as: UTF8.self))
  }
}
