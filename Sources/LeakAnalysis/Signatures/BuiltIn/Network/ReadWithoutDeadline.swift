import GoroutineDump

extension Signature {
  /// Reads from peers that may be gone.
  static let readWithoutDeadline = Signature(
    id: "conn-read-no-deadline",
    title: "reads from network connections without a deadline, for half an hour and more",
    summary: """
      Goroutines of the program read from a net.Conn directly, and nothing has come for half an \
      hour.
      """,
    cause: """
      No read deadline is set: a peer that vanished (a NAT that forgot the connection, a machine \
      that was switched off) is never noticed.
      """,
    fix: """
      SetReadDeadline before each read, renewed by a heartbeat of the protocol; \
      net.KeepAliveConfig finds dead peers, too.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 50, error: 1000, minutes: 180),
    lookAlikes: [
      "readers of message queues, web sockets, database drivers: they wait by nature, and "
        + "have names",
      "clients that live and are quiet: no more than a note before three hours",
    ],
    sources: ["socket.io#156", "gorm#6414", "tinyice#29"],
    help: "https://pkg.go.dev/net#Conn",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 240 minutes]:
        internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0xfc
        net.(*netFD).Read(0xc0000a2000)
        \t/usr/local/go/src/net/fd_posix.go:55 +0x316
        net.(*conn).Read(0xc0000a2000)
        \t/usr/local/go/src/net/net.go:194 +0x1d0
        main.(*session).readFrame(0xc0000a2000)
        \t/app/session.go:31 +0xe4
        created by main.(*listener).run in goroutine 1
        \t/app/listen.go:24 +0x26e
        """,
      before: "n, err := conn.Read(buf) // for ever, if the peer is gone",
      after: """
        conn.SetReadDeadline(time.Now().Add(2 * heartbeat))
        n, err := conn.Read(buf)
        """),
    detection: .judged(
      GroupPattern(
        states: [.ioWait], frames: ["net.(*conn).Read", "net.(*netFD).Read"],
        withoutFrames: [
          "net/http.*", "crypto/tls.(*Conn).Handshake", "crypto/tls.(*Conn).handshakeContext",
          "golang.org/x/net/http2.*", "google.golang.org/grpc.*", "database/sql.*",
          "github.com/streadway/amqp.*", "github.com/rabbitmq/amqp091-go.*",
          "github.com/nats-io/nats.go.*", "github.com/nats-io/nats-server.*",
          "github.com/gorilla/websocket.*", "github.com/coder/websocket.*", "nhooyr.io/websocket.*",
          "golang.org/x/net/websocket.*", "github.com/gobwas/ws.*", "github.com/go-redis/redis.*",
          "github.com/redis/go-redis.*", "github.com/go-sql-driver/mysql.*", "github.com/lib/pq.*",
          "github.com/jackc/pgx.*", "github.com/jackc/pgconn.*", "github.com/eclipse/paho.mqtt.*",
          "github.com/hashicorp/yamux.*", "github.com/libp2p.*", "github.com/IBM/sarama.*",
          "github.com/Shopify/sarama.*", "github.com/segmentio/kafka-go.*",
          "go.mongodb.org/mongo-driver.*", "gopkg.in/mgo.*", "golang.org/x/crypto/ssh.*",
          "github.com/gomodule/redigo.*", "github.com/go-zookeeper/zk.*", "net/rpc.*",
        ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
        let signals = inquiry.signals(groups)
        guard let site = inquiry.analysis.groups[groups[0]].site,
          !inquiry.analysis.functions[Int(site.function)].isStandardLibrary,
          signals.medianWait >= 30
        else { return nil }
        // A peer may be quiet; that so many are, one after the other, for hours, is no accident.
        let isLong = signals.medianWait >= limits.minutes && signals.agesAreSpread
        var severity = Severity.note
        if isLong, signals.count >= limits.warning {
          severity = signals.count >= limits.error ? .error : .warning
        }
        return Match(
          groups: groups, severity: severity, confidence: severity == .note ? .low : .medium,
          evidence: Evidence.sentence(
            signals, doing: "read from the network without a sign of life"))
      }
    })
}
