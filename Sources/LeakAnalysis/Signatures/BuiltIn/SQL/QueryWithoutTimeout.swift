import GoroutineDump

extension Signature {
  /// Queries whose server does not answer.
  static let sqlQueryWithoutTimeout = Signature(
    id: "sql-query-no-timeout",
    title: "queries that wait for a database that does not answer",
    summary: """
      Goroutines under a query read from the connection of a database driver, for ten minutes and \
      more.
      """,
    cause: """
      The query has no deadline, and the server hangs on a lock, or is gone behind a firewall that \
      drops the packets silently.
      """,
    fix: """
      Give each query a context with a deadline (QueryContext), set readTimeout or its like in the \
      data source name, and TCP keep-alive.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 3, error: 20, minutes: 10),
    lookAlikes: [
      "LISTEN and NOTIFY, replication: they wait by nature",
      "a report or migration that runs for long: one or two",
    ],
    sources: ["go-gorm/gorm#6414 (196 minutes)", "jackc/pgx#1999", "jackc/pgx#746"],
    help: "https://go.dev/doc/database/cancel-operations",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 196 minutes]:
        internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0xfc
        net.(*conn).Read(0xc0000a2000)
        \t/usr/local/go/src/net/net.go:194 +0x316
        github.com/go-sql-driver/mysql.(*buffer).fill(0xc0000a2000)
        \t/go/pkg/mod/github.com/go-sql-driver/mysql@v1.7.1/buffer.go:90 +0x1d0
        github.com/go-sql-driver/mysql.(*mysqlConn).readPacket(0xc0000a2000)
        \t/go/pkg/mod/github.com/go-sql-driver/mysql@v1.7.1/packets.go:30 +0xe4
        database/sql.(*DB).queryDC(0xc0000a2000)
        \t/usr/local/go/src/database/sql/sql.go:1862 +0x26e
        main.(*store).orders(0xc0000a2000)
        \t/app/store.go:31 +0x137
        created by main.(*store).refresh in goroutine 70
        \t/app/store.go:24 +0xb4
        """,
      before: "rows, err := db.Query(q) // waits as long as the server likes",
      after: """
        ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
        defer cancel()
        rows, err := db.QueryContext(ctx, q)
        """),
    detection: .pattern(
      GroupPattern(
        states: [.ioWait],
        frames: [
          "github.com/go-sql-driver/mysql.(*mysqlConn).readPacket",
          "github.com/go-sql-driver/mysql.(*buffer).fill",
          "github.com/lib/pq.(*conn).recv1Buf", "github.com/lib/pq.(*conn).recvMessage",
          "github.com/jackc/pgx/pgconn.(*PgConn).receiveMessage",
          "github.com/jackc/pgconn.(*PgConn).receiveMessage",
          "github.com/jackc/pgx/pgconn.(*PgConn).peekMessage",
          "github.com/jackc/pgconn.(*PgConn).peekMessage",
          "github.com/microsoft/go-mssqldb.(*tdsBuffer).readNextPacket",
          "github.com/denisenkom/go-mssqldb.(*tdsBuffer).readNextPacket",
        ],
        withoutFrames: [
          "github.com/lib/pq.(*ListenerConn).listenerConnLoop",
          "github.com/jackc/pgx/pgconn.(*PgConn).WaitForNotification",
          "github.com/jackc/pgconn.(*PgConn).WaitForNotification",
          "github.com/jackc/pgx.(*Conn).WaitForNotification",
          "github.com/jackc/pglogrepl.*", "github.com/jackc/pgx/pgproto3.*",
        ])))
}
