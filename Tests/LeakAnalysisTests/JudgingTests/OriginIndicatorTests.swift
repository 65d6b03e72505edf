import Testing

@testable import LeakAnalysis

/// What the creators of a place's goroutines answer.
struct OriginIndicatorTests {
  private typealias Place = MeasuredPlace

  /// Sixty goroutines that `creators` have started, and what else is in the dump.
  private func facts(
    _ stack: String = Place.goroutine(), by creators: [Int], minutes: [Int] = [0],
    beside others: String = ""
  ) throws -> PlaceFacts {
    try Place.facts {
      $0.add(stack, ids: Place.ids(60), minutes: minutes, creators: creators)
      $0.add(verbatim: others)
    }
  }

  /// Goroutines with ids from 200,000 on, in one function of the program.
  private func owners(
    _ state: String, in function: String = "main.owner", count: Int = 60, below frames: String = ""
  ) -> String {
    (0..<count).map { number in
      """
      goroutine \(200_000 + number) [\(state)]:
      \(function)()
      \t/app/owner.go:3 +0x1
      \(frames)
      """
    }.joined(separator: "\n")
  }

  private static let ownerIDs = (0..<60).map { 200_000 + $0 }

  @Test func `creators-gone: the share that has ended`() throws {
    #expect(try facts(by: Place.gone).answer(.creatorsGone) == 1)
    #expect(try facts(by: [1, Place.gone[0]]).answer(.creatorsGone) == 0.5)
    #expect(try facts(by: [1]).answer(.creatorsGone) == 0)
    #expect(
      try facts(by: [Place.gone[0]]).words(.creatorsGone)
        == "the goroutine that started them has ended")
    #expect(
      try facts(by: Place.gone).words(.creatorsGone)
        == "the 60 goroutines that started them have ended")
    #expect(
      try facts(by: [1, Place.gone[0]]).words(.creatorsGone)
        == "50% of the goroutines that started them have ended")
    let hundred = try Place.facts {
      $0.add(
        Place.goroutine(), ids: Place.ids(100), creators: [1] + Place.gone.prefix(99))
    }
    #expect(
      hundred.words(.creatorsGone) == "99% of the goroutines that started them have ended")
  }

  @Test func `creators-gone: of loops of Go's library, and of a part of a dump, nothing follows`()
    throws
  {
    let library = Place.goroutine(
      in: "net/http.(*persistConn).writeLoop", by: "net/http.(*Transport).dialConn",
      file: "/usr/local/go/src/net/http/transport.go")
    #expect(try facts(library, by: Place.gone).answer(.creatorsGone) == 0)
    // The text ends inside a goroutine.
    let cut = "goroutine 7 [select]:\nmain.other()\n\t/app/ot"
    var dump = DumpText()
    dump.add(Place.goroutine(), ids: Place.ids(60), creators: Place.gone)
    #expect(try Place.facts(dump.text).answer(.creatorsGone) == 1)
    #expect(try Place.facts(dump.text + "\n" + cut).answer(.creatorsGone) == 0)
  }

  @Test func `creators-gone: at one object half, and beside as many at work half`() throws {
    let pool = Place.goroutine(on: "0xc100055000")
    #expect(try facts(pool, by: Place.gone).answer(.creatorsGone) == 0.5)
    let others = owners("sleep", in: "example.com/other.run")
    #expect(try facts(by: Place.gone, beside: others).answer(.creatorsGone) == 0.5)
  }

  @Test func `left-by-calls: the creator is there, and no longer in the call that started them`()
    throws
  {
    let owner = "goroutine 99999 [select]:\nmain.owner()\n\t/app/owner.go:3 +0x1\n"
    #expect(try facts(by: [99_999], beside: owner).answer(.leftByCalls) == 1)
    #expect(try facts(by: Place.gone, beside: owner).answer(.leftByCalls) == 0)
    // Parked at one moment, they have not come one by one.
    #expect(try facts(by: [99_999], minutes: [30], beside: owner).answer(.leftByCalls) == 0)
  }

  private static let call = "main.(*job).wait(0xc000012345)\n\t/app/job.go:24 +0x7b\n"
  private static let server = """
    net/http.(*conn).serve(0xc000012345, {0x1, 0x2})
    \t/usr/local/go/src/net/http/server.go:2092 +0x5d0

    """

  @Test func `call-runs: the call that started them has not returned`() throws {
    let running = owners("select", count: 1, below: Self.call)
    #expect(try facts(by: [200_000], beside: running).answer(.callRuns) == 1)
    #expect(try facts(by: [200_000], beside: owners("select", count: 1)).answer(.callRuns) == 0)
    // Handlers of requests wait for nobody who called them.
    let handler = Place.goroutine(below: Self.server)
    #expect(try facts(handler, by: [200_000], beside: running).answer(.callRuns) == 0)
  }

  @Test func `owned-readers: several calls that run have started readers`() throws {
    let running = owners("select", below: Self.call)
    func answer(_ state: String, by creators: [Int]) throws -> Double {
      try facts(Place.goroutine(state), by: creators, beside: running).answer(.ownedReaders)
    }
    #expect(try answer("IO wait", by: Self.ownerIDs) == 1)
    #expect(try answer("IO wait", by: [200_000, 200_001]) == 1)
    #expect(try answer("IO wait", by: [200_000]) == 0)
    #expect(try answer("select", by: Self.ownerIDs) == 0)
  }

  @Test func `one-creator: one goroutine has started all`() throws {
    #expect(try facts(by: [1]).answer(.oneCreator) == 1)
    #expect(try facts(by: [1, 2]).answer(.oneCreator) == 0)
    #expect(try facts(Place.goroutine(below: Self.server), by: [1]).answer(.oneCreator) == 0)
  }

  @Test func `creating-function-runs: where creators have no ids, a call stands for them`() throws {
    func answer(_ others: String, named: Bool = false) throws -> Double {
      var dump = DumpText()
      dump.add(Place.goroutine(), ids: Place.ids(60), creators: Place.gone)
      dump.add(verbatim: others)
      let text =
        named ? dump.text : dump.text.replacing(#/ in goroutine [0-9]+/#, with: "")
      return try Place.facts(text).answer(.creatingFunctionRuns)
    }
    let running = owners("select", count: 1, below: Self.call)
    #expect(try answer(running) == 1)
    #expect(try answer(owners("select", count: 1)) == 0)
    #expect(try answer(running, named: true) == 0)
  }

  /// Goroutines that each of the sixty has started.
  private func children(_ state: String) -> String {
    Place.ids(60).enumerated().map { number, parent in
      """
      goroutine \(300_000 + number) [\(state)]:
      main.child()
      \t/app/child.go:3 +0x1
      created by main.(*job).wait.func1 in goroutine \(parent)
      \t/app/job.go:30 +0x1

      """
    }.joined(separator: "\n")
  }

  @Test func `child-works: each has started a goroutine that is at work`() throws {
    let atWork = try facts(by: Place.gone, beside: children("sleep"))
    #expect(atWork.answer(.childWorks) == 1)
    #expect(atWork.answer(.childWorks, known: 0.5) == 0.5)
    #expect(try facts(by: Place.gone, beside: children("select")).answer(.childWorks) == 0)
  }

  @Test func `reader-sibling: the same creators have started readers`() throws {
    func readers(_ state: String) -> String {
      (0..<60).map { number in
        """
        goroutine \(300_000 + number) [\(state)]:
        main.read()
        \t/app/read.go:3 +0x1
        created by main.serve in goroutine \(200_000 + number)
        \t/app/serve.go:30 +0x1

        """
      }.joined(separator: "\n")
    }
    #expect(
      try facts(by: Self.ownerIDs, beside: readers("IO wait")).answer(.readerSibling) == 1)
    #expect(try facts(by: Self.ownerIDs, beside: readers("select")).answer(.readerSibling) == 0)
  }

  @Test func `owner-at-work: each has an owner that is at work`() throws {
    func facts(_ state: String, by creators: [Int] = Self.ownerIDs) throws -> PlaceFacts {
      try self.facts(by: creators, beside: owners(state))
    }
    #expect(try facts("sleep").answer(.ownerAtWork) == 1)
    #expect(try facts("select").answer(.ownerAtWork) == 0)
    // One that has started all owns one of them, as far as can be seen.
    #expect(try facts("sleep", by: [200_000]).answer(.ownerAtWork) == 0.02)
    #expect(
      try facts("sleep").words(.ownerAtWork) == "their creators, one for each, are active")
    #expect(
      try facts("sleep", by: [200_000]).words(.ownerAtWork)
        == "the goroutine that started them is active")
  }
}
