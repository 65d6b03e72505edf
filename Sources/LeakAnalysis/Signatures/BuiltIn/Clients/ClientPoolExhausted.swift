import GoroutineDump

extension Signature {
  /// Calls that wait for a connection of a client other than `database/sql`'s.
  static let clientPoolExhausted = Signature(
    id: "client-pool-exhausted",
    title: "calls that wait for a free connection of a client",
    summary: """
      Goroutines are parked where a client's pool (pgx, Redis, MongoDB …) hands out connections: all \
      that it may have are taken.
      """,
    cause: """
      Connections, rows or subscriptions are not given back on every way out, or calls take so long \
      that the pool is too small.
      """,
    fix: """
      defer conn.Release(), conn.Close() or rows.Close() right after the error check; pass contexts \
      with deadlines to the calls; then look at the size of the pool.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 1),
    lookAlikes: ["short bursts: the waits are younger than a minute"],
    sources: [
      "jackc/pgxpool, gomodule/redigo: dumps of programs made for this", "go-redis/redis#1029",
    ],
    help: "https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Pool.Acquire",
    example: Example(
      stack: """
        goroutine 77 [sync.Cond.Wait, 2 minutes]:
        sync.runtime_notifyListWait(0xc0000a2050, 0x3)
        \t/usr/local/go/src/runtime/sema.go:597 +0x159
        sync.(*Cond).Wait(0xc0000a2040)
        \t/usr/local/go/src/sync/cond.go:71 +0x85
        github.com/jackc/puddle.(*Pool).Acquire(0xc0000a2000)
        \t/go/pkg/mod/github.com/jackc/puddle@v1.3.0/pool.go:340 +0x3d5
        github.com/jackc/pgx/v4/pgxpool.(*Pool).Acquire(0xc0000a2000)
        \t/go/pkg/mod/github.com/jackc/pgx/v4@v4.17.2/pgxpool/pool.go:473 +0x36
        main.(*store).order(0xc0000a2000)
        \t/app/store.go:31 +0x26e
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x485
        """,
      before: """
        conn, err := pool.Acquire(ctx)
        if err != nil { return err }
        if !valid(id) { return ErrInvalid } // the connection is never given back
        """,
      after: """
        conn, err := pool.Acquire(ctx)
        if err != nil { return err }
        defer conn.Release()
        """),
    detection: .judged(
      GroupPattern(
        states: [.select, .condWait, .channelReceive, .channelSend, .semaphore, .sleep, .other],
        frames: [
          "github.com/jackc/puddle.(*Pool).Acquire", "github.com/jackc/puddle.(*Pool).acquire",
          "github.com/jackc/pgx.(*ConnPool).acquire",
          "github.com/gomodule/redigo/redis.(*Pool).waitVacantConn",
          "github.com/gomodule/redigo/redis.(*Pool).get",
          "github.com/garyburd/redigo/redis.(*Pool).get",
          "github.com/go-redis/redis/internal/pool.(*ConnPool).waitTurn",
          "github.com/redis/go-redis/internal/pool.(*ConnPool).waitTurn",
          "github.com/go-pg/pg/internal/pool.(*ConnPool).waitTurn",
          "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*pool).checkOut",
          "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*pool).get",
          "gopkg.in/mgo.v2.(*mongoCluster).AcquireSocket",
          "github.com/globalsign/mgo.(*mongoCluster).AcquireSocket",
        ])
    ) { candidates in
      candidates.inQueueForPool(doing: "wait for a free connection", open: 0).map { match in
        var match = match
        match.site = match.groups.first.flatMap(candidates.inquiry.callerOfLibrary)
        return match
      }
    })
}

extension Inquiry {
  /// The innermost frame of a stack beyond the library that it waits in, whatever packages that has
  /// (`github.com/jackc/puddle` below `github.com/jackc/pgx`): the place to look at.
  fileprivate func callerOfLibrary(_ group: Int) -> Place? {
    var library: String?
    var caller: Frame?
    forEachFrame(of: group) { frame in
      guard caller == nil, !analysis.functions[Int(frame.function)].isStandardLibrary else {
        return
      }
      let parts = package(of: frame).split(separator: "/", maxSplits: 2)
      let owner = parts.prefix(2).joined(separator: "/")
      if library == nil {
        library = owner
      } else if library != owner {
        caller = frame
      }
    }
    return caller.map(analysis.place)
  }
}
