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
    arguments: ["trend g?.pb.gz", "diff g0.pb.gz g3.pb.gz"],
    [
      (nil, 1), ("disable: [growing-group]", 0),
      ("expect:\n  - {top: 'main.(*pusher).notify.func1'}", 0),
      ("expect:\n  - {top: 'main.(*pusher).notify.func1', max: 299}", 1),
      ("thresholds:\n  growing-group: {warning: 271}", 0),
      ("thresholds:\n  growing-group: {warning: 270}", 1),
      ("thresholds:\n  growing-group: {warming: 270}", 78),
    ] as [(String?, Int32)])
  func `a configuration speaks of growth too`(
    _ line: String, _ configuration: (text: String?, status: Int32)
  ) throws {
    let outcome = try run(
      "dumpscan \(line) --fail-on-growth", configuration: configuration.text)
    #expect(outcome.status == configuration.status, "\(outcome.output)\(outcome.error)")
  }

  @Test(arguments: ["trend g?.pb.gz", "diff g0.pb.gz g3.pb.gz"])
  func `the configuration is that of the nearest folder above, or the one that is named`(
    _ line: String
  ) throws {
    let expectation = "expect: [{anyFrame: 'main.(*pusher).*'}]"
    let outcome = try run(
      """
      mkdir -p soak/captures && mv g?.pb.gz soak/captures && echo "\(expectation)" > soak/other.yml
      cd soak/captures
      dumpscan \(line) --fail-on-growth >/dev/null; echo $?
      dumpscan \(line) --fail-on-growth --config ../other.yml >/dev/null; echo $?
      dumpscan \(line) --fail-on-growth --config ../none.yml >/dev/null; echo $?
      mv ../other.yml ../.dumpscan.yml
      dumpscan \(line) --fail-on-growth >/dev/null; echo $?
      """)
    #expect(outcome.output == "1\n0\n78\n0\n")
    #expect(outcome.error == "dumpscan: error: ../none.yml: file not found\n")
  }

  @Test func `profiles tell when they were taken, whatever their files' names and times say`()
    throws
  {
    let told = try run(
      """
      for t in 0 1 2 3; do
        mv g$t.pb.gz 2020-01-01-000$t.pb.gz; touch -d "2001-01-0$((t + 1))" 2020*$t.pb.gz
      done
      dumpscan trend 2020*; dumpscan diff 2020*0.pb.gz 2020*3.pb.gz | head -3
      dumpscan trend --interval 10s 2020* | head -1
      """)
    #expect(told.output.contains("dumps over 64 seconds, by the profiles' own times\n"))
    #expect(told.output.contains(" (+270, +254/min), 64 seconds apart\n"))
    #expect(told.output.hasSuffix(" dumps over 30 seconds\n"))
    #expect(told.error == "")
  }

  @Test func `profiles that do not stand in the order of their times have no rate`() throws {
    let outcome = try run(
      "touch -d 2001-01-01 g3.pb.gz; dumpscan diff g3.pb.gz g0.pb.gz; dumpscan trend g0.pb.gz g0.pb.gz"
    )
    #expect(!outcome.output.contains("/min"))
    #expect(!outcome.output.contains("apart"))
    #expect(
      outcome.error
        == String(
          repeating:
            "dumpscan: note: the profiles' timestamps are not in ascending order, so no rate is "
            + "shown\n", count: 2))
  }

  @Test func `a converted profile keeps its time`() throws {
    let outcome = try run(
      """
      for t in 0 1; do dumpscan convert --to pprof -o c$t.pb.gz g$t.pb.gz; done
      dumpscan trend --format json c?.pb.gz
      """)
    #expect(
      outcome.output.contains(
        #""source": "profiles", "minutes": 0.354, "seconds": [1795252724, 1795252745]"#))
  }

  @Test func `flags win over the configuration`() throws {
    let outcome = try run(
      """
      dumpscan diff --fail-on-growth --min-growth-count 270 g0.pb.gz g3.pb.gz >/dev/null; echo $?
      dumpscan diff --fail-on-growth --min-growth-count 271 g0.pb.gz g3.pb.gz >/dev/null; echo $?
      """, configuration: "thresholds:\n  growing-group: {warning: 1000}")
    #expect(outcome.output == "1\n0\n")
  }

  @Test func `what is expected is still told, as expected`() throws {
    let expectation = "expect: [{top: 'main.(*pusher).notify.func1'}]"
    let told = try run("dumpscan diff g0.pb.gz g3.pb.gz", configuration: expectation).output
    #expect(told.contains("30 to 300, +254/min, chan send, expected\n"))
    #expect(try !run("dumpscan diff g0.pb.gz g3.pb.gz").output.contains("expected"))
    let json = try run(
      "dumpscan diff --format json g0.pb.gz g3.pb.gz", configuration: expectation
    ).output
    #expect(json.contains(#""isGrowth": false, "isExpected": true, "state": "chan send""#))
    #expect(json.contains(#""hasGrowth": false"#))
  }

  @Test(arguments: ["diff", "trend"])
  func `an expectation whose pattern costs too much is told`(_ verb: String) throws {
    let command = try Command()
    defer { command.remove() }
    let name = String(repeating: "a", count: 200)
    for (file, count) in [("a.txt", 12), ("b.txt", 60)] {
      let text = (1...count).map {
        "goroutine \($0) [select]:\nmain.\(name)!()\n\t/app/a.go:1 +0x1\n\n"
      }
      try command.write(file, text.joined())
    }
    try command.write(".dumpscan.yml", "expect: [{top: '/(\\w+)+(\\w+)+(\\w+)+\\d$/'}]")
    let outcome = try command.run("dumpscan \(verb) a.txt b.txt")
    #expect(outcome.status == 0)
    #expect(outcome.error.contains("exceeded 1000000 matching steps"))
  }
}
