import GoroutineDump

extension Analysis {
  /// Client streams that nobody reads to the end.
  static let grpcClientStreamAbandoned = Analysis.judged { candidates in
    candidates.withoutOtherEnd(
      [
        "google.golang.org/grpc.(*clientStream).RecvMsg",
        "google.golang.org/grpc.(*csAttempt).recvMsg",
        "google.golang.org/grpc.(*addrConnStream).RecvMsg",
      ], doing: "keep a client stream open"
    ) { "\($0) goroutines read from one" }
  }
}
