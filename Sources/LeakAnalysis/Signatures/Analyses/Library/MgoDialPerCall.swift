import GoroutineDump

extension Analysis {
  /// Sessions of mgo that are dialled again and again.
  static let mgoDialPerCall = Analysis.judged { $0.together(doing: "watch the servers of mgo sessions") }
}
