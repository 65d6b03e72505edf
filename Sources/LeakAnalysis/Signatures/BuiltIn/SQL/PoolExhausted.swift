import GoroutineDump

extension Signature {
  /// Queries that wait for a connection of the pool.
  static let sqlPoolExhausted = Signature(
    id: "sql-pool-exhausted",
    title: "queries that wait for a free database connection",
    summary: """
      Goroutines are parked in database/sql.(*DB).conn: all connections that SetMaxOpenConns \
      allows are in use.
      """,
    cause: """
      Connections are not given back (Rows or Tx that are not closed on every way out), or queries \
      take so long that the pool is too small.
      """,
    fix: """
      defer rows.Close() and defer tx.Rollback() right after the error check; pass contexts with \
      deadlines; then look at SetMaxOpenConns and DB.Stats().WaitCount.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 10, error: 100, minutes: 1),
    lookAlikes: [
      "short bursts: the waits are younger than a minute",
      "connectionOpener: one for each sql.DB, idle by nature",
    ],
    sources: ["golang/go#23453", "podtrace#498"],
    help: "https://go.dev/doc/database/manage-connections",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        database/sql.(*DB).conn(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:1382 +0xfc
        database/sql.(*DB).query(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:1824 +0x316
        database/sql.(*DB).QueryContext.func1(0x0)
        \t/usr/local/go/src/database/sql/sql.go:1798 +0x1d0
        database/sql.(*DB).QueryContext(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:1797 +0xe4
        main.(*store).orders(0xc0000a2000)
        \t/app/store.go:31 +0x26e
        created by net/http.(*Server).Serve in goroutine 1
        \t/usr/local/go/src/net/http/server.go:3454 +0x137
        """,
      before: """
        rows, err := db.Query(q)
        if err != nil { return err }
        if !rows.Next() { return ErrNotFound } // the connection is never given back
        """,
      after: """
        rows, err := db.QueryContext(ctx, q)
        if err != nil { return err }
        defer rows.Close()
        """),
    detection: .judged(
      GroupPattern(states: [.select, .other], frames: ["database/sql.(*DB).conn"])
    ) { candidates in
      candidates.inQueueForPool(
        doing: "wait for a database connection",
        open: candidates.inquiry.count(with: ["database/sql.(*Rows).awaitDone"]))
    })
}

extension Candidates {
  /// Judges goroutines that wait for a connection of a client's pool, of which so many are visibly
  /// taken.
  func inQueueForPool(doing what: String, open: Int) -> [Match] {
    let limits = signature.thresholds
    let signals = inquiry.signals(groups)
    var severity = Severity.note
    // One that asks again and again has never been parked for long.
    let isPolling = inquiry.analysis.groups[groups[0]].state.activity == .sleep
    if inquiry.agesAreKnown, !isPolling {
      guard count >= limits.note, signals.medianWait >= limits.minutes else {
        return []
      }
      severity = count >= limits.error || signals.medianWait >= 5 ? .error : .warning
    } else {
      guard count >= limits.note else { return [] }
      // Without ages, only what no burst explains: more waiters than queries that run.
      if count >= 20, count > open * 2 {
        severity = signals.areFlood ? .error : .warning
      }
    }
    return [
      Match(
        groups: groups, severity: severity,
        confidence: severity == .note ? .low : inquiry.agesAreKnown ? .high : .medium,
        evidence: Evidence.sentence(
          signals, doing: what,
          and: open > 0 ? ["\(open) open results are visible"] : []))
    ]
  }
}
