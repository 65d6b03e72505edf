import GoroutineDump

/// A library's pool of connections: where its queue is, and who has a connection.
struct Pool: Sendable {
  /// The functions in which a connection is waited for, by canonical name.
  let waits: Set<String>
  /// The functions inside which a goroutine uses a connection.
  let uses: Set<String>
  /// The functions of goroutines that stand for something open, which has a connection until it is closed,
  /// with what that is: whoever has started them has opened it.
  let opened: [String: String]

  static let all = [
    Pool(
      waits: ["database/sql.(*DB).conn"],
      uses: [
        "database/sql.(*DB).queryDC", "database/sql.(*DB).execDC", "database/sql.(*DB).prepareDC",
        "database/sql.(*DB).beginDC", "database/sql.(*DB).pingDC", "database/sql.(*Rows).Next",
        "database/sql.(*Tx).Commit", "database/sql.(*Tx).rollback", "database/sql.(*Conn).Raw",
        "database/sql.(*Stmt).QueryContext.func", "database/sql.resultFromStatement",
      ],
      opened: [
        "database/sql.(*Tx).awaitDone": "has opened a transaction that is still open",
        "database/sql.(*Rows).awaitDone": "has opened a result that is still open",
      ]),
    Pool(
      waits: [
        "github.com/jackc/puddle.(*Pool).Acquire", "github.com/jackc/puddle.(*Pool).acquire",
        "github.com/jackc/pgx.(*ConnPool).acquire",
      ],
      uses: [
        "github.com/jackc/pgx/pgconn.(*PgConn).receiveMessage",
        "github.com/jackc/pgx/pgconn.(*PgConn).peekMessage",
        "github.com/jackc/pgconn.(*PgConn).receiveMessage",
        "github.com/jackc/pgconn.(*PgConn).peekMessage", "github.com/jackc/pgx.(*Conn).Query",
        "github.com/jackc/pgx.(*Conn).Exec", "github.com/jackc/pgx.(*Conn).rxMsg",
      ], opened: [:]),
    Pool(
      waits: [
        "github.com/go-redis/redis/internal/pool.(*ConnPool).waitTurn",
        "github.com/redis/go-redis/internal/pool.(*ConnPool).waitTurn",
        "github.com/go-pg/pg/internal/pool.(*ConnPool).waitTurn",
      ],
      uses: [
        "github.com/go-redis/redis.(*baseClient).withConn",
        "github.com/redis/go-redis.(*baseClient).withConn",
        "github.com/go-pg/pg.(*baseDB).withConn",
      ], opened: [:]),
    Pool(
      waits: [
        "github.com/gomodule/redigo/redis.(*Pool).waitVacantConn",
        "github.com/gomodule/redigo/redis.(*Pool).get",
        "github.com/garyburd/redigo/redis.(*Pool).get",
      ],
      uses: [
        "github.com/gomodule/redigo/redis.(*activeConn).Do",
        "github.com/gomodule/redigo/redis.(*activeConn).Receive",
        "github.com/garyburd/redigo/redis.(*pooledConnection).Do",
      ], opened: [:]),
    Pool(
      waits: [
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*pool).checkOut",
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*pool).get",
      ],
      uses: [
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*connection).readWireMessage",
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*connection).writeWireMessage",
      ], opened: [:]),
    http,
  ]

  /// The connections that `MaxConnsPerHost` allows. While one is dialled, the same function waits for it.
  private static let http = Pool(
    waits: ["net/http.(*Transport).getConn"], uses: ["net/http.(*persistConn).roundTrip"],
    opened: [:])

  /// The functions in which a connection of a pool is waited for, with their packages.
  private static let waits = all.enumerated().flatMap { number, pool in
    pool.waits.map { (name: $0, package: FunctionName($0).package, pool: number) }
  }

  /// The pools of the functions that a dump has, as indices into ``all``.
  static func functions(_ analysis: DumpAnalysis) -> [UInt32: Int] {
    var found: [UInt32: Int] = [:]
    var wanted: [UInt32: [(name: String, pool: Int)]] = [:]
    for (name, package, pool) in waits {
      guard let number = analysis.census.number(ofPackage: package) else { continue }
      wanted[number, default: []].append((name, pool))
    }
    guard !wanted.isEmpty else { return [:] }
    let isDialling = analysis.function(named: "net/http.(*Transport).dialConnFor") != nil
    for (function, traits) in analysis.census.traits.enumerated() {
      guard let names = wanted[traits.package] else { continue }
      let canonical = FunctionName(analysis.dump.symbols.functions[function]).canonical
      for (name, pool) in names
      where name == canonical && !(isDialling && all[pool].waits == http.waits) {
        found[UInt32(function)] = pool
      }
    }
    return found
  }
}

/// Who has connections of a pool, of which there are more than one.
struct PoolBlockers {
  private let graph: WaitGraph

  init(_ graph: WaitGraph) { self.graph = graph }

  /// Whoever has opened what is still open, then whoever uses a connection, each the longest first.
  func blockers(of number: Int) -> [Blocker] {
    let resource = graph.table.resources[number]
    guard let first = resource.groups.first, let gate = graph.table.gates[first],
      let pool = graph.table.pools[gate.frame.function].map({ Pool.all[$0] })
    else { return [] }
    let oldest = graph.context.wait(of: Array(resource.groups.prefix(CallIndex.limit)))?.max
    var found = opened(pool, number, oldest)
    let known = Set(found.compactMap(\.row))
    for group in graph.context.groups(with: pool.uses) where graph.table.gates[group] == nil {
      guard let frame = graph.context.analysis.groups[group].site else { continue }
      let rows = graph.context.analysis.rows(of: graph.context.analysis.groups[group])
      let some = rows.prefix(CallIndex.limit).map { Optional(Int($0)) }
      for row in some.isEmpty ? [nil] : some {
        if let row, known.contains(row) { continue }
        found.append(blocker(group, row, frame, "uses a connection", number, oldest))
      }
    }
    return found.sorted { a, b in
      if a.grade != b.grade { return a.grade > b.grade }
      let (first, second) = (minutes(of: a), minutes(of: b))
      return first != second ? first > second : (a.row ?? a.group) < (b.row ?? b.group)
    }
  }

  private func opened(_ pool: Pool, _ number: Int, _ oldest: Int?) -> [Blocker] {
    let analysis = graph.context.analysis
    var openers: [UInt64: String] = [:]
    for (function, what) in pool.opened.sorted(by: { $0.key < $1.key }) {
      for group in graph.context.groups(with: [function]) {
        for record in analysis.goroutines(of: analysis.groups[group]).prefix(CallIndex.limit)
        where record.creator != 0 {
          openers[record.creator] = what
        }
      }
    }
    guard !openers.isEmpty else { return [] }
    var found: [Blocker] = []
    analysis.dump.goroutines.forEachRow { row, record in
      guard let what = openers[record.id], let group = graph.context.group(of: row),
        let frame = analysis.groups[group].site
      else { return }
      found.append(blocker(group, row, frame, what, number, oldest))
    }
    return found
  }

  private func blocker(
    _ group: Int, _ row: Int?, _ frame: Frame, _ what: String, _ number: Int, _ oldest: Int?
  ) -> Blocker {
    let age = graph.age(ofRow: row, group: group, besides: oldest)
    let isNested = graph.table.resource(ofRow: row, group: group) == number
    return Blocker(
      group: group, row: row, frame: frame, ground: .connection(what), isSameObject: false,
      isNested: isNested, age: age, grade: isNested || age != .shorter ? .likely : .possible)
  }

  private func minutes(of blocker: Blocker) -> Int {
    graph.minutes(ofRow: blocker.row, group: blocker.group) ?? 0
  }
}
