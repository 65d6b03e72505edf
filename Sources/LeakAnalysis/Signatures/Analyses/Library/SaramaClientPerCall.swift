import GoroutineDump

extension Analysis {
  /// Sarama clients that are made again and again.
  static let saramaClientPerCall = Analysis.judged { $0.together(doing: "belong to Kafka clients", withSiblings: true) }
}
