import GoroutineDump

extension Signature {
  /// Server handlers that read from streams whose connections have gone.
  static let grpcServerStream = Signature(
    id: "grpc-server-stream-outlived",
    title: "gRPC server goroutines that read from streams long after their connections",
    summary: """
      Goroutines read from server streams, and the dump shows (nearly) no connection of the server \
      that could carry them.
      """,
    cause: """
      A handler reads in a goroutine of its own (RecvMsg), and returns or waits for something else \
      without ending that goroutine.
      """,
    fix: """
      Derive every context in the handler from stream.Context(), and return from the handler only \
      after its goroutines have ended.
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 50, error: 1000, minutes: 10),
    lookAlikes: [
      "long-lived watch streams: the connections that carry them are there (one may carry "
        + "hundreds)"
    ],
    sources: ["etcd-io/etcd#10009", "etcd-io/etcd#13122 (170,000)", "etcd-io/etcd#18704"],
    help: "https://pkg.go.dev/google.golang.org/grpc#ServerStream",
    example: Example(
      stack: """
        goroutine 77 [select, 25 minutes]:
        google.golang.org/grpc/internal/transport.(*recvBufferReader).read(0xc0000a2000)
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/internal/transport/transport.go:179 +0xfc
        google.golang.org/grpc/internal/transport.(*recvBufferReader).Read(0xc0000a2000)
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/internal/transport/transport.go:167 +0x316
        google.golang.org/grpc.(*serverStream).RecvMsg(0xc0000a2000)
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/stream.go:1677 +0x1d0
        main.(*feed).Subscribe.func1()
        \t/app/feed.go:31 +0xe4
        created by main.(*feed).Subscribe in goroutine 70
        \t/app/feed.go:24 +0x26e
        """,
      before: """
        func (f *feed) Subscribe(s pb.Feed_SubscribeServer) error {
        \tgo func() { for { m, _ := s.Recv(); f.in <- m } }() // outlives the handler
        \treturn f.pump(s)
        }
        """,
      after: """
        func (f *feed) Subscribe(s pb.Feed_SubscribeServer) error {
        \tg, ctx := errgroup.WithContext(s.Context())
        \tg.Go(func() error { return f.receive(ctx, s) })
        \tg.Go(func() error { return f.pump(ctx, s) })
        \treturn g.Wait()
        }
        """),
    detection: .judged(
      GroupPattern(
        frames: ["google.golang.org/grpc.(*serverStream).RecvMsg"],
        alsoFrames: [
          "google.golang.org/grpc/internal/transport.(*recvBufferReader).read",
          "google.golang.org/grpc/internal/transport.(*recvBufferReader).readMessageHeader",
        ])
    ) { candidates in
      let inquiry = candidates.inquiry
      let connections = inquiry.count(with: [
        "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams"
      ])
      // One connection carries up to some hundred streams.
      guard candidates.count > connections * 250 else { return [] }
      return candidates.together(
        doing: "read from server streams", and: ["\(connections) connections could carry them"])
    })
}
