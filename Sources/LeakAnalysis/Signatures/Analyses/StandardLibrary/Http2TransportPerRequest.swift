import GoroutineDump

extension Analysis {
  /// HTTP/2 connections that nobody shares.
  static let http2TransportPerRequest = Analysis.judged { candidates in
    candidates.together(doing: "read HTTP/2 client connections")
  }
}
