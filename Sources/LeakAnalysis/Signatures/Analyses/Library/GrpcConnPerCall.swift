import GoroutineDump

extension Analysis {
  /// Client connections that nobody closes.
  static let grpcConnPerCall = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let connections = inquiry.count(with: [
      "google.golang.org/grpc/internal/transport.(*http2Client).reader"
    ])
    let watchers = inquiry.count(with: ["google.golang.org/grpc.(*ccBalancerWrapper).watcher"])
    // A watcher without a connection belongs to a ClientConn that was closed, or never used; where its
    // server is away, it is dialling. A count profile does not tell who made them.
    let dialling = inquiry.count(with: ["google.golang.org/grpc.(*addrConn).resetTransport"])
    let areLeft = inquiry.signals(candidates.groups).areOrphans || watchers >= 100
    if watchers >= 20, watchers >= max(connections, dialling) * 2, areLeft {
      return [
        Match(
          groups: candidates.groups, severity: watchers >= 100 ? .error : .warning,
          confidence: .high,
          evidence: Evidence.sentence(
            inquiry.signals(candidates.groups), doing: "belong to gRPC client connections",
            and: ["\(watchers) balancer watchers for \(connections) connections"]))
      ]
    }
    return candidates.together(
      doing: "belong to gRPC client connections",
      and: ["\(connections) connections to servers"], withSiblings: true)
  }
}
