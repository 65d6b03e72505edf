import Testing

@testable import LeakAnalysis

/// What else is in the dump, and what it answers of a place of sixty.
struct CompanyIndicatorTests: PlaceMeasuring {
  private typealias Place = MeasuredPlace

  /// Ids of so many other goroutines.
  private func others(_ count: Int, from first: Int = 200_000) -> [Int] {
    (0..<count).map { first + $0 }
  }

  private static let module = "/go/pkg/mod/example.com/lib@v1.2.3/lib.go"
  private static let library = Place.goroutine(
    in: "example.com/lib.(*Client).loop", by: "example.com/lib.New", file: module)
  private static let busy = Place.goroutine("sleep", in: "main.poll", by: "main.start")
  private static let busyElsewhere = Place.goroutine(
    "sleep", in: "example.com/other.poll", by: "example.com/other.start", file: "/app/other.go")
  private static let idleElsewhere = Place.goroutine(
    "select", in: "example.com/other.poll", by: "example.com/other.start", file: "/app/other.go")
  private static let server = """
    net/http.(*conn).serve(0xc000012345, {0x1, 0x2})
    \t/usr/local/go/src/net/http/server.go:2092 +0x5d0

    """
  private static let handler = Place.goroutine(
    "select", in: "main.(*api).handle", by: "net/http.(*Server).Serve", below: server)
  private static let watcher = """
    goroutine 77 [IO wait]:
    internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
    \t/usr/local/go/src/runtime/netpoll.go:351 +0x85
    net/http.(*connReader).backgroundRead(0xc000012345)
    \t/usr/local/go/src/net/http/server.go:690 +0x37
    created by net/http.(*connReader).startBackgroundRead in goroutine 70
    \t/usr/local/go/src/net/http/server.go:686 +0xb6
    """

  @Test func `package-busy: the share that others at work in the package are, and whether any is`()
    throws
  {
    #expect(try facts().answer(.packageBusy) == 0)
    #expect(try facts((Self.busy, others(1))).answer(.packageBusy) == 0.51)
    #expect(try facts((Self.busy, others(30))).answer(.packageBusy) == 0.75)
    #expect(try facts((Self.busy, others(60))).answer(.packageBusy) == 1)
    #expect(try facts((Self.busyElsewhere, others(60))).answer(.packageBusy) == 0)
    #expect(try facts((Self.busy, others(60))).answer(.libraryBusy) == 0)
  }

  @Test func `library-busy: the same of a module that the program depends on`() throws {
    let busy = Self.library.replacing("[chan receive]", with: "[sleep]").replacing(
      "loop", with: "poll")
    #expect(try facts(of: Self.library, (busy, others(30))).answer(.libraryBusy) == 0.75)
    #expect(try facts(of: Self.library).answer(.libraryBusy) == 0)
    #expect(try facts(of: Self.library, (busy, others(30))).answer(.packageBusy) == 0)
  }

  @Test func `others-present: goroutines of places of another size`() throws {
    let few = try facts((Self.idleElsewhere, others(28)))
    // With the main goroutine and the one that writes the dump.
    #expect(few.answer(.othersPresent) == 0.5)
    #expect(few.answer(.othersPresent, known: 1) == 0.15)
    #expect(few.words(.othersPresent) == "the dump shows 30 other goroutines")
  }

  @Test func `readers-present: as many connections are read`() throws {
    let reader = Place.goroutine("IO wait", in: "main.(*conn).read", by: "main.accept")
    #expect(try facts((reader, others(60))).answer(.readersPresent) == 1)
    #expect(try facts((reader, others(60))).answer(.readersPresent, known: 1) == 0.3)
    #expect(try facts((reader, others(30))).answer(.readersPresent) == 0.5)
    #expect(try facts().answer(.readersPresent) == 0)
    // They are no readers beside themselves.
    #expect(try facts(of: reader).answer(.readersPresent) == 0)
  }

  @Test func `handlers-present, watchers-present: as many requests, and connections watched`()
    throws
  {
    let both = try facts((Self.handler, others(30)), (Self.watcher, others(15, from: 300_000)))
    #expect(both.answer(.handlersPresent) == 0.5)
    #expect(both.answer(.handlersPresent, known: 1) == 0.15)
    #expect(both.answer(.watchersPresent) == 0.25)
    #expect(both.answer(.watchersPresent, known: 1) == 0.08)
    #expect(try facts().answer(.handlersPresent) == 0)
    #expect(try facts().answer(.watchersPresent) == 0)
  }

  /// Sixty requests, of which the first are watched.
  private func requests(watched: Int, cut: Bool = false) throws -> PlaceFacts {
    var dump = DumpText()
    let ids = Place.ids(60)
    dump.add(Self.handler, ids: ids, creators: [1])
    dump.add(
      Self.watcher, ids: others(watched), creators: Array(ids.prefix(max(1, watched))))
    return try Place.facts(
      cut ? dump.text + "\ngoroutine 7 [select]:\nmain.other()\n\t/app/ot" : dump.text)
  }

  @Test(arguments: [(0, 1.0), (15, 0.75), (60, 0)])
  func `handler-unwatched, handler-watched: whether net/http reads the connections`(
    _ watched: Int, _ unwatched: Double
  ) throws {
    let facts = try requests(watched: watched)
    #expect(facts.answer(.handlerUnwatched) == unwatched)
    #expect(facts.answer(.handlerWatched) == 1 - unwatched)
  }

  @Test func `handler-unwatched: of handlers, in a whole dump`() throws {
    #expect(try facts().answer(.handlerUnwatched) == 0)
    #expect(try facts().answer(.handlerWatched) == 0)
    #expect(try requests(watched: 15, cut: true).answer(.handlerUnwatched) == 0)
    #expect(try requests(watched: 15).answer(.handlerWatched, known: 1) == 0.08)
    #expect(
      try requests(watched: 15).words(.handlerUnwatched)
        == "no goroutine of net/http reads the connections of 75% of these requests: their "
        + "clients may have gone")
    #expect(
      try facts().words(.handlerUnwatched)
        == "no goroutine of net/http reads the connections of 100% of these requests: their "
        + "clients may have gone")
  }

  /// Some with an object of their own each, and another goroutine for every second of the objects.
  private func pairs(_ state: String, of total: Int = 60) throws -> PlaceFacts {
    let object = "0xc000012345"
    let ids = Place.ids(total)
    var dump = DumpText()
    dump.add(Place.goroutine(on: object), ids: ids, creators: Place.gone)
    for (number, id) in ids.enumerated() where number % 2 == 1 {
      let address = "0x" + String(0xc0_0010_0000 + id * 64, radix: 16)
      dump.add(
        verbatim: """
          goroutine \(200_000 + id) [\(state)]:
          main.use(\(address))
          \t/app/use.go:3 +0x1

          """)
    }
    return try Place.facts(dump.text)
  }

  @Test func `in-hand, peer-active: another goroutine has the address`() throws {
    #expect(try pairs("select").answer(.inHand) == 0.5)
    #expect(try pairs("select").answer(.peerActive) == 0)
    #expect(try pairs("sleep").answer(.peerActive) == 0.5)
    #expect(try facts().answer(.inHand) == 0)
    #expect(
      try pairs("select").words(.inHand)
        == "they share addresses with another goroutine in the program's own code")
    #expect(
      try pairs("sleep").words(.peerActive) == "they share addresses with an active goroutine")
    let one = try pairs("sleep", of: 1)
    #expect(one.count == 1)
    #expect(
      one.words(.inHand)
        == "it shares an address with another goroutine in the program's own code")
    #expect(one.words(.peerActive) == "it shares an address with an active goroutine")
  }

  /// Sixty at one object, or so many of them.
  private func hub(
    _ state: String, at one: Int = 60, minutes: [Int] = [0], _ others: (String, [Int])...
  ) throws -> PlaceFacts {
    try Place.facts {
      let ids = Place.ids(60)
      $0.add(
        Place.goroutine(state, in: "main.(*bus).publish", on: "0xc100055000"),
        ids: Array(ids.prefix(one)), minutes: minutes, creators: Place.gone)
      $0.add(
        Place.goroutine(state, in: "main.(*bus).publish", on: "0xc000012345"),
        ids: Array(ids.dropFirst(one)), minutes: minutes, creators: Place.gone)
      for (other, ids) in others { $0.add(other, ids: ids, creators: [1]) }
    }
  }

  @Test(arguments: [(60, 1.0), (45, 0.5), (30, 0)])
  func `one-object: all at one, from half of them on`(_ one: Int, _ expected: Double) throws {
    #expect(try hub("chan receive", at: one).answer(.oneObject) == expected)
    #expect(try hub("chan receive", at: one).answer(.oneObjectAgeless) == expected)
  }

  @Test func `one-object: in a wait in which workers are idle`() throws {
    #expect(try hub("chan send").answer(.oneObject) == 0)
    #expect(try hub("select").answer(.oneObject, known: 1) == 0)
  }

  @Test func `one-object-ageless: where nobody has waited for two minutes`() throws {
    #expect(try hub("chan receive", minutes: [1]).answer(.oneObjectAgeless) == 1)
    #expect(try hub("chan receive", minutes: [2]).answer(.oneObjectAgeless) == 0)
    #expect(try hub("chan receive", minutes: [2]).answer(.oneObject) == 1)
  }

  @Test func `consumer-in-sight: a goroutine at work has the channel that all send to`() throws {
    let consumer = Place.goroutine("sleep", in: "main.drain", on: "0xc100055000", by: "main.start")
    #expect(try hub("chan send", (consumer, [9])).answer(.consumerInSight) == 1)
    #expect(try hub("chan send").answer(.consumerInSight) == 0)
    #expect(try hub("chan receive", (consumer, [9])).answer(.consumerInSight) == 0)
    #expect(try hub("chan send", at: 57, (consumer, [9])).answer(.consumerInSight) == 0.9)
  }

  @Test func `consumer-in-sight: or one that is in a method of the same type`() throws {
    let consumer = Place.goroutine("sleep", in: "main.(*bus).drain", by: "main.start")
    let other = Place.goroutine("sleep", in: "main.(*log).drain", by: "main.start")
    #expect(try hub("chan send", at: 45, (consumer, [9])).answer(.consumerInSight) == 0.7)
    #expect(try hub("chan send", at: 45, (other, [9])).answer(.consumerInSight) == 0)
    // Each at a channel of its own: one consumer cannot be for all.
    #expect(try hub("chan send", at: 30, (consumer, [9])).answer(.consumerInSight) == 0)
    #expect(try hub("chan send", at: 0, (consumer, [9])).answer(.consumerInSight) == 0)
    // Where no address is printed, it may be.
    #expect(
      try facts(
        of: Place.goroutine("chan send", in: "main.(*bus).publish"), (consumer, [9])
      ).answer(.consumerInSight) == 0.7)
  }

  private static let third = busyElsewhere.replacing("other.", with: "third.")

  @Test func `working-equals: as many at work in one or two other packages`() throws {
    #expect(try facts().answer(.workingEquals) == 0)
    let one = try facts((Self.busyElsewhere, others(60)))
    #expect(one.answer(.workingEquals) == 0.7)
    #expect(
      one.words(.workingEquals)
        == "a comparable number of goroutines in another package is active")
    let two = try facts(
      (Self.busyElsewhere, others(60)), (Self.third, others(60, from: 300_000)))
    #expect(two.answer(.workingEquals) == 1)
    #expect(
      two.words(.workingEquals) == "a comparable number of goroutines in other packages is active")
    // About as many: fewer and fewer of that the further apart the numbers are.
    #expect(try facts((Self.busyElsewhere, others(54))).answer(.workingEquals) == 0.7)
    #expect(try facts((Self.busyElsewhere, others(48))).answer(.workingEquals) == 0.35)
    #expect(try facts((Self.busyElsewhere, others(42))).answer(.workingEquals) == 0)
    #expect(
      try facts((Self.busyElsewhere, others(60)), (Self.third, others(48, from: 300_000)))
        .answer(.workingEquals) == 0.85)
    // Not in the package itself, and not where they wait.
    #expect(try facts((Self.busy, others(60))).answer(.workingEquals) == 0)
    #expect(try facts((Self.idleElsewhere, others(60))).answer(.workingEquals) == 0)
  }

  @Test func `working-equals: of goroutines that are stuck for minutes they say less`() throws {
    let stuck = try facts(
      of: Place.goroutine("chan send"), minutes: [10], (Self.busyElsewhere, others(60)))
    #expect(stuck.answer(.workingEquals) == 0.21)
  }

  @Test func `library-working-equals: of a library's goroutines, one package or two`() throws {
    let one = try facts(of: Self.library, (Self.busyElsewhere, others(60)))
    #expect(one.answer(.libraryWorkingEquals) == 1)
    let two = try facts(
      of: Self.library, (Self.busyElsewhere, others(60)), (Self.third, others(60, from: 300_000)))
    #expect(two.answer(.libraryWorkingEquals) == 1)
    #expect(one.answer(.workingEquals) == 0)
    #expect(try facts(of: Self.library).answer(.libraryWorkingEquals) == 0)
    #expect(
      try facts((Self.busyElsewhere, others(60))).answer(.libraryWorkingEquals) == 0)
  }

  @Test func `served-by-program: the program has a goroutine for each object of the library`()
    throws
  {
    let served = try facts(of: Self.library, (Self.idleElsewhere, others(60)))
    #expect(served.answer(.servedByProgram) == 1)
    #expect(served.answer(.servedByProgram, known: 0.5) == 0.5)
    #expect(try facts(of: Self.library).answer(.servedByProgram) == 0)
    #expect(try facts((Self.idleElsewhere, others(60))).answer(.servedByProgram) == 0)
  }

  @Test func `server-connections: a server has started as many`() throws {
    let connection = Place.goroutine(
      in: "example.com/other.(*conn).write", by: "example.com/other.(*Server).serve",
      file: "/app/other.go")
    #expect(try facts((connection, others(60))).answer(.serverConnections) == 1)
    #expect(try facts((connection, others(40))).answer(.serverConnections) == 0)
    #expect(try facts((Self.idleElsewhere, others(60))).answer(.serverConnections) == 0)
  }
}
