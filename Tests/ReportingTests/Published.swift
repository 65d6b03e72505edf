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

  /// The hostile one, a gate over some dumps (several findings, none, a capture that cannot be
  /// judged, an accepted finding), and a report without a gate.
  static func all() throws -> [Publication] {
    let inputs = try [
      "posts/unbuffered-early-return.leaking.debug1.txt", "server/l4-abba.go1.19.debug2.txt",
      "server/h-worker-pool-recv.go1.19.debug2.txt", "format/l2-panic-all.go1.19.stderr.txt",
      "server/d1-range-never-closed.go1.27.leakprofile.pb.gz",
      "reconstructed/r01-distribution473-transport-per-request.txt",
    ].map { try DumpReader(threads: 1).read(path: fixtures.appending(path: $0).path) }
    let report = Report(inputs)
    var configuration = GateConfiguration()
    configuration.failOn = Setting(.note)
    configuration.maxGroup = Setting(100)
    let verdict = try GateVerdict(
      report, configuration: configuration, baseline: Baseline(accepting: [report.dumps[1]]),
      unreadable: [GateDoubt(capture: "captures/<error>.html", reason: "is an HTML page")])
    let view = try ReportView(report)
    return try [hostile(), Publication(view, verdict: verdict), Publication(view)]
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
