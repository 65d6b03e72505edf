import Foundation
import LeakAnalysis
import SignatureFiles
import Testing

/// What a configuration changes.
struct ConfigurationTests {
  @Test func `nothing, if it is not there`() throws {
    #expect(try Dumps.findings("{}") == ["warning chan-receive-never-closed 20"])
    #expect(try Configuration().catalogue().signatures.count == Catalogue.builtIn.signatures.count)
  }

  @Test(arguments: [
    ("top: main.(*pool).worker", 20), ("top: main.(*pool).*", 20), ("top: main.*", 20),
    ("top: 'main.*.worker'", 20), ("anyFrame: '/[Ww]orker$/'", 20), ("frame: /WORKER/i", 20),
    ("creator: main.newPool", 20), ("state: chan receive", 20),
    ("{top: main.(*pool).worker, state: [select, chan receive], minutes: 30}", 20),
    ("{top: main.(*pool).worker, minutes: 61}", 0), ("{top: main.*, count: 21}", 0),
    ("top: main.worker", 0), ("top: /^worker/", 0), ("creator: main.main", 0),
    ("{top: main.*, withoutFrame: '*worker'}", 0), ("{state: chan receive, labels: {a: b}}", 0),
  ])
  func `a signature of one's own`(_ match: String, _ count: Int) throws {
    let fields = match.hasPrefix("{") ? String(match.dropFirst().dropLast()) : match
    let yaml = """
      signatures: [{id: mine, title: workers, severity: error, \(fields)}]
      disable: [chan-receive-never-closed]
      """
    let found = try Dumps.findings(yaml).filter { $0.hasPrefix("error mine") }
    #expect(found == (count == 0 ? [] : ["error mine \(count)"]))
  }

  @Test func `its severity, and a built-in one with other numbers`() throws {
    #expect(
      try Dumps.findings("signatures: [{id: mine, title: workers, top: main.*}]")
        == ["warning mine 20"])
    #expect(
      try Dumps.findings(
        "thresholds: {chan-receive-never-closed: {warning: 21, error: 50, minutes: 61}}"
      )
      .filter { $0.hasPrefix("error") } == [])
  }

  @Test func `expected goroutines are not judged, up to their maximum`() throws {
    #expect(try Dumps.findings("expect: [{top: main.(*pool).worker}]") == [])
    #expect(try Dumps.findings("expect: [{creator: main.newPool, max: 20}]") == [])
    #expect(try Dumps.findings("expect: [{top: other.worker}]").count == 1)
    #expect(
      try Dumps.findings("expect: [{top: main.(*pool).worker, max: 19}]")
        == ["warning expectation-exceeded 20", "warning chan-receive-never-closed 20"])
  }

  @Test func `the gate's limits`() throws {
    let yaml = """
      gate:
        failOn: warning
        maxGoroutines: 500
        maxWait: 1h30m
        baseline: base.json
        tolerance: 30%
        limits:
          - match: ^main[.]worker
            max: 64
      """
    let gate = try Configuration(yaml: yaml, file: "a/x.yml").gate
    #expect(gate.failOn.value == .warning && gate.failOn.origin.description == "a/x.yml:2")
    #expect(gate.maxGoroutines.value == 500 && gate.maxWait.value == 90)
    #expect(gate.baseline.value == "a/base.json" && gate.maxGroup.value == nil)
    #expect(gate.maxGroup.origin == .standard)
    #expect(gate.allowance == Tolerance(percent: 30, floor: 5))
    #expect(gate.groupLimits.map(\.value.maximum) == [64])
  }

  @Test func `the README's example is one`() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(
      contentsOf: tests.deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)
    let start = try #require(readme.firstRange(of: "```yaml\n# .dumpscan.yml\n")).upperBound
    let end = try #require(readme[start...].firstRange(of: "\n```\n")).lowerBound
    let yaml = String(readme[start..<end])
    let configuration = try Configuration(yaml: yaml, file: ".dumpscan.yml")
    #expect(configuration.gate.groupLimits.map(\.value.maximum) == [64])
    #expect(configuration.expectations.map(\.name) == ["top: main.(*pool).worker"])
    #expect(configuration.disabled == ["sleep-loop-never-ends"])
    #expect(configuration.thresholds["growing-group"]?.warning == 50)
    let catalogue = try configuration.catalogue()
    #expect(catalogue.signatures.first?.id == "worker-stuck")
    #expect(catalogue.signatures.count == Catalogue.builtIn.signatures.count)
  }

  @Test func `a pattern that costs too much is told, not waited for`() throws {
    let yaml = "signatures: [{id: slow, title: slow, top: '/(\\w+)+(\\w+)+(\\w+)+\\d$/'}]"
    let name = String(repeating: "a", count: 200)
    let text = "goroutine 1 [select]:\nmain.\(name)!()\n\t/app/a.go:1 +0x1\n"
    let catalogue = try Configuration(yaml: yaml, file: "x.yml").catalogue()
    let clock = ContinuousClock()
    var problems: [String] = []
    let time = try clock.measure { problems = try Dumps.report(text, catalogue).problems }
    #expect(problems.count == 1 && problems.first?.contains("exceeded") == true)
    #expect(time < .seconds(5))
  }

  @Test func `is found in the folder or the nearest above`() throws {
    let root = NSTemporaryDirectory() + "dumpscan-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(
      atPath: root + "/a/b/c", withIntermediateDirectories: true)
    #expect(Configuration.find(from: root + "/a/b/c") == nil)
    try "disable: [nil-channel]".write(
      toFile: root + "/a/.dumpscan.yml", atomically: true, encoding: .utf8)
    let path = try #require(Configuration.find(from: root + "/a/b/c"))
    #expect(path.hasSuffix("/a/.dumpscan.yml"))
    #expect(try Configuration.load(path: path).disabled == ["nil-channel"])
  }
}
