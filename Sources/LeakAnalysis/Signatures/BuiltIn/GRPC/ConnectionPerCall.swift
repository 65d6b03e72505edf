import GoroutineDump

extension Signature {
  /// Client connections that nobody closes.
  static let grpcConnection = Signature(
    id: "grpc-conn-per-call",
    title: "gRPC client connections that are made again and again",
    summary: """
      Many grpc.ClientConn (their balancer watchers or callback serializers, or the readers of \
      their connections): a program needs one for each backend.
      """,
    cause: """
      grpc.Dial or grpc.NewClient is called for each request, and Close is missing on some way \
      out; or connections are closed whose wrappers stay (grpc-go before 1.55).
      """,
    fix: """
      Make one ClientConn for each backend when the program starts and share it: it is made for \
      concurrent use. Where one must be short-lived, defer conn.Close().
      """,
    severity: .error,
    thresholds: Thresholds(note: 60, warning: 200, error: 1000),
    lookAlikes: [
      "a client of many backends: as many connections as backends",
      "an etcd client: one for each endpoint",
    ],
    sources: [
      "grpc/grpc-go#6260 (277 watchers, 46 connections)",
      "grpc/grpc-go#4180",
      "grpc/grpc-go#5321",
      "grpc/grpc-go#2507",
    ],
    help: "https://pkg.go.dev/google.golang.org/grpc#ClientConn",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        google.golang.org/grpc/internal/grpcsync.(*CallbackSerializer).run(0xc0000a2000)
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/internal/grpcsync/callback_serializer.go:83 +0xfc
        created by google.golang.org/grpc/internal/grpcsync.NewCallbackSerializer in goroutine 70
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/internal/grpcsync/callback_serializer.go:55 +0x316
        """,
      before: """
        func price(ctx context.Context, id string) (*Price, error) {
        \tconn, err := grpc.NewClient(addr, opts...) // one more for each call
        \tif err != nil { return nil, err }
        \treturn pb.NewPricesClient(conn).Get(ctx, &pb.ID{Id: id})
        }
        """,
      after: """
        type Prices struct{ conn *grpc.ClientConn } // made once, shared, closed at the end

        func (p *Prices) Get(ctx context.Context, id string) (*Price, error) {
        \treturn pb.NewPricesClient(p.conn).Get(ctx, &pb.ID{Id: id})
        }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "google.golang.org/grpc.(*ccBalancerWrapper).watcher",
        "google.golang.org/grpc/internal/grpcsync.(*CallbackSerializer).run",
        "google.golang.org/grpc/internal/transport.(*http2Client).reader",
        "google.golang.org/grpc.(*addrConn).transportMonitor",
      ])
    ) { candidates in
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
    })
}
