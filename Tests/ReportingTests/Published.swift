import Foundation
import GoroutineDump
import LeakAnalysis
import Reporting

/// A publication whose names are as bad as names can be.
enum Published {
  /// Senders that nobody receives from, in a function and file that no format likes.
  static let dump =
    (0..<200).map { number in
      """
      goroutine \(100 + number * 7) [chan send, 40 minutes]:
      main.a[int,string].func1()
      \t/home/ci/src/app/a,b:c.go:22 +0x4d
      created by main.<script>@everyone|`x` in goroutine \(99 + number * 7)
      \t/home/ci/src/app/main.go:20 +0x71


      """
    }.joined() + """
      goroutine 1 [IO wait]:
      internal/poll.runtime_pollWait(0x7fb1bd640f00, 0x72)
      \t/usr/local/go/src/runtime/netpoll.go:182 +0x56
      net.(*TCPListener).Accept(0xc000152f48)
      \t/usr/local/go/src/net/tcpsock.go:261 +0x1a3
      main.main()
      \t/home/ci/src/app/main.go:51 +0x10

      """

  static func hostile() throws -> Publication {
    var input = try Sample.input(dump)
    input.path = "captures/a,b:c & <d>.txt"
    let report = Report([input])
    let verdict = try GateVerdict(
      report, configuration: GateConfiguration(),
      unreadable: [GateDoubt(capture: "b\n::error::x.txt", reason: "is empty\u{1b}[2J")])
    return Publication(
      try ReportView(report), verdict: verdict, paths: SourcePaths(trimming: ["/home/ci/src/"]))
  }

  static let fixtures: URL = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.deletingLastPathComponent().appending(path: "Fixtures")
  }()

  /// The paths of all files below `Fixtures`, sorted.
  static let files: [String] = {
    let files = FileManager.default.enumerator(atPath: fixtures.path)?.compactMap { $0 as? String }
    return (files ?? []).sorted()
  }()

  static let junitSchema = fixtures.appending(path: "schemas/junit-10.xsd").path

  /// The OASIS schema, which is not this project's to carry: `SARIF_SCHEMA` names it.
  static let sarifSchema: String? = {
    let path = ProcessInfo.processInfo.environment["SARIF_SCHEMA"] ?? ""
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}

/// A program that checks what we write.
struct Tool: Sendable {
  let name: String
  /// What it is asked to find out whether it is there.
  let probe: [String]

  static let jq = Tool(name: "jq", probe: ["--version"])
  static let sha256sum = Tool(name: "sha256sum", probe: ["--version"])
  static let xmllint = Tool(name: "xmllint", probe: ["--version"])
  static let jsonschema = Tool(name: "python3", probe: ["-c", "import jsonschema"])

  var isInstalled: Bool { (try? run(probe, "").status) == 0 }

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
