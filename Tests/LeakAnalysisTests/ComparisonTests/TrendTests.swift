import GoroutineDump
import LeakAnalysis
import Testing

@Suite struct TrendTests {
  private static func series(_ name: String, _ form: String) throws -> [DumpAnalysis] {
    try Capture.names("series", name).filter { $0.contains(form) }.map { try Capture.fixture($0) }
  }

  @Test(arguments: ["1.24", "1.27"], ["debug1", "debug2"])
  func `a growing group is found`(_ version: String, _ form: String) throws {
    let dumps = try Self.series("s1-series-growing.go\(version)", form)
    #expect(dumps.count == 4)
    let trend = Trend(dumps, times: CaptureTimes(count: 4, interval: 30))
    let finding = try #require(trend.findings.first)
    #expect(trend.findings.count == 1)
    #expect(finding.signature == "growing-group")
    #expect(finding.severity == .error)
    #expect(finding.site?.function == "main.(*pusher).notify.func1")
    #expect(finding.confidence == (form == "debug2" ? .high : .medium))
    let counts = version == "1.24" ? [30, 90, 180, 300] : [14, 28, 46, 70]
    #expect(trend.series.first?.counts == counts)
    #expect(finding.evidence.contains("goroutines in 4 dumps"))
    #expect(finding.evidence.contains("10,000 in "))
  }

  @Test(arguments: ["debug1", "debug2"])
  func `a fluctuating group is none`(_ form: String) throws {
    let dumps = try Self.series("s2-series-fluctuating.go1.24", form)
    #expect(dumps.count == 4)
    let trend = Trend(dumps)
    #expect(trend.findings.isEmpty)
    #expect(trend.series.contains { $0.course == .fluctuating })
  }

  @Test func `binary profiles are a series too, and tell their times`() throws {
    let dumps = try Self.series("s1-series-growing.go1.24", ".pb.gz")
    let times = try #require(CaptureTimes(dumps: dumps.map(\.dump)))
    #expect(times.source == .profiles)
    #expect(
      times.seconds.map { Int($0) } == [1_795_252_724, 1_795_252_745, 1_795_252_766, 1_795_252_787])
    #expect(CaptureTimes(dumps: [dumps[1].dump, dumps[0].dump]) == nil)
    let trend = Trend(dumps, times: times)
    #expect(trend.series.first?.ratePerMinute.map { Int($0) } == 253)
    #expect(
      trend.findings.first?.evidence.contains("254 more a minute, by the profiles' own times")
        == true)
    #expect(trend.findings.map(\.count) == [300])
    #expect(trend.findings.first?.site?.function == "main.(*pusher).notify.func1")
    #expect(trend.series.first?.counts == [30, 90, 180, 300])
    let fluctuating = try Self.series("s2-series-fluctuating.go1.24", ".pb.gz")
    #expect(fluctuating.count == 4)
    #expect(Trend(fluctuating).findings.isEmpty)
    let text = try Self.series("s1-series-growing.go1.24", "debug1")
    #expect(CaptureTimes(dumps: [dumps[0].dump, text[1].dump]) == nil)
  }

  @Test func `a catalogue without the signature, or that expects the goroutines, finds none`()
    throws
  {
    let dumps = try Self.series("s1-series-growing.go1.24", "debug2")
    #expect(Trend(dumps, catalogue: Catalogue([])).findings.isEmpty)
    var catalogue = Catalogue.builtIn
    let pattern = GroupPattern(top: [.function("main.(*pusher).notify.func")])
    catalogue.expectations = [Expectation(pattern, maximum: 300, name: "top: notify")]
    #expect(Trend(dumps, catalogue: catalogue).findings.isEmpty)
    catalogue.expectations = [Expectation(pattern, maximum: 299, name: "top: notify")]
    #expect(Trend(dumps, catalogue: catalogue).findings.map(\.signature) == ["growing-group"])
  }

  @Test(
    arguments: [
      (0.5, "30 seconds"), (1, "1 minute"), (1.5, "90 seconds"), (2, "2 minutes"),
      (3.5, "4 minutes"), (89, "89 minutes"), (90, "2 hours"), (2880, "2 days"),
    ])
  func `times are told as exactly as a person wants them`(_ minutes: Double, _ words: String) {
    #expect(GrowingGroup.duration(minutes) == words)
  }

  @Test func `dumps of different forms are one series`() throws {
    let counts = try Self.series("s1-series-growing.go1.24", "debug1")
    let blocks = try Self.series("s1-series-growing.go1.24", "debug2")
    let trend = Trend([counts[0], blocks[1], counts[2], blocks[3]])
    #expect(trend.findings.map(\.count) == [300])
    #expect(trend.findings.first?.createdBy?.function == "main.(*pusher).notify")
  }

  @Test func `more goroutines each time, but others, are a busier hour`() throws {
    let dumps = try [(20, 100), (40, 1000), (80, 5000)].map { count, first in
      try Capture.analysis(Capture.main + Capture.goroutines(count, "main.work", from: first))
    }
    let trend = Trend(dumps)
    #expect(trend.findings.isEmpty)
    #expect(trend.series.contains { $0.course == .turnover })
  }

  @Test func `the same goroutines and more are a leak`() throws {
    let dumps = try [20, 40, 80].map { count in
      try Capture.analysis(Capture.main + Capture.goroutines(count, "main.work"))
    }
    #expect(Trend(dumps).findings.map(\.severity) == [.error])
    #expect(Trend(Array(dumps.prefix(2))).findings.map(\.severity) == [.warning])
    #expect(Trend([dumps[0], dumps[2], dumps[1]]).findings.isEmpty)
  }
}
