import GoroutineDump

extension Signature {
  /// Transactions that stay open.
  static let sqlTransactionNotEnded = Signature(
    id: "sql-tx-not-ended",
    title: "transactions that are neither committed nor rolled back",
    summary: """
      Each open sql.Tx has one goroutine in awaitDone; many have been open for minutes, or the calls \
      that began them have returned.
      """,
    cause: """
      A way out of the function, mostly that of an error, has neither Commit nor Rollback, and the \
      context of BeginTx is not cancelled: the connection behind each stays taken, and its locks in \
      the database too.
      """,
    fix: """
      defer tx.Rollback() right after the error check of BeginTx: after Commit it does nothing.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 50, error: 500, minutes: 5),
    lookAlikes: ["transactions at work: one each, for less than some minutes"],
    sources: ["golang/go#23922"],
    help: "https://pkg.go.dev/database/sql#Tx.Rollback",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        database/sql.(*Tx).awaitDone(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:2213 +0x2b
        created by database/sql.(*DB).beginDC in goroutine 70
        \t/usr/local/go/src/database/sql/sql.go:1937 +0x20a
        """,
      before: """
        tx, err := db.BeginTx(ctx, nil)
        if err != nil { return err }
        if _, err := tx.ExecContext(ctx, q); err != nil { return err } // stays open
        return tx.Commit()
        """,
      after: """
        tx, err := db.BeginTx(ctx, nil)
        if err != nil { return err }
        defer tx.Rollback()
        if _, err := tx.ExecContext(ctx, q); err != nil { return err }
        return tx.Commit()
        """),
    detection: .pattern(GroupPattern(frames: ["database/sql.(*Tx).awaitDone"])))
}
