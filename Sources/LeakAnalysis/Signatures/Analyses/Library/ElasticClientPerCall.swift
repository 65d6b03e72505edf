import GoroutineDump

extension Analysis {
  /// Elasticsearch clients that are made again and again.
  static let elasticClientPerCall = Analysis.judged { $0.together(doing: "belong to Elasticsearch clients", withSiblings: true) }
}
