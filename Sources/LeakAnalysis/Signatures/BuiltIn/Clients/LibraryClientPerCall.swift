import GoroutineDump

extension Signature {
  /// Clients of libraries that have no signature of their own.
  static let clientPerCall = Signature(
    id: "client-per-call",
    title: "clients, connections or subscriptions of a library that are made again and again",
    summary: """
      A loop that each client has once (the heartbeat of an AMQP connection, the keep-alive of an \
      MQTT client, the health check of a pgx pool …) is there many times, and the calls that made \
      the clients have returned.
      """,
    cause: """
      A client is made for each call or job and never closed. It goes on living: its own timers wake \
      it, and its connection stays open.
      """,
    fix: """
      Make the client once, where the program starts, and share it: it is made for concurrent use. \
      Where it must be short-lived, defer its Close, Disconnect, Unsubscribe or Shutdown.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 50, error: 500),
    lookAlikes: [
      "a client for each tenant, device or broker that a living goroutine has made and keeps",
      "the server's side of multiplexed sessions: who serves one is there",
    ],
    sources: [
      "amqp091-go, kafka-go, paho.mqtt, pgxpool, nats.go, yamux, smux: dumps of programs made for this"
    ],
    help: "https://pkg.go.dev/github.com/rabbitmq/amqp091-go#Connection.Close",
    example: Example(
      stack: """
        goroutine 77 [select]:
        github.com/rabbitmq/amqp091-go.(*Connection).heartbeater(0xc0000a2000)
        \t/go/pkg/mod/github.com/rabbitmq/amqp091-go@v1.9.0/connection.go:716 +0x19a
        created by github.com/rabbitmq/amqp091-go.(*Connection).openTune in goroutine 70
        \t/go/pkg/mod/github.com/rabbitmq/amqp091-go@v1.9.0/connection.go:977 +0x5fc
        """,
      before: """
        func publish(m amqp.Publishing) error {
        \tconn, err := amqp.Dial(url) // a connection for each message
        \tif err != nil { return err }
        \tch, err := conn.Channel()
        \tif err != nil { return err }
        \treturn ch.Publish("", "orders", false, false, m)
        }
        """,
      after: """
        type publisher struct{ conn *amqp.Connection } // made once, closed at the end

        func (p *publisher) publish(m amqp.Publishing) error {
        \tch, err := p.conn.Channel()
        \tif err != nil { return err }
        \tdefer ch.Close()
        \treturn ch.Publish("", "orders", false, false, m)
        }
        """),
    detection: .judged(
      // Parked there: a subscription's loop that is stuck in the program's handler is something else.
      GroupPattern(top: [
        "github.com/rabbitmq/amqp091-go.(*Connection).heartbeater",
        "github.com/streadway/amqp.(*Connection).heartbeater",
        "github.com/segmentio/kafka-go.(*Writer).run",
        "github.com/segmentio/kafka-go.(*Reader).readLag",
        "github.com/eclipse/paho.mqtt.golang.keepalive",
        "github.com/jackc/pgx/pgxpool.(*Pool).backgroundHealthCheck",
        "github.com/nats-io/nats.go.(*Conn).flusher",
        "github.com/nats-io/go-nats.(*Conn).flusher",
        "github.com/nats-io/nats.go.(*Conn).waitForMsgs",
        "github.com/nats-io/go-nats.(*Conn).waitForMsgs",
        "github.com/hashicorp/yamux.(*Session).keepalive",
        "github.com/xtaci/smux.(*Session).keepalive",
      ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      return candidates.matches(ofPlacesOfAtLeast: limits.note) { groups in
        let signals = inquiry.signals(groups)
        let isLeft = signals.areOrphans && !signals.areInFlight
        // Only creators' ids tell a client for each call from one for each of many brokers.
        guard isLeft || signals.creatorsNamed == 0 else { return nil }
        var severity = Severity.note
        if isLeft, !signals.haveSettled, signals.count >= limits.warning {
          severity = signals.count >= limits.error ? .error : .warning
        }
        // What else each client has started is no finding of its own.
        let all = groups + inquiry.siblings(of: groups, asManyAs: signals.count)
        return Match(
          groups: all, severity: severity, confidence: severity == .note ? .low : .high,
          evidence: Evidence.sentence(
            inquiry.signals(all), doing: "belong to \(signals.count) clients"))
      }
    })
}
