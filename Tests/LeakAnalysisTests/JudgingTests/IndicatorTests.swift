import LeakAnalysis
import Testing

/// Each indicator's answer, for two dumps that differ in one thing.
struct IndicatorTests {
  /// A goroutine in a state, inside a function of the program.
  private func goroutine(
    _ state: String = "chan receive", in function: String = "main.(*job).wait.func1",
    by creator: String = "main.(*job).wait", file: String = "/app/job.go"
  ) -> String {
    """
    goroutine 77 [\(state)]:
    \(function)()
    \t\(file):31 +0x4d
    created by \(creator) in goroutine 70
    \t\(file):24 +0x7b
    """
  }

  /// The answer of an indicator at the place with most goroutines; 0 where it is not listed.
  private func answer(_ indicator: String, _ build: (inout DumpText) -> Void) throws -> Double {
    var dump = DumpText()
    build(&dump)
    let input = try dump.input()
    let ledgers = Report([input]).ledgers("*", catalogue: .builtIn)
    let largest = try #require(ledgers.max { $0.place.count < $1.place.count })
    let answer = largest.ledger.entries.first { $0.indicator == indicator }?.answer ?? 0
    return (answer * 100).rounded() / 100
  }

  @Test(arguments: [(10, 0.0), (100, 0.5), (1000, 1), (5000, 1)])
  func mass(_ times: Int, _ expected: Double) throws {
    #expect(
      try answer("mass") {
        $0.add(goroutine("chan send"), times: times, minutes: 0...90)
      } == expected)
  }

  @Test(arguments: [(5, 1.0), (15, 0.25), (24, 0), (25, 0)])
  func few(_ times: Int, _ expected: Double) throws {
    #expect(
      try answer("few") {
        $0.add(goroutine("select"), times: times, minutes: 0...0)
      } == expected)
  }

  @Test func `one-age: all parked at one moment`() throws {
    #expect(try answer("one-age") { $0.add(goroutine(), times: 60, minutes: 30...30) } == 1)
    #expect(try answer("one-age") { $0.add(goroutine(), times: 60, minutes: 0...60) } == 0)
    // What waits for a lock may have got stuck at one moment.
    #expect(
      try answer("one-age") {
        $0.add(goroutine("sync.Mutex.Lock"), times: 60, minutes: 30...30)
      } == 0)
  }

  @Test func `age-ramp: as many for each minute`() throws {
    #expect(try answer("age-ramp") { $0.add(goroutine(), times: 90, minutes: 0...90) } == 1)
    #expect(try answer("age-ramp") { $0.add(goroutine(), times: 90, minutes: 90...90) } == 0)
  }

  @Test func `older-wait-longer: the older, the longer`() throws {
    #expect(
      try answer("older-wait-longer") { $0.add(goroutine(), times: 90, minutes: 0...90) } == 1)
    #expect(
      try answer("older-wait-longer") { $0.add(goroutine(), times: 90, minutes: 30...30) } == 0)
  }

  @Test func `creators-gone: nobody who started them is there`() throws {
    #expect(try answer("creators-gone") { $0.add(goroutine(), times: 60, minutes: 0...60) } == 1)
    #expect(
      try answer("creators-gone") {
        $0.add(goroutine(), times: 60, minutes: 0...60, creators: .main)
      } == 0)
  }

  @Test func `made-at-once: their ids follow each other`() throws {
    #expect(
      try answer("made-at-once") {
        $0.add(goroutine(), times: 60, minutes: 0...0, creators: .main, atOnce: true)
      } > 0.5)
    #expect(
      try answer("made-at-once") {
        $0.add(goroutine(), times: 60, minutes: 0...0, creators: .main)
      } == 0)
  }

  @Test func `stuck-for-minutes: a send that has waited for longer than a send takes`() throws {
    #expect(
      try answer("stuck-for-minutes") {
        $0.add(goroutine("chan send"), times: 60, minutes: 30...60)
      } == 1)
    #expect(
      try answer("stuck-for-minutes") {
        $0.add(goroutine("chan send"), times: 60, minutes: 0...0)
      } == 0)
    #expect(
      try answer("stuck-for-minutes") {
        $0.add(goroutine("chan receive"), times: 60, minutes: 30...60)
      } == 0)
  }

  @Test(arguments: [
    ("pool-name", "main.(*pool).run", 1.0), ("pool-name", "main.(*job).run", 0),
    ("loop-name", "main.(*cache).flushLoop", 1), ("loop-name", "main.(*cache).get", 0),
  ])
  func names(_ indicator: String, _ function: String, _ expected: Double) throws {
    #expect(
      try answer(indicator) {
        $0.add(goroutine(in: function, by: "main.start"), times: 60, minutes: 0...60)
      } == expected)
  }

  @Test(arguments: [
    ("/root/go/pkg/mod/example.com/lib@v1.2.3/lib.go", 1.0),
    ("/app/vendor/example.com/lib/lib.go", 1), ("/usr/share/gocode/src/example.com/lib/lib.go", 1),
    ("/app/lib.go", 0), ("/app/vendors/lib.go", 0), ("/app/me@home/lib.go", 0),
    ("/app/vendor", 0), ("/app@", 0),
  ])
  func `third-party: the file lies where modules do`(_ file: String, _ expected: Double) throws {
    #expect(
      try answer("third-party") {
        $0.add(
          goroutine(in: "example.com/lib.run", by: "example.com/lib.Start", file: file), times: 60,
          minutes: 0...60)
      } == expected)
  }

  @Test(arguments: [
    ("chan send", "waits-to-send"), ("sync.Mutex.Lock", "waits-for-lock"),
    ("sync.WaitGroup.Wait", "waits-for-waitgroup"), ("chan receive", "waits-to-receive"),
    ("sync.Cond.Wait", "waits-for-condition"), ("sleep", "sleeps"),
  ])
  func `the kind of wait`(_ state: String, _ indicator: String) throws {
    #expect(try answer(indicator) { $0.add(goroutine(state), times: 60, minutes: 0...60) } == 1)
    #expect(try answer(indicator) { $0.add(goroutine("select"), times: 60, minutes: 0...60) } == 0)
  }
}
