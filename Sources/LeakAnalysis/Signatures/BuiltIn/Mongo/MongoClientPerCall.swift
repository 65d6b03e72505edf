import GoroutineDump

extension Signature {
  /// Clients of the MongoDB driver that are made again and again.
  static let mongoClient = Signature(
    id: "mongo-client-per-call",
    title: "MongoDB clients that are connected again and again",
    summary: """
      Each client of the MongoDB driver has a monitor for each server (Server.update); there are \
      many.
      """,
    cause: "mongo.Connect is called for each request, and Disconnect is missing.",
    fix: """
      Connect once when the program starts and share the client; defer client.Disconnect(ctx) \
      where one must end.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 30, error: 300),
    lookAlikes: ["one monitor for each server of a replica set, for each client"],
    sources: ["GODRIVER-3107", "mongood#95"],
    help: "https://pkg.go.dev/go.mongodb.org/mongo-driver/mongo#Connect",
    example: Example(
      stack: """
        goroutine 77 [select, 1 minutes]:
        go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*Server).update(0xc0000a2000)
        \t/go/pkg/mod/go.mongodb.org/mongo-driver@v1.12.1/x/mongo/driver/topology/server.go:622 +0xfc
        created by go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*Server).Connect in goroutine 70
        \t/go/pkg/mod/go.mongodb.org/mongo-driver@v1.12.1/x/mongo/driver/topology/server.go:222 +0x316
        """,
      before: """
        func users(ctx context.Context) ([]User, error) {
        \tc, err := mongo.Connect(ctx, opts) // monitors and pools, each time
        \tif err != nil { return nil, err }
        \treturn find(ctx, c)
        }
        """,
      after: """
        // client was connected once, in main
        func users(ctx context.Context) ([]User, error) { return find(ctx, client) }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*Server).update",
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*rttMonitor).start",
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*rttMonitor).runHellos",
        "go.mongodb.org/mongo-driver/x/mongo/driver/topology.(*pool).maintain",
      ])
    ) { $0.together(doing: "watch the servers of MongoDB clients") })
}
