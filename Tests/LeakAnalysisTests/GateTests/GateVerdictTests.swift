import GoroutineDump
import LeakAnalysis
import Testing

@Suite struct GateVerdictTests {
  private func verdict(
    _ texts: [String], baseline: Baseline? = nil,
    _ change: (inout GateConfiguration) -> Void = { _ in }
  ) throws -> GateVerdict {
    var configuration = GateConfiguration()
    change(&configuration)
    return try GateVerdict(
      Report(try texts.map { try Capture.input($0) }), configuration: configuration,
      baseline: baseline)
  }

  private let healthy = Capture.main + Capture.goroutines(4, "main.work", state: "chan receive")

  @Test func `a healthy program passes`() throws {
    #expect(try verdict([healthy]).outcome == .passed)
  }

  @Test func `a limit that is passed fails, one that is met does not`() throws {
    let tooMany = try verdict([healthy]) { $0.maxGoroutines = Setting(4) }
    #expect(tooMany.failures.map(\.reason) == [.maxGoroutines])
    #expect(try verdict([healthy]) { $0.maxGoroutines = Setting(5) }.outcome == .passed)
    let group = try verdict([healthy]) { $0.maxGroup = Setting(3) }
    #expect(group.failures.map(\.reason) == [.maxGroup])
    #expect(group.failures.first?.finding.site?.function == "main.work")
    #expect(try verdict([healthy]) { $0.maxGroup = Setting(4) }.outcome == .passed)
  }

  @Test func `who waits too long fails, but not main and not an idle connection`() throws {
    let idle = """
      goroutine 9 [IO wait, 90 minutes]:
      internal/poll.runtime_pollWait(0x7fb1bd640f00, 0x72)
      \t/usr/local/go/src/runtime/netpoll.go:182 +0x56
      net/http.(*conn).serve(0xc000152f48)
      \t/usr/local/go/src/net/http/server.go:2901 +0x1a3


      """
    let main = Capture.main.replacing("chan receive", with: "chan receive, 90 minutes")
    let quiet = try verdict([main + idle]) { $0.maxWait = Setting(10) }
    #expect(quiet.outcome == .passed)
    let stuck = try verdict([
      main + idle + Capture.goroutines(1, "main.work", state: "select, 11 minutes")
    ]) { $0.maxWait = Setting(10) }
    #expect(stuck.failures.map(\.reason) == [.maxWait])
  }

  @Test func `with a baseline only what is new or grown fails`() throws {
    let known = Capture.main + Capture.goroutines(60, "main.old")
    let baseline = Baseline(accepting: [try Capture.analysis(known)])
    #expect(try verdict([known], baseline: baseline).outcome == .passed)
    let more = Capture.main + Capture.goroutines(72, "main.old")
    #expect(try verdict([more], baseline: baseline).outcome == .passed)
    let grown = Capture.main + Capture.goroutines(73, "main.old")
    #expect(try verdict([grown], baseline: baseline).failures.map(\.reason) == [.grownGroup])
    let leak = known + Capture.goroutines(30, "main.leak.func1", from: 900)
    let failures = try verdict([leak], baseline: baseline).failures
    #expect(failures.count == 1)
    #expect(failures.first?.finding.site?.function == "main.leak.func1")
  }

  @Test func `what is gone is resolved`() throws {
    let baseline = Baseline(
      accepting: [try Capture.analysis(Capture.main + Capture.goroutines(9, "main.old"))])
    let verdict = try verdict([Capture.main], baseline: baseline)
    #expect(verdict.outcome == .passed)
    #expect(verdict.resolved.map(\.site) == ["main.old"])
  }

  @Test func `a capture that is not complete does not pass, unless that is allowed`() throws {
    var input = try Capture.input(healthy)
    input.dumps[0].isTruncated = true
    let report = Report([input])
    var configuration = GateConfiguration()
    #expect(try GateVerdict(report, configuration: configuration).outcome == .undecided)
    configuration.allowTruncated = Setting(true)
    #expect(try GateVerdict(report, configuration: configuration).outcome == .passed)
  }

  @Test func `stacks that could not be read are no pass`() throws {
    let garbled = healthy + "goroutine 77 [chan send]:\nma\u{1}in.wo rk\n\n"
    #expect(try verdict([garbled]).outcome == .undecided)
    #expect(try verdict([garbled]) { $0.allowTruncated = Setting(true) }.outcome == .passed)
  }

  @Test func `a profile of something else does not pass, an empty leak profile does`() throws {
    let threads = try verdict(["threadcreate profile: total 7\n7 @\n#\t0x0\n"])
    #expect(threads.outcome == .undecided)
    #expect(threads.goroutineCount == 0)
    #expect(try verdict(["goroutineleak profile: total 0\n"]).outcome == .passed)
    #expect(try verdict(["goroutine profile: total 0\n"]).outcome == .undecided)
  }

  @Test func `what could not be read is no pass`() throws {
    let verdict = try GateVerdict(
      Report([try Capture.input(healthy)]), configuration: GateConfiguration(),
      unreadable: [GateDoubt(capture: "b.txt", reason: "is empty")])
    #expect(verdict.outcome == .undecided)
  }
}
