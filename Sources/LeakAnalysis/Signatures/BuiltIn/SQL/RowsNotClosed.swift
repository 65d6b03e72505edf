import GoroutineDump

extension Signature {
  /// Results that stay open.
  static let sqlRowsNotClosed = Signature(
    id: "sql-rows-not-closed",
    title: "query results that are not closed",
    summary: """
      Each open sql.Rows of a query with a context has one goroutine in awaitDone; many have been \
      open for minutes.
      """,
    cause: """
      rows.Close is missing on some way out, and the context of the query is not cancelled: the \
      connection behind each stays taken.
      """,
    fix: """
      defer rows.Close() right after the error check; use QueryRow or a library that scans into a \
      slice where one row or all rows are wanted.
      """,
    severity: .error,
    thresholds: Thresholds(note: 100, warning: 100, error: 500, minutes: 5),
    lookAlikes: ["queries that run: one each, for less than some minutes"],
    sources: ["golang/go#23922"],
    help: "https://pkg.go.dev/database/sql#Rows.Close",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        database/sql.(*Rows).awaitDone(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:3008 +0xfc
        created by database/sql.(*Rows).initContextClose in goroutine 70
        \t/usr/local/go/src/database/sql/sql.go:2984 +0x316
        """,
      before: """
        rows, err := db.QueryContext(ctx, q)
        if err != nil { return err }
        for rows.Next() {
        \tif err := rows.Scan(&v); err != nil { return err } // stays open
        }
        """,
      after: """
        rows, err := db.QueryContext(ctx, q)
        if err != nil { return err }
        defer rows.Close()
        """),
    detection: .judged(GroupPattern(frames: ["database/sql.(*Rows).awaitDone"])) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      // Each open result is read by a goroutine of its own, so there cannot be more of them.
      if candidates.count >= 50, inquiry.outnumbersAllOthers(candidates.count) {
        return [
          Match(
            groups: candidates.groups,
            severity: candidates.count >= limits.error ? .error : .warning, confidence: .high,
            evidence: Evidence.sentence(
              inquiry.signals(candidates.groups), doing: "stand for open results",
              and: ["more than all other goroutines, which could read them"]))
        ]
      }
      return candidates.matches(ofPlacesOfAtLeast: limits.note) { inquiry.match($0, by: limits) }
    })
}
