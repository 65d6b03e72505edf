import GoroutineDump

extension Signature {
  /// Messages, receipts and errors that a client hands out on a channel.
  static let messagesNotDrained = Signature(
    id: "client-messages-not-drained",
    title: "messages that a client hands out and nobody takes",
    summary: """
      The loop of a message client (AMQP deliveries, Sarama's Successes, Errors and Messages) has been \
      waiting for minutes for somebody to take what it hands out.
      """,
    cause: """
      The receiver has returned without cancelling the consumer or closing the producer, or asked for \
      receipts (Return.Successes) that it does not read. What stands behind, a partition, a broker or \
      the whole producer, waits too.
      """,
    fix: """
      Read the channel until it is closed, in a goroutine of its own; cancel the consumer (ch.Cancel, \
      Close, AsyncClose) on every way out; switch off receipts that nobody needs.
      """,
    severity: .error,
    thresholds: Thresholds(note: 1, warning: 1, error: 50, minutes: 3),
    lookAlikes: ["a slow receiver: each message waits for less than some minutes"],
    sources: [
      "amqp091-go, sarama: dumps of programs made for this",
      "sarama AsyncProducer: \"you must read from the Errors channel or the producer will deadlock\"",
    ],
    help: "https://pkg.go.dev/github.com/IBM/sarama#AsyncProducer",
    example: Example(
      stack: """
        goroutine 77 [chan send, 6 minutes]:
        github.com/Shopify/sarama.(*asyncProducer).returnSuccesses(0xc0000a2000, {0xc000048020, 0x1, 0x1})
        \t/go/pkg/mod/github.com/!shopify/sarama@v1.22.1/async_producer.go:1034 +0x93
        github.com/Shopify/sarama.(*brokerProducer).handleResponse(0xc000080900, 0xc000042ecc?)
        \t/go/pkg/mod/github.com/!shopify/sarama@v1.22.1/async_producer.go:823 +0x45
        github.com/Shopify/sarama.(*brokerProducer).run(0xc000080900)
        \t/go/pkg/mod/github.com/!shopify/sarama@v1.22.1/async_producer.go:757 +0x78e
        created by github.com/Shopify/sarama.(*asyncProducer).newBrokerProducer in goroutine 26
        \t/go/pkg/mod/github.com/!shopify/sarama@v1.22.1/async_producer.go:653 +0x2b1
        """,
      before: """
        cfg.Producer.Return.Successes = true
        p, err := sarama.NewAsyncProducer(brokers, cfg)
        if err != nil { return err }
        for m := range work { p.Input() <- m } // nobody reads p.Successes()
        """,
      after: """
        p, err := sarama.NewAsyncProducer(brokers, cfg)
        if err != nil { return err }
        go func() { for range p.Successes() {} }()
        go func() { for err := range p.Errors() { log.Print(err) } }()
        for m := range work { p.Input() <- m }
        """),
    detection: .pattern(
      GroupPattern(
        states: [.select, .channelSend],
        top: IdleFrames.idleConsumers + [
          "github.com/Shopify/sarama.(*asyncProducer).returnSuccesses",
          "github.com/Shopify/sarama.(*asyncProducer).returnErrors",
          "github.com/Shopify/sarama.(*partitionConsumer).responseFeeder",
          "github.com/IBM/sarama.(*asyncProducer).returnSuccesses",
          "github.com/IBM/sarama.(*asyncProducer).returnErrors",
          "github.com/IBM/sarama.(*partitionConsumer).responseFeeder",
        ])))
}
