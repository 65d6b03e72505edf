import GoroutineDump

extension Signature {
  /// Notifications that nobody takes, with the library's lock held.
  static let amqpNotify = Signature(
    id: "amqp-notify-not-drained",
    title: "an AMQP connection that waits for somebody to take its notification",
    summary: """
      The reader or the shutdown of an AMQP connection is parked in a channel send: it delivers to \
      a channel of NotifyClose, NotifyReturn or NotifyPublish that nobody reads.
      """,
    cause: """
      The channel given to Notify… is unbuffered, or its reader has gone; the library holds its \
      lock meanwhile, so every other call on the connection waits, too.
      """,
    fix: """
      Give Notify… channels room for one (make(chan *amqp.Error, 1)), and read them until they are \
      closed.
      """,
    severity: .error,
    thresholds: Thresholds(warning: 1, error: 1, minutes: 1),
    lookAlikes: ["reader and heartbeater of a connection that lives: in IO wait and select"],
    sources: ["rabbus#31 (29 minutes)", "amqp091-go#69", "go-rabbitmq#56"],
    help: "https://pkg.go.dev/github.com/rabbitmq/amqp091-go#Connection.NotifyClose",
    example: Example(
      stack: """
        goroutine 77 [chan send, 29 minutes]:
        github.com/rabbitmq/amqp091-go.(*Connection).shutdown.func1()
        \t/go/pkg/mod/github.com/rabbitmq/amqp091-go@v1.9.0/connection.go:529 +0xfc
        sync.(*Once).doSlow(0xc0000a2000)
        \t/usr/local/go/src/sync/once.go:78 +0x316
        github.com/rabbitmq/amqp091-go.(*Connection).shutdown(0xc0000a2000)
        \t/go/pkg/mod/github.com/rabbitmq/amqp091-go@v1.9.0/connection.go:520 +0x1d0
        github.com/rabbitmq/amqp091-go.(*Connection).reader(0xc0000a2000)
        \t/go/pkg/mod/github.com/rabbitmq/amqp091-go@v1.9.0/connection.go:660 +0xe4
        created by github.com/rabbitmq/amqp091-go.Open in goroutine 70
        \t/go/pkg/mod/github.com/rabbitmq/amqp091-go@v1.9.0/connection.go:254 +0x26e
        """,
      before: """
        errs := conn.NotifyClose(make(chan *amqp.Error)) // unbuffered
        select {
        case <-ctx.Done(): // and nobody reads errs any more
        \treturn conn.Close()
        case err := <-errs:
        """,
      after: """
        errs := conn.NotifyClose(make(chan *amqp.Error, 1)) // room for the one there can be
        """),
    detection: .pattern(
      GroupPattern(
        states: [.channelSend],
        frames: ["github.com/rabbitmq/amqp091-go", "github.com/streadway/amqp"].flatMap {
          module in
          [
            FramePattern.function("\(module).(*Connection).shutdown"),
            .function("\(module).(*Connection).shutdown.func"),
            .function("\(module).(*Channel).shutdown"),
            .function("\(module).(*Channel).shutdown.func"),
            .function("\(module).(*Channel).dispatch"),
            .function("\(module).(*confirms).confirm"),
          ]
        })))
}
