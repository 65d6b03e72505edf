import LeakAnalysis
import Testing

/// When goroutines were made tells a leak, which goes on, from what fills up, ends or waits its turn.
struct ArrivalTests {
  private static func stack(_ state: String, _ function: String, by creator: String) -> String {
    "goroutine 77 [\(state)]:\n\(function)(0xc0000a2000)\n\t/app/file.go:31 +0x4d\n"
      + "created by \(creator) in goroutine 70\n\t/app/file.go:24 +0x7b"
  }

  private static let actor = stack("chan receive", "main.(*actor).loop", by: "main.spawn")
  private static let other = stack("IO wait", "main.(*link).read", by: "main.dial")
  private static let sender = stack("chan send", "main.(*probe).run", by: "main.round")

  private func loud(_ dump: DumpText) throws -> [Summary] {
    try dump.findings().filter { $0.severity > .note }.map(Summary.init)
  }

  /// Whether the first finding has a severity, and a probability in a band.
  private func isFirst(
    _ findings: [Finding], _ severity: Severity, _ band: ClosedRange<Double>
  ) -> Bool {
    findings.first.map { $0.severity == severity && band.contains($0.probability) } ?? false
  }

  /// The indicators that a finding's probability follows from.
  private func indicators(_ findings: [Finding]) -> Set<String> {
    Set(findings.first?.ledger?.entries.map(\.indicator) ?? [])
  }

  @Test(arguments: [(40, 0.99...1), (60, 0.97...0.995), (70, 0.9...0.95), (76, 0.83...0.9)])
  func `what comes ever less is less probably a leak`(
    early: Int, band: ClosedRange<Double>
  ) throws {
    // 80 in two stretches of as many ids. All are orphans, and nearly all of the program: less traffic
    // would look the same, so fewer in the second stretch lower the probability and do not excuse them.
    var dump = DumpText()
    dump.add(Self.actor, times: early, minutes: 0...0)
    dump.add(Self.actor, times: 80 - early, minutes: 0...0)
    let findings = try dump.findings()
    #expect(findings.map(Summary.init) == [Summary("chan-receive-never-closed", .warning, 80)])
    #expect(isFirst(findings, .warning, band), "\(findings.map(\.probability))")
    #expect(indicators(findings).contains("filled-up") == (early > 40))
  }

  @Test func `one janitor for each of a number of caches is no leak`() throws {
    let janitor = Self.stack("select", "main.(*cache).sweepLoop", by: "main.newCache")
    var caches = DumpText()
    caches.add(janitor, times: 80, minutes: 0...0, creators: .main, atOnce: true)
    #expect(try caches.findings().isEmpty)

    // Caches that calls make one after the other, and fewer since.
    var fewer = DumpText()
    fewer.add(janitor, times: 76, minutes: 0...0)
    fewer.add(janitor, times: 4, minutes: 0...0)
    #expect(isFirst(try fewer.findings(), .note, 0.65...0.8))

    var left = DumpText()
    left.add(janitor, times: 80, minutes: 0...0)
    #expect(try loud(left) == [Summary("ticker-loop-never-ends", .warning, 80)])
  }

  @Test(arguments: [
    (0, Severity.error, 0.995...1), (1, .error, 0.97...0.995), (3, .warning, 0.87...0.93),
    (5, .warning, 0.81...0.87),
  ])
  func `what ends leaves none of the oldest`(
    stretches: Int, severity: Severity, band: ClosedRange<Double>
  ) throws {
    // So many stretches of the program's life have left none: a third, or more than two thirds. That
    // they end is then more probable; orphans that are nearly all of the program stay a warning.
    var dump = DumpText()
    for _ in 0..<stretches { dump.add(Self.other, times: 1, minutes: 0...0) }
    dump.add(Self.actor, times: 90, minutes: 0...0)
    dump.add(Self.actor, times: 90, minutes: 0...0)
    let findings = try dump.findings()
    #expect(findings.map(Summary.init) == [Summary("chan-receive-never-closed", severity, 180)])
    #expect(isFirst(findings, severity, band), "\(findings.map(\.probability))")
    #expect(indicators(findings).contains("in-flight") == (stretches > 0))
  }

  @Test func `a pool that others have outnumbered since has settled`() throws {
    var pool = DumpText()
    for worker in 0..<72 {
      let id = 20 + worker / 8 * 10 + worker % 8
      pool.add(
        verbatim: Self.actor.replacing("goroutine 70", with: "goroutine \(11 + worker / 8)")
          .replacing("goroutine 77", with: "goroutine \(id)")
          .replacing("a2000", with: "a2\(100 + worker)"))
    }
    // The one that writes the dump is the 213th: 101 others have come since the last of 72.
    let text =
      pool.text + """

        goroutine %d [running]:
        runtime/pprof.writeGoroutineStacks({0x7c12a0, 0xc0000000e0})
        \t/usr/local/go/src/runtime/pprof/pprof.go:764 +0x6a

        """
    func loud(newest: Int) throws -> [Summary] {
      try DumpText.findings(in: text.replacing("%d", with: String(newest)))
        .filter { $0.severity > .note }.map(Summary.init)
    }
    #expect(try loud(newest: 213).isEmpty)
    #expect(try loud(newest: 115) == [Summary("chan-receive-never-closed", .warning, 72)])
  }

  @Test func `senders that one living goroutine leaves behind round after round`() throws {
    var dump = DumpText()
    dump.add(Self.sender, times: 60, minutes: 0...30, creators: .main)
    // A sibling on its way to the send: who is busy could also be the receiver.
    dump.add(busy: Self.sender)
    let left = try dump.findings()
    #expect(left.map(Summary.init) == [Summary("chan-send-no-receiver", .warning, 60)])
    #expect(isFirst(left, .warning, 0.99...1))

    // A queue that was filled at once waits its turn; not for half an hour.
    func queue(minutes: Int) throws -> [Finding] {
      var queue = DumpText()
      queue.add(
        Self.sender, times: 60, minutes: minutes...minutes, creators: .main, atOnce: true)
      queue.add(busy: Self.sender)
      return try queue.findings()
    }
    #expect(isFirst(try queue(minutes: 0), .note, 0.2...0.3))
    #expect(isFirst(try queue(minutes: 2), .note, 0.6...0.7))
    #expect(isFirst(try queue(minutes: 30), .warning, 0.93...0.98))
  }

  @Test func `connections for as many targets are dialled at one moment`() throws {
    let signature = try #require(Catalogue.builtIn.signature("http-transport-per-request"))
    let loop = try #require(signature.exampleGoroutines.first)
    var requests = DumpText()
    requests.add(loop, times: 160, minutes: 0...0)
    #expect(try loud(requests) == [Summary(signature.id, .warning, 160)])

    // Their ids tell the moment, however long they have been idle since.
    for minutes in [0, 5] {
      var targets = DumpText()
      targets.add(loop, times: 160, minutes: minutes...minutes, atOnce: true)
      #expect(try targets.findings().isEmpty)
    }

    // Who dialled has ended, and its id tells nothing: each was given one of a block of its own.
    for dialler in [2, 9_000_000] {
      var blocks = DumpText()
      blocks.add(loop, times: 160, minutes: 0...0, creators: .each(from: dialler))
      #expect(try loud(blocks) == [Summary(signature.id, .warning, 160)])
    }
  }

  @Test func `each open result has a goroutine that reads it`() throws {
    let signature = try #require(Catalogue.builtIn.signature("sql-rows-not-closed"))
    let result = try #require(signature.exampleGoroutines.first)
    var dump = DumpText()
    dump.add(result, times: 60, minutes: 0...0)
    #expect(try loud(dump) == [Summary(signature.id, .warning, 60)])

    var reading = DumpText()
    reading.add(result, times: 60, minutes: 0...0)
    reading.add(
      Self.stack("runnable", "main.(*report).read", by: "main.main"), times: 60, minutes: 0...0,
      creators: .main, atOnce: true)
    #expect(try loud(reading).isEmpty)
  }

  @Test func `minutes right after a collection do not make a request old`() throws {
    // Waits count from the collection before the one that saw them: all that has just blocked tells the
    // same one or two minutes.
    let request = """
      goroutine 77 [chan receive]:
      main.report(0xc0000a2000)
      \t/app/report.go:31 +0x4d
      net/http.HandlerFunc.ServeHTTP(0xc0000a2000)
      \t/usr/local/go/src/net/http/server.go:2294 +0x29
      net/http.(*conn).serve(0xc0000a2000)
      \t/usr/local/go/src/net/http/server.go:2102 +0x625
      created by net/http.(*Server).Serve in goroutine 1
      \t/usr/local/go/src/net/http/server.go:3454 +0x485
      """
    func judged(_ minutes: Int, atOnce: Bool) throws -> [Finding] {
      var dump = DumpText()
      // The program is older than the requests.
      for _ in 0..<2 { dump.add(Self.other, times: 1, minutes: 0...0) }
      dump.add(
        request, times: 25, minutes: minutes...minutes, creators: .main, atOnce: atOnce)
      return try dump.findings()
    }
    // A burst that has just come, and one that has been there for nine minutes.
    #expect(isFirst(try judged(2, atOnce: true), .note, 0.55...0.7))
    #expect(isFirst(try judged(9, atOnce: true), .warning, 0.85...0.98))
    // One after the other, so that most are older than two minutes whatever their headers say: no client
    // is in sight for any of them.
    #expect(isFirst(try judged(2, atOnce: false), .warning, 0.92...0.98))
  }

  @Test func `tasks that requests have just left are in flight, whatever the minutes say`() throws {
    // One a second, each for half a minute, right after a collection.
    func worst(from first: Int, minutes: Int) throws -> Severity? {
      var text = DumpText().text
      for number in 0..<30 {
        let id = first + number * (8900 - first) / 29
        text += """

          goroutine \(id) [chan receive, \(minutes) minutes]:
          main.(*task).wait(0xc0000\(10000 + number * 64))
          \t/app/task.go:31 +0x4d
          created by main.start in goroutine \(id - 1)
          \t/app/task.go:24 +0x7b

          """
      }
      text += "\ngoroutine 9000 [running]:\nmain.dump()\n\t/app/dump.go:9 +0x1d\n"
      return try DumpText.findings(in: text).map(\.severity).max()
    }
    #expect(try worst(from: 7000, minutes: 2) == .note)
    // All for the same four minutes: a burst that the program was busy with, or that has stayed.
    #expect(try worst(from: 7000, minutes: 4) == .note)
    // Among the first that the program has made: those have stayed.
    #expect(try worst(from: 200, minutes: 2) == .warning)
  }

  @Test func `old ones that tell no minute among some that do are woken`() throws {
    // The stages of a daemon's pipeline, round after round: a WaitGroup for each. That something wakes
    // them lowers the probability; that there is one more for each round, and none ends, stays.
    func judged(beside old: Int) throws -> [Finding] {
      var text = DumpText().text
      for number in 0..<35 {
        text += """

          goroutine \(468 + number * 2000) [semacquire]:
          sync.runtime_Semacquire(0xc0000\(10000 + number * 64))
          \t/usr/local/go/src/runtime/sema.go:62 +0x25
          sync.(*WaitGroup).Wait(0xc0000\(10000 + number * 64))
          \t/usr/local/go/src/sync/waitgroup.go:139 +0x52
          main.(*stage).exec(0xc0000\(20000 + number * 64))
          \t/app/stage.go:31 +0x4d
          created by main.(*dispatcher).add
          \t/app/dispatcher.go:24 +0x7b

          """
      }
      let wait = old == 0 ? "" : ", \(old) minutes"
      text +=
        "\ngoroutine 4 [select\(wait)]:\nmain.(*disk).sync(0xc0000a2000)\n\t/app/disk.go:9 +0x1d\n"
      text += "\ngoroutine 90000 [running]:\nmain.dump()\n\t/app/dump.go:9 +0x1d\n"
      return try DumpText.findings(in: text)
    }
    // Ids are a clock only of a program that has run for ten minutes.
    for old in [0, 9] {
      let unknown = try judged(beside: old)
      #expect(isFirst(unknown, .warning, 0.94...0.97))
      #expect(!indicators(unknown).contains("woken"))
    }
    let woken = try judged(beside: 30)
    #expect(isFirst(woken, .warning, 0.86...0.92))
    #expect(indicators(woken).contains("woken"))
  }

  @Test func `loops that a daemon starts one after the other are settled when it has run on`()
    throws
  {
    // Go 1.19 names no creator's id; each of 40 peers has two loops and short-lived helpers. While the
    // program starts, one for each peer looks as one for each request does.
    func loud(_ state: String, newest: Int = 300) throws -> [String] {
      var text = DumpText().text
      for peer in 0..<40 {
        for (offset, loop) in ["active", "connect"].enumerated() {
          text += """

            goroutine \(11 + peer * 6 + offset * 2) [\(state)]:
            main.(*peer).\(loop)(0xc0000\(10000 + peer * 64))
            \t/app/peer.go:\(31 + offset) +0x4d
            created by main.newPeer
            \t/app/peer.go:24 +0x7b

            """
        }
      }
      text += "\ngoroutine \(newest) [running]:\nmain.dump()\n\t/app/dump.go:9 +0x1d\n"
      return try DumpText.findings(in: text).filter { $0.severity > .note }.map(\.signature)
    }
    #expect(try loud("select", newest: 3000).isEmpty)
    #expect(try loud("select") == ["select-abandoned", "select-abandoned"])
    // Nobody starts senders to have them wait.
    #expect(
      try loud("chan send") == ["chan-send-no-receiver", "chan-send-no-receiver"])
  }

  @Test func `who waits for workers of their own is not stuck as long as those are there`() throws {
    // Ten workers wait for three loops each, which have nothing to do.
    func worst(loops: Int, stuck: Bool = false) throws -> [String: Severity] {
      var text = DumpText().text
      for worker in 0..<10 {
        text += """

          goroutine \(162 + worker * 7) [sync.WaitGroup.Wait, 4 minutes]:
          sync.runtime_SemacquireWaitGroup(0xc0000\(10000 + worker * 64)?)
          \t/usr/local/go/src/runtime/sema.go:110 +0x25
          sync.(*WaitGroup).Wait(0xc0000\(10000 + worker * 64))
          \t/usr/local/go/src/sync/waitgroup.go:118 +0x89
          main.(*session).worker(0xc0000a2000)
          \t/app/workers.go:327 +0xc15
          created by main.(*session).boot in goroutine \(80 + worker % 2 * 19)
          \t/app/workers.go:154 +0x179c

          """
        for loop in 0..<loops {
          text += """

            goroutine \(163 + worker * 7 + loop) [chan \(stuck ? "send" : "receive"), 4 minutes]:
            main.(*session).worker.func\(loop + 1)()
            \t/app/workers.go:\(210 + loop) +0x1d
            created by main.(*session).worker in goroutine \(162 + worker * 7)
            \t/app/workers.go:\(206 + loop) +0x2d

            """
        }
      }
      text += "\ngoroutine 9000 [running]:\nmain.dump()\n\t/app/dump.go:9 +0x1d\n"
      let findings = try DumpText.findings(in: text)
      return Dictionary(findings.map { ($0.signature, $0.severity) }) { max($0, $1) }
    }
    #expect(try worst(loops: 3)["waitgroup-never-done"] == .note)
    #expect(try worst(loops: 0)["waitgroup-never-done"] == .warning)
    // Workers that are held up themselves excuse nobody.
    #expect(try worst(loops: 1, stuck: true)["waitgroup-never-done"] == .warning)
  }

  @Test func `connections that are used again may still be more than one transport's`() throws {
    let signature = try #require(Catalogue.builtIn.signature("http-transport-per-request"))
    let loop = try #require(signature.exampleGoroutines.first)
    func dump(_ minutes: [ClosedRange<Int>]) -> DumpText {
      var dump = DumpText()
      for part in minutes { dump.add(loop, times: 90, minutes: part) }
      return dump
    }
    func loud(_ minutes: [ClosedRange<Int>]) throws -> [Summary] { try self.loud(dump(minutes)) }
    func isWoken(_ minutes: [ClosedRange<Int>]) throws -> Bool {
      indicators(try dump(minutes).findings()).contains("woken")
    }
    #expect(try loud([1...1, 0...0]) == [Summary(signature.id, .warning, 180)])
    // More for each stretch of the program's life, beyond what a transport keeps: that the older half was
    // used again does not explain it.
    #expect(try loud([0...0, 9...9]) == [Summary(signature.id, .warning, 180)])
    #expect(try isWoken([0...0, 9...9]))
    #expect(try !isWoken([9...9, 0...0]))
  }

  @Test func `a flood of senders is told though the loop that starts them lives`() throws {
    // `go send()` in a loop of the main goroutine: no gaps between the ids.
    func loud(_ count: Int, minutes: Int) throws -> [Summary] {
      var dump = DumpText()
      for age in 0...minutes {
        dump.add(
          Self.sender, times: count / (minutes + 1), minutes: (minutes - age)...(minutes - age),
          creators: .main, atOnce: true)
      }
      dump.add(Self.other, times: 3, minutes: 0...0)
      return try self.loud(dump)
    }
    #expect(try loud(1500, minutes: 2) == [Summary("chan-send-no-receiver", .warning, 1500)])
    // A queue for a slow receiver.
    #expect(try loud(1500, minutes: 0).isEmpty)
  }
}
