import Testing

@testable import LeakAnalysis

/// What numbers, names and files of a place answer.
struct AppearanceIndicatorTests {
  private typealias Place = MeasuredPlace

  private func facts(
    _ stack: String = Place.goroutine(), count: Int = 100, minutes: [Int] = [0],
    ids: [Int]? = nil, beside others: (String, Int)? = nil
  ) throws -> PlaceFacts {
    try Place.facts {
      $0.add(
        stack, ids: ids ?? Place.ids(count), minutes: minutes, creators: Place.gone)
      if let (other, number) = others {
        $0.add(other, ids: Place.ids(number).map { $0 + 200_000 }, creators: Place.gone)
      }
    }
  }

  /// A profile of so many goroutines in a channel receive, at a file.
  private func counted(
    _ count: Int, file: String = "/app/f.go", at counters: String = "0x40500d 0x404c12"
  ) throws -> PlaceFacts {
    try Place.facts(
      """
      goroutine profile: total \(count)
      \(count) @ 0x43e02e \(counters) 0x48a002
      #\t0x48a001\texample.com/lib.f+0x1\t\(file):1

      """)
  }

  private static let module = "/go/pkg/mod/example.com/lib@v1.2.3/lib.go"
  private static let library = Place.goroutine(
    in: "example.com/lib.(*Client).loop", by: "example.com/lib.New", file: module)
  private static let server = Place.goroutine(
    in: "example.com/other.(*conn).write", by: "example.com/other.(*Server).serve",
    file: "/app/other.go")

  @Test func `mass: in a count profile, a place of idle workers has half`() throws {
    #expect(try facts().answer(.mass) == 0.5)
    #expect(try counted(100).kind == .receive)
    #expect(try counted(100).answer(.mass) == 0.25)
    let send = try counted(100, at: "0x4043c5 0x404017")
    #expect(send.kind == .send)
    #expect(send.answer(.mass) == 0.5)
    #expect(try counted(100, file: Self.module).answer(.mass) == 0.5)
    #expect(try facts().words(.mass) == "100 goroutines in one place")
  }

  @Test func `mass, share: beside as many that a server has started, a quarter less`() throws {
    let beside = try facts(beside: (Self.server, 95))
    #expect(beside.answer(.mass) == 0.38)
    #expect(beside.answer(.dominance) == 0.38)
  }

  @Test func `share: how much of the program they are`() throws {
    #expect(try facts(count: 98).answer(.dominance) == 0.98)
    #expect(try facts(count: 98).words(.dominance) == "98% of all goroutines")
  }

  @Test func `few: where they are stuck for minutes, few are as bad`() throws {
    #expect(try facts(count: 5).answer(.few) == 1)
    #expect(try facts(count: 5).answer(.few, known: 0.5) == 0.5)
    let sends = Place.goroutine("chan send")
    #expect(try facts(sends, count: 5).answer(.few) == 0.5)
    #expect(try facts(sends, count: 5, minutes: [5]).answer(.few) == 0.25)
    #expect(try facts(sends, count: 5, minutes: [10]).answer(.few) == 0)
    #expect(try facts(count: 1).words(.few) == "there is only one")
    #expect(try facts(count: 2).words(.few) == "there are only a few")
  }

  @Test func `third-party: not with the program's own code, nor beside a server's connections`()
    throws
  {
    #expect(try facts(Self.library).answer(.thirdParty) == 1)
    let called = Self.library.replacing(
      "created by", with: "main.run()\n\t/app/main.go:3 +0x1\ncreated by")
    #expect(try facts(called).answer(.thirdParty) == 0)
    #expect(try facts(Self.library, beside: (Self.server, 95)).answer(.thirdParty) == 0)
    let standard = Place.goroutine(
      in: "net/http.(*persistConn).writeLoop", by: "net/http.(*Transport).dialConn",
      file: "/usr/local/go/src/net/http/transport.go")
    #expect(try facts(standard).answer(.thirdParty) == 0)
  }

  @Test(arguments: [(30, 0.0), (173, 0.5), (1000, 1), (1200, 1)])
  func `library-in-numbers: from 30 to a thousand`(_ count: Int, _ expected: Double) throws {
    #expect(try facts(Self.library, count: count).answer(.libraryInNumbers) == expected)
  }

  @Test func `library-in-numbers: of a module alone, and of no server`() throws {
    #expect(try facts(count: 1000).answer(.libraryInNumbers) == 0)
    let standard = Place.goroutine(
      in: "net/http.(*persistConn).writeLoop", by: "net/http.(*Transport).dialConn",
      file: "/usr/local/go/src/net/http/transport.go")
    #expect(try facts(standard, count: 1000).answer(.libraryInNumbers) == 0)
    #expect(
      try facts(Self.library, count: 1000, beside: (Self.server, 950)).answer(.libraryInNumbers)
        == 0)
  }

  @Test func `standard-loop: the more, if dialled at one moment or early`() throws {
    let loop = Place.goroutine(
      in: "net/http.(*persistConn).writeLoop", by: "net/http.(*Transport).dialConn",
      file: "/usr/local/go/src/net/http/transport.go")
    #expect(try facts(loop).answer(.standardLoop) == 0.4)
    #expect(try facts(loop).answer(.standardLoop, known: 1) == 0.12)
    #expect(try facts(loop, ids: Array(500..<600)).answer(.standardLoop) == 1)
    #expect(try facts(loop, minutes: [30]).answer(.standardLoop) == 1)
    #expect(try facts(loop, ids: Place.ids(100, to: 68_000)).answer(.standardLoop) == 1)
    #expect(try facts().answer(.standardLoop) == 0)
    #expect(try facts(Self.library).answer(.standardLoop) == 0)
  }

  @Test func `loop-name: of the program's own loops`() throws {
    let own = try facts(Place.goroutine(in: "main.(*cache).flushLoop"))
    #expect(own.answer(.loopName) == 1)
    #expect(own.answer(.loopName, known: 1) == 0.3)
    #expect(
      own.words(.loopName)
        == "the name 'flushLoop' suggests a loop that runs as long as its owner")
    #expect(try facts(Self.library).names.loop == "loop")
    #expect(try facts(Self.library).answer(.loopName) == 0)
  }

  @Test func `what they wait in speaks less against a leak where a signature knows them`() throws {
    let kinds: [(String, Indicator)] = [
      ("chan receive", Indicator.kinds[4]), ("sync.Cond.Wait", Indicator.kinds[5]),
      ("sleep", Indicator.kinds[6]), ("IO wait", Indicator.kinds[7]),
    ]
    #expect(
      kinds.map(\.1.id) == ["waits-to-receive", "waits-for-condition", "sleeps", "reads"])
    for (state, indicator) in kinds {
      #expect(try facts(Place.goroutine(state)).answer(indicator) == 1)
      #expect(try facts(Place.goroutine(state)).answer(indicator, known: 1) == 0.3)
      #expect(try facts(Place.goroutine("select")).answer(indicator) == 0)
    }
    let sends = try facts(Place.goroutine("chan send"))
    #expect(Indicator.kinds[0].id == "waits-to-send")
    #expect(sends.answer(Indicator.kinds[0], known: 1) == 1)
    #expect(sends.words(Indicator.kinds[0]) == "a send waits for a receiver")
  }

  @Test func `waits-to-write: a write that the poller holds`() throws {
    let write = Place.goroutine(
      "IO wait", in: "net.(*conn).Write", file: "/usr/local/go/src/net/net.go",
      below: "main.send()\n\t/app/send.go:3 +0x1\n")
    #expect(Indicator.kinds[1].id == "waits-to-write")
    #expect(try facts(write).answer(Indicator.kinds[1]) == 1)
    #expect(try facts(write).answer(Indicator.kinds[7]) == 0)
  }
}
