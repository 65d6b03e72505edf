import GoroutineDump

extension Signature {
  /// Client streams that nobody reads to the end.
  static let grpcClientStream = Signature(
    id: "grpc-client-stream-abandoned",
    title: "gRPC client streams that are neither read to the end nor cancelled",
    summary: """
      Each client stream keeps a goroutine that waits for its context; far fewer goroutines read \
      from streams than there are streams.
      """,
    cause: """
      The code returned before RecvMsg gave io.EOF or an error, and the context of the stream is \
      never cancelled; so the stream stays open on both sides.
      """,
    fix: """
      Make the stream with a context of its own and defer cancel(), or call Recv until it returns \
      an error (io.EOF included).
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 50, error: 1000, minutes: 1),
    lookAlikes: [
      "streams that live (watch, bidirectional): for each there is a goroutine in RecvMsg"
    ],
    sources: [
      "grpc/grpc-go#1936",
      "grpc/grpc-go#528",
      "e2b infra#2362 (127 a minute)",
      "google-cloud-go#183",
    ],
    help: "https://pkg.go.dev/google.golang.org/grpc#ClientConn.NewStream",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        google.golang.org/grpc.newClientStreamWithParams.func4()
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/stream.go:391 +0xfc
        created by google.golang.org/grpc.newClientStreamWithParams in goroutine 70
        \t/go/pkg/mod/google.golang.org/grpc@v1.62.0/stream.go:390 +0x316
        """,
      before: """
        stream, err := client.Watch(context.Background(), req)
        if err != nil { return err }
        first, err := stream.Recv() // one message, and the stream stays open
        return use(first)
        """,
      after: """
        ctx, cancel := context.WithCancel(ctx)
        defer cancel() // ends the stream
        stream, err := client.Watch(ctx, req)
        """),
    detection: .judged(
      GroupPattern(frames: [
        "google.golang.org/grpc.newClientStream.func",
        "google.golang.org/grpc.newClientStreamWithParams.func",
        "google.golang.org/grpc.NewClientStream.func",
      ])
    ) { candidates in
      candidates.withoutOtherEnd(
        [
          "google.golang.org/grpc.(*clientStream).RecvMsg",
          "google.golang.org/grpc.(*csAttempt).recvMsg",
          "google.golang.org/grpc.(*addrConnStream).RecvMsg",
        ], doing: "keep a client stream open"
      ) { "\($0) goroutines read from one" }
    })
}
