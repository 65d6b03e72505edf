import GoroutineDump

extension Signature {
  /// Sarama clients that are made again and again.
  static let saramaClient = Signature(
    id: "sarama-client-per-call",
    title: "Kafka clients of sarama that are made again and again",
    summary: """
      Each sarama client has one goroutine in backgroundMetadataUpdater, each offset manager one \
      in mainLoop; there are many.
      """,
    cause: """
      A client, producer or consumer group is made for each message or request, and Close is \
      missing (a producer that is closed leaves a client that was made apart).
      """,
    fix: """
      Make producers and clients once and share them; close what was made, the client included, \
      and drain Errors and Successes until they are closed.
      """,
    severity: .error,
    thresholds: Thresholds(note: 4, warning: 10, error: 100),
    lookAlikes: ["one for each client; a responseReceiver for each broker connection"],
    sources: [
      "IBM/sarama#2679 (12,539)",
      "IBM/sarama#892",
      "IBM/sarama#578",
      "eventing-kafka-broker#2417 (6551)",
    ],
    help: "https://pkg.go.dev/github.com/IBM/sarama#Client",
    example: Example(
      stack: """
        goroutine 77 [select, 9 minutes]:
        github.com/IBM/sarama.(*client).backgroundMetadataUpdater(0xc0000a2000)
        \t/go/pkg/mod/github.com/!i!b!m/sarama@v1.42.1/client.go:995 +0xfc
        github.com/IBM/sarama.withRecover(0xc0000a2000)
        \t/go/pkg/mod/github.com/!i!b!m/sarama@v1.42.1/utils.go:43 +0x316
        created by github.com/IBM/sarama.NewClient in goroutine 70
        \t/go/pkg/mod/github.com/!i!b!m/sarama@v1.42.1/client.go:232 +0x1d0
        """,
      before: """
        func publish(m *sarama.ProducerMessage) error {
        \tp, err := sarama.NewSyncProducer(brokers, cfg) // each time
        \tif err != nil { return err }
        \t_, _, err = p.SendMessage(m)
        \treturn err
        }
        """,
      after: """
        // producer was made once, in main, and is closed at the end
        func publish(m *sarama.ProducerMessage) error {
        \t_, _, err := producer.SendMessage(m)
        \treturn err
        }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "github.com/IBM/sarama.(*client).backgroundMetadataUpdater",
        "github.com/Shopify/sarama.(*client).backgroundMetadataUpdater",
        "github.com/IBM/sarama.(*offsetManager).mainLoop",
        "github.com/Shopify/sarama.(*offsetManager).mainLoop",
      ])
    ) { $0.together(doing: "belong to Kafka clients", withSiblings: true) })
}
