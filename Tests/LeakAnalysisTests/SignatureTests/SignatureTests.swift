import LeakAnalysis
import Testing

/// Each signature finds what it is for, in a dump made of its own example, and is silent where
/// there are too few, or they are too young.
struct SignatureTests {
  @Test func `every signature has a case`() {
    let tested =
      SignatureCase.all.map(\.id) + SignatureCase.verbatim.map(\.signature) + SignatureCase.others
    #expect(Set(tested) == Set(Catalogue.builtIn.signatures.map(\.id)))
    #expect(tested.count == Set(tested).count)
  }

  @Test(arguments: SignatureCase.all)
  func `speaks up`(_ test: SignatureCase) throws {
    let signature = try #require(Catalogue.builtIn.signature(test.id))
    var dump = DumpText()
    dump.add(
      try #require(signature.exampleGoroutines.first), times: test.times, minutes: test.minutes)
    let findings = try dump.findings()
    let worst = try #require(findings.first)
    #expect(
      Summary(worst) == Summary(test.id, test.severity, test.times), "\(findings.map(Summary.init))"
    )
    #expect(worst.evidence.contains("\(Evidence.number(test.times)) "))
  }

  @Test(arguments: SignatureCase.all)
  func `is silent`(_ test: SignatureCase) throws {
    let signature = try #require(Catalogue.builtIn.signature(test.id))
    var goroutine = try #require(signature.exampleGoroutines.first)
    if let state = test.quietState { goroutine = try inState(state, goroutine) }
    var dump = DumpText()
    try #require(test.quietTimes > 0)
    dump.add(
      goroutine, times: test.quietTimes, minutes: test.quietMinutes, creators: .main, atOnce: true)
    // The one that holds the lock, makes the call or is about to take the value.
    dump.add(busy: goroutine)
    let loud = try dump.findings().filter { $0.severity > .note }
    #expect(loud.map(Summary.init).isEmpty, "\(loud.map(\.evidence))")
  }

  /// A goroutine with another state in its header.
  private func inState(_ state: String, _ goroutine: String) throws -> String {
    let open = try #require(goroutine.firstIndex(of: "["))
    let close = try #require(goroutine.firstIndex(of: "]"))
    var changed = goroutine
    changed.replaceSubrange(open...close, with: "[\(state)]")
    return changed
  }

  @Test func `a send on a channel that is not nil, alone and young, is no finding`() throws {
    let signature = try #require(Catalogue.builtIn.signature("nil-channel"))
    let goroutine = try #require(signature.exampleGoroutines.first)
    for (state, expected) in [
      ("chan send (nil chan)", ["nil-channel"]), ("chan receive (nil chan)", ["nil-channel"]),
      ("chan send", []), ("chan receive", []), ("select (no cases)", []),
    ] {
      var dump = DumpText()
      dump.add(try inState(state, goroutine), times: 1, minutes: 0...0)
      #expect(try dump.findings().filter { $0.severity > .note }.map(\.signature) == expected)
    }
  }

  @Test(arguments: SignatureCase.verbatim)
  func `its example as it stands`(_ expected: Summary) throws {
    let signature = try #require(Catalogue.builtIn.signature(expected.signature))
    let findings = try DumpText.findings(in: signature.example.stack)
    #expect(findings.map(Summary.init).contains(expected), "\(findings.map(Summary.init))")
  }

  @Test func `readers behind a writer`() throws {
    let signature = try #require(Catalogue.builtIn.signature("rwmutex-readers-behind-writer"))
    let goroutines = signature.exampleGoroutines
    var dump = DumpText()
    dump.add(goroutines[0], times: 200, minutes: 1...111, creators: .main)
    dump.add(verbatim: goroutines[1])
    #expect(try dump.findings().map(Summary.init) == [Summary(signature.id, .error, 201)])

    // A reader is at work, and no wait time tells that the others wait for long.
    var young = DumpText()
    young.add(goroutines[0], times: 200, minutes: 0...0, creators: .main)
    young.add(goroutines[1], times: 1, minutes: 0...0, creators: .main)
    young.add(busy: goroutines[0])
    let waiting = try young.findings()
    #expect(waiting.map(Summary.init) == [Summary(signature.id, .note, 201)])
    #expect((0.3..<0.6).contains(try #require(waiting.first).probability))
  }

  /// Minutes come with a garbage collection: a quiet process can leak for long without any.
  @Test(arguments: [
    ("chan send", "chan-send-no-receiver"), ("chan receive", "chan-receive-never-closed"),
    ("select", "select-abandoned"), ("sync.WaitGroup.Wait", "waitgroup-never-done"),
  ])
  func `goroutines that a loop leaves, in a dump without ages`(
    _ state: String, signature: String
  ) throws {
    func goroutine(_ argument: String) -> String {
      """
      goroutine 77 [\(state)]:
      main.fetch.func1(\(argument))
      \t/app/fetch.go:31 +0x4d
      created by main.fetch in goroutine 70
      \t/app/fetch.go:24 +0x7b
      """
    }
    let loop = "goroutine 2 [sleep]:\nmain.poll()\n\t/app/poll.go:9 +0x1d"
    func findings(_ stack: String, _ loop: String) throws -> [Finding] {
      var dump = DumpText()
      dump.add(stack, times: 120, minutes: 0...0, creators: .main, atOnce: true)
      dump.add(verbatim: loop)
      return try dump.findings()
    }
    let found = try findings(goroutine(""), loop)
    #expect(found.map(Summary.init) == [Summary(signature, .note, 120)])
    #expect(
      found.first?.evidence.hasSuffix(
        "; no goroutine has a wait time yet, since the runtime sets them at a garbage collection: "
          + "compare a second dump with `dumpscan diff`") == true)

    // One that tells minutes says that the others wait for less than one.
    let old = loop.replacing("[sleep]", with: "[sleep, 3 minutes]")
    #expect(try findings(goroutine(""), old).map(Summary.init) == [Summary(signature, .note, 120)])
    // All at one object may be the idle workers of a pool, where they wait as such do.
    let workers = try findings(goroutine("0xc100055000"), loop)
    let isIdle = state == "chan receive" || state == "select"
    #expect(workers.map(Summary.init) == (isIdle ? [] : [Summary(signature, .note, 120)]))
  }
}
