import Foundation
import Testing

/// Dumps of one process in time.
@Suite struct SeriesTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/series")

  /// Runs a script beside the growing series `g0.pb.gz` to `g3.pb.gz`.
  private func run(_ script: String, configuration: String? = nil) throws -> Command.Outcome {
    let command = try Command()
    defer { command.remove() }
    for time in 0..<4 {
      let name = "s1-series-growing.go1.24.t\(time).pb.gz"
      try command.write(
        "g\(time).pb.gz", Data(contentsOf: Self.fixtures.appending(path: name)))
    }
    if let configuration { try command.write(".dumpscan.yml", configuration) }
    return try command.run(script)
  }

  @Test func `one id names a growing group everywhere`() throws {
    let trend = try run("dumpscan trend --format json g?.pb.gz").output
    #expect(trend.contains(#""signature": "growing-group""#))
    let text = try run("dumpscan trend g?.pb.gz").output
    #expect(text.contains("dumpscan explain growing-group or https://"))
    #expect(try run("dumpscan signatures").output.contains("\ngrowing-group "))
    let explanation = try run("dumpscan explain growing-group").output
    #expect(explanation.contains("at least 10 (--min-growth-count) and 20% (--min-growth)"))
  }

  @Test(
    arguments: [
      (nil, 1), ("disable: [growing-group]", 0),
      ("expect:\n  - {top: 'main.(*pusher).notify.func1'}", 0),
      ("expect:\n  - {top: 'main.(*pusher).notify.func1', max: 299}", 1),
      ("thresholds:\n  growing-group: {warning: 271}", 0),
      ("thresholds:\n  growing-group: {warning: 270}", 1),
      ("thresholds:\n  growing-group: {warming: 270}", 78),
    ] as [(String?, Int32)])
  func `a configuration speaks of growth too`(_ configuration: String?, _ status: Int32) throws {
    let outcome = try run(
      "dumpscan trend --fail-on-growth g?.pb.gz", configuration: configuration)
    #expect(outcome.status == status, "\(outcome.output)\(outcome.error)")
  }
}
