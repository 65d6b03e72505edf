import GoroutineDump

extension Signature {
  /// Database pools that are opened again and again.
  static let sqlOpenPerCall = Signature(
    id: "sql-open-per-call",
    title: "database pools that are opened again and again",
    summary: "Each sql.DB has one goroutine in connectionOpener; the dump shows many.",
    cause: """
      sql.Open is called for each request or job, and the DB is never closed: each is a pool of \
      its own with its own connections.
      """,
    fix: """
      Open one sql.DB for each database when the program starts, and share it; it is a pool, made \
      for concurrent use.
      """,
    severity: .error,
    thresholds: Thresholds(note: 4, warning: 10, error: 100),
    lookAlikes: [
      "one to three databases in a program",
      "startWatcher of the MySQL driver: one for each pooled connection",
    ],
    sources: ["atlas#1454", "redpanda connect#886", "go-sql-driver/mysql#1011"],
    help: "https://pkg.go.dev/database/sql#Open",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        database/sql.(*DB).connectionOpener(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:1261 +0xfc
        created by database/sql.OpenDB in goroutine 70
        \t/usr/local/go/src/database/sql/sql.go:841 +0x316
        """,
      before: """
        func orders(q string) (*sql.Rows, error) {
        \tdb, err := sql.Open("mysql", dsn) // a new pool each time
        \tif err != nil { return nil, err }
        \treturn db.Query(q)
        }
        """,
      after: """
        var db = must(sql.Open("mysql", dsn)) // one for the program

        func orders(ctx context.Context, q string) (*sql.Rows, error) { return db.QueryContext(ctx, q) }
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "database/sql.(*DB).connectionOpener", "database/sql.(*DB).connectionResetter",
      ])))
}
