import GoroutineDump

extension Analysis {
  /// Server handlers that read from streams whose connections have gone.
  static let grpcServerStreamOutlived = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let connections = inquiry.count(with: [
      "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams"
    ])
    // One connection carries up to some hundred streams.
    guard candidates.count > connections * 250 else { return [] }
    return candidates.together(
      doing: "read from server streams", and: ["\(connections) connections could carry them"])
  }
}
