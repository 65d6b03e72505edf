import Testing

@testable import LeakAnalysis

/// What is measured of a place, from where on it counts and up to where.
struct PlaceFactsTests: PlaceMeasuring {
  private typealias Place = MeasuredPlace

  /// A goroutine from before all others that has waited for so many minutes.
  private func old(_ minutes: Int, beside waits: [Int]) throws -> PlaceFacts {
    try Place.facts {
      $0.add(
        Place.goroutine("select", in: "main.old"), ids: [9], minutes: [minutes], creators: [1])
      $0.add(Place.goroutine(), ids: Place.ids(60), minutes: waits, creators: Place.gone)
    }
  }

  private func two(_ number: Double?) -> Double? { number.map { ($0 * 100).rounded() / 100 } }

  private static let library = Place.goroutine(
    in: "example.com/lib.(*Client).loop", by: "example.com/lib.New",
    file: "/go/pkg/mod/example.com/lib@v1.2.3/lib.go")
  private static let server = Place.goroutine(
    in: "example.com/other.(*conn).write", by: "example.com/other.(*Server).serve",
    file: "/app/other.go")
  private static let loop = """
    net/http.(*conn).serve(0xc000012345, {0x1, 0x2})
    \t/usr/local/go/src/net/http/server.go:2092 +0x5d0

    """
  private static func handler(_ function: String = "main.(*api).handle") -> String {
    Place.goroutine("select", in: function, by: "net/http.(*Server).Serve", below: loop)
  }
  private static func busy(_ package: String) -> String {
    Place.goroutine(
      "sleep", in: "\(package).poll", by: "\(package).start", file: "/app/\(package).go")
  }

  @Test func `stuck: of requests whose clients are there, half`() throws {
    let ids = Place.ids(60)
    func stuck(watched: Int, minutes: Int = 10) throws -> Double {
      try Place.facts {
        $0.add(Self.handler(), ids: ids, minutes: [minutes], creators: [1])
        $0.add(
          Place.goroutine(
            "IO wait", in: "net/http.(*connReader).backgroundRead",
            by: "net/http.(*connReader).startBackgroundRead",
            file: "/usr/local/go/src/net/http/server.go"),
          ids: (0..<watched).map { 200_000 + $0 }, creators: ids)
      }.stuck
    }
    #expect(try stuck(watched: 0) == 1)
    #expect(try stuck(watched: 30) == 0.75)
    #expect(try stuck(watched: 60) == 0.5)
    #expect(try stuck(watched: 60, minutes: 5) == 0.25)
    #expect(try facts(of: Place.goroutine("chan send"), minutes: [5]).stuck == 0.5)
    #expect(try facts(minutes: [30]).stuck == 0)
    // Of other servers, nobody can be seen who watches.
    let grpc = Place.goroutine(
      "select", in: "main.(*api).List", by: "google.golang.org/grpc.(*Server).serveStreams.func1",
      below: "google.golang.org/grpc.(*Server).handleStream(0xc000012345)\n"
        + "\t/go/pkg/mod/google.golang.org/grpc@v1.60.0/server.go:1700 +0x1\n")
    #expect(try facts(of: grpc, minutes: [10]).company.watched == nil)
    #expect(try facts(of: grpc, minutes: [10]).stuck == 1)
  }

  @Test func `share: one goroutine alone is all of the program`() throws {
    let facts = try Place.facts("goroutine 7 [select]:\nmain.f()\n\t/app/f.go:1 +0x1\n")
    #expect(facts.share == 1)
    #expect(facts.others == 0)
  }

  @Test(arguments: [(1, 0.0), (4, 0.33), (10, 1), (60, 1)])
  func `excuse: of a few, when they came is chance`(_ count: Int, _ expected: Double) throws {
    #expect(try two(facts(ids: Place.ids(count)).excuse) == expected)
  }

  @Test(arguments: [(60, 1.0), (54, 1), (53, 0.92), (48, 0.5), (42, 0)])
  func `served: the program's own goroutines are about as many`(
    _ number: Int, _ expected: Double
  ) throws {
    let idle = Place.goroutine("select", in: "main.use", by: "main.start")
    let ids = (0..<number).map { 200_000 + $0 }
    #expect(try two(facts(of: Self.library, (idle, ids)).served) == expected)
    #expect(try facts((idle, ids)).served == 0)
  }

  @Test(arguments: [(55, 1.0), (48, 0.5), (42, 0)])
  func `served: requests are about as many, in two places of which neither is`(
    _ number: Int, _ expected: Double
  ) throws {
    func others(_ count: Int, _ first: Int) -> [Int] { (0..<count).map { first + $0 } }
    let more = Self.handler("main.(*api).other")
    let facts = try facts(
      of: Self.library, (Self.handler(), others(number / 2, 200_000)),
      (more, others(number - number / 2, 300_000)))
    #expect(two(facts.served) == expected)
  }

  @Test func `unpaired, unmatched: less beside as many that live`() throws {
    func others(_ first: Int) -> [Int] { (0..<60).map { first + $0 } }
    let one = (Self.busy("a"), others(200_000))
    let two = (Self.busy("b"), others(300_000))
    let three = (Self.busy("c"), others(400_000))
    #expect(try facts().unpaired == 1)
    #expect(try facts().unmatched == 1)
    #expect(try facts(one).unpaired == 0.5)
    #expect(try facts(one).unmatched == 0.75)
    #expect(try facts(one, two).unpaired == 0.25)
    #expect(try facts(one, two).unmatched == 0.5625)
    #expect(try facts(one, two, three).unpaired == 0.25)
    // A server's connections live themselves.
    #expect(try facts((Self.server, others(200_000))).unpaired == 0.5)
    #expect(try facts((Self.server, others(200_000))).unmatched == 0.75)
    let idle = Place.goroutine("select", in: "main.use", by: "main.start")
    var served = try facts(of: Self.library, (idle, others(200_000)))
    #expect(served.unpaired == 0.5)
    served.known = 1
    #expect(served.unpaired == 1)
  }

  @Test func `unpaired: a server's connections that something wakes are none that stay`() throws {
    let facts = try Place.facts {
      $0.add(
        Place.goroutine(), ids: Place.ids(60, to: 40_000), minutes: [3], creators: Place.gone)
      $0.add(
        Place.goroutine("select", in: "main.other"), ids: [60_000], minutes: [10], creators: [1])
      $0.add(Self.server, ids: (0..<60).map { 200_000 + $0 }, creators: [1])
    }
    #expect(facts.ages?.woken == 1)
    #expect(facts.unpaired == 0)
  }

  @Test(arguments: [(60, 12, 0.0), (60, 6, 0.67), (60, 3, 1), (60, 1, 1), (59, 2, 0), (60, 0, 0)])
  func `turnover: none is nearly as old as a program of an hour`(
    _ longest: Int, _ wait: Int, _ expected: Double
  ) throws {
    #expect(try two(old(longest, beside: [wait]).turnover) == expected)
  }

  @Test func `oneAge: parked at one moment, three minutes ago or more, with the oldest`() throws {
    #expect(try facts(minutes: [2]).oneAge == 0)
    #expect(try facts(minutes: [3]).oneAge == 1)
    #expect(try old(6, beside: [3]).oneAge == 1)
    #expect(try old(7, beside: [3]).oneAge == 0)
    // Three of four near the median.
    #expect(try facts(minutes: [60, 60, 60, 0]).oneAge == 0.5)
    #expect(try facts(minutes: [60, 60, 0, 0]).oneAge == 0)
    // Near is within a tenth, or a minute.
    #expect(try facts(minutes: [100, 100, 100, 90]).oneAge == 1)
    #expect(try facts(minutes: [100, 100, 100, 89]).oneAge == 0.5)
    #expect(try facts(minutes: [5, 5, 5, 4]).oneAge == 1)
    #expect(try facts(minutes: [5, 5, 5, 3]).oneAge == 0.5)
  }

  @Test(arguments: [(5_000, 0.0), (17_500, 0.5), (30_000, 1)])
  func `inFlight: a sleeper wakes by itself, unless it is as old as the program`(
    _ first: Int, _ expected: Double
  ) throws {
    let facts = try facts(
      of: Place.goroutine("sleep"), ids: Place.ids(1000, from: first))
    #expect(two(facts.inFlight) == expected)
  }

  @Test func `inFlight: less where a signature knows them, or of a few`() throws {
    var young = try facts(ids: Place.ids(60, from: 80_000))
    #expect(young.inFlight == 1)
    young.known = 1
    #expect(two(young.inFlight) == 0.3)
    #expect(try two(facts(ids: Place.ids(4, from: 80_000)).inFlight) == 0.33)
  }

  @Test func `early: most came before an even arrival would have them, and they are no few`() throws
  {
    #expect(try facts(ids: Place.ids(60, to: 50_000)).early == 1)
    #expect(try facts(ids: Place.ids(60)).early == 0)
    #expect(try two(facts(ids: Place.ids(4, to: 30_000)).early) == 0.33)
  }

  @Test func `arrival: the distance from an even one, ahead of it or behind`() throws {
    let early = try facts(ids: Place.ids(750, to: 25_000) + Place.ids(250, from: 25_000))
    #expect(two(early.arrival?.unevenness) == 0.5)
    #expect(two(early.arrival?.ahead) == 0.5)
    let late = try facts(ids: Place.ids(250, to: 75_000) + Place.ids(750, from: 75_000))
    #expect(two(late.arrival?.unevenness) == 0.5)
    #expect(two(late.arrival?.ahead) == 0)
    #expect(try facts(ids: [500]).arrival?.width == 0.00001)
    // Ten times as many in the newest tenth as before are no more than all.
    #expect(try facts(ids: [500] + Place.ids(59, from: 95_000)).arrival?.newestTenth == 1)
  }

  @Test func `neighbours: ids at most two apart`() throws {
    #expect(
      try facts(ids: Place.ids(30).flatMap { [$0, $0 + 2] }).arrival?.neighbours == 30.0 / 59)
    #expect(try facts(ids: Place.ids(30).flatMap { [$0, $0 + 3] }).arrival?.neighbours == 0)
    #expect(try facts(ids: [500]).arrival?.neighbours == 0)
    #expect(try facts(ids: [500, 501]).arrival?.neighbours == 1)
  }

  @Test func `ages: the median of some waits, and a ramp of three minutes at least`() throws {
    func ages(_ minutes: [Int]) throws -> Ages? {
      try facts(ids: Place.ids(minutes.count), minutes: minutes).ages
    }
    // Of two it lies between them.
    #expect(try ages([0, 10])?.nearMedian == 0)
    #expect(try two(ages([0, 10, 10])?.nearMedian) == 0.67)
    #expect(try ages([2, 1, 0])?.unramped == nil)
    #expect(try two(ages([3, 2, 1, 0])?.unramped) == 0.13)
  }

  @Test func `madeAtOnce: neighbours, or hardly anyone else of that stretch of ids is gone`() throws
  {
    // Every second id, and the ones between live elsewhere.
    let mine = (0..<60).map { 501 + 4 * $0 }
    let others = (0..<180).map { 501 + 4 * ($0 / 3) + 1 + $0 % 3 }
    let half = Place.goroutine("select", in: "main.other")
    let alone = try facts(ids: mine)
    #expect(alone.madeAtOnce == 0)
    let together = try Place.facts {
      $0.add(Place.goroutine(), ids: mine, creators: Place.gone)
      for part in 0..<4 {
        $0.add(
          half.replacing("other", with: "other\(part)"),
          ids: others.enumerated().filter { $0.offset % 4 == part }.map(\.element),
          creators: [1])
      }
    }
    #expect(together.count == 60)
    #expect(together.madeAtOnce == 1)
  }

  @Test func `staying: of ten goroutines, and two minutes`() throws {
    #expect(try facts(ids: Place.ids(10), minutes: Array((0..<10).reversed())).ages?.staying == 1)
    #expect(try facts(ids: Place.ids(10), minutes: Array(0..<10)).ages?.staying == -1)
    #expect(
      try facts(ids: Place.ids(9), minutes: Array((0..<9).reversed())).ages?.staying == nil)
    #expect(
      try facts(minutes: Array(repeating: 2, count: 30) + Array(repeating: 0, count: 30))
        .ages?.staying != nil)
    #expect(
      try facts(minutes: Array(repeating: 1, count: 30) + Array(repeating: 0, count: 30))
        .ages?.staying == nil)
    // All alike.
    #expect(try facts(minutes: [5]).ages?.staying == nil)
  }

  @Test func `woken: of three goroutines at least, against one that came clearly later`() throws {
    func woken(_ count: Int, _ wait: Int, later: Int) throws -> Double? {
      try Place.facts {
        $0.add(
          Place.goroutine(), ids: Place.ids(count, to: 40_000), minutes: [wait],
          creators: Place.gone)
        $0.add(
          Place.goroutine("select", in: "main.other"), ids: [60_000], minutes: [later],
          creators: [1])
      }.ages?.woken
    }
    #expect(try woken(3, 4, later: 10) == 1)
    #expect(try woken(3, 5, later: 10) == 0)
    #expect(try woken(2, 4, later: 10) == nil)
    #expect(try woken(3, 0, later: 2) == 1)
    #expect(try woken(3, 0, later: 1) == nil)
  }

  @Test func `oneObject: where more than half print an address`() throws {
    func oneObject(_ with: Int) throws -> Double? {
      try Place.facts {
        $0.add(
          Place.goroutine(on: "0xc100055000"), ids: Place.ids(with), creators: Place.gone)
        $0.add(
          Place.goroutine(), ids: Place.ids(60 - with).map { $0 + 1 }, creators: Place.gone)
      }.oneObject
    }
    #expect(try oneObject(30) == nil)
    #expect(try two(oneObject(31)) == 0.52)
    #expect(try oneObject(60) == 1)
  }

  @Test func `grades lie between 0 and 1`() {
    #expect(PlaceFacts.unit(-0.5) == 0)
    #expect(PlaceFacts.unit(0.5) == 0.5)
    #expect(PlaceFacts.unit(1.5) == 1)
    #expect(PlaceFacts.unit(.nan) == 0)
    #expect(PlaceFacts.logarithm(0, from: 10, to: 1000) == 0)
    #expect(PlaceFacts.logarithm(0, from: 0.1, to: 10) == 0.5)
  }
}
