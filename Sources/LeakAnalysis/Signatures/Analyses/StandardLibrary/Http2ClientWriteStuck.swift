import GoroutineDump

extension Analysis {
  /// Requests behind one connection that cannot write.
  static let http2ClientWriteStuck = Analysis.judged { $0.together(doing: "wait for one HTTP/2 connection") }
}
