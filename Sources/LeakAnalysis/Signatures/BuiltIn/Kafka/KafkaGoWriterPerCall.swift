import GoroutineDump

extension Signature {
  /// Writers of kafka-go that are made again and again.
  static let kafkaGoWriter = Signature(
    id: "kafka-go-writer-per-call",
    title: "Kafka transports of kafka-go that are made again and again",
    summary: """
      Each kafka.Transport has one goroutine in connPool.discover for each cluster; there are \
      many.
      """,
    cause: "A Writer (or Transport) is made for each message, and Close is missing.",
    fix: """
      Make one Writer and share it: it batches over all goroutines. Close it at the end, and \
      CloseIdleConnections on transports of your own.
      """,
    severity: .error,
    thresholds: Thresholds(note: 3, warning: 10, error: 100),
    lookAlikes: ["one for each Transport"],
    sources: ["segmentio/kafka-go#979", "segmentio/kafka-go#599"],
    help: "https://pkg.go.dev/github.com/segmentio/kafka-go#Writer",
    example: Example(
      stack: """
        goroutine 77 [select]:
        github.com/segmentio/kafka-go.(*connPool).discover(0xc0000a2000)
        \t/go/pkg/mod/github.com/segmentio/kafka-go@v0.4.47/transport.go:610 +0xfc
        created by github.com/segmentio/kafka-go.(*Transport).grabPool in goroutine 70
        \t/go/pkg/mod/github.com/segmentio/kafka-go@v0.4.47/transport.go:259 +0x316
        """,
      before: """
        func publish(ctx context.Context, m kafka.Message) error {
        \tw := &kafka.Writer{Addr: addr, Transport: &kafka.Transport{}}
        \treturn w.WriteMessages(ctx, m)
        }
        """,
      after: """
        var writer = &kafka.Writer{Addr: addr} // one for the program

        func publish(ctx context.Context, m kafka.Message) error { return writer.WriteMessages(ctx, m) }
        """),
    detection: .pattern(
      GroupPattern(frames: ["github.com/segmentio/kafka-go.(*connPool).discover"])))
}
