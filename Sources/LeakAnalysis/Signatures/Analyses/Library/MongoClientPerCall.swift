import GoroutineDump

extension Analysis {
  /// Clients of the MongoDB driver that are made again and again.
  static let mongoClientPerCall = Analysis.judged { $0.together(doing: "watch the servers of MongoDB clients") }
}
