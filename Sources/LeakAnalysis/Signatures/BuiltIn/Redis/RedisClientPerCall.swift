import GoroutineDump

extension Signature {
  /// Redis clients that are made again and again.
  static let redisClient = Signature(
    id: "redis-client-per-call",
    title: "Redis clients that are made again and again",
    summary: """
      Each client of go-redis (v5 to v8) has one goroutine in ConnPool.reaper, and a cluster \
      client one for each node; there are many.
      """,
    cause: """
      redis.NewClient is called for each request or job, and Close is missing: each client is a \
      pool of its own.
      """,
    fix: """
      Make one client when the program starts and share it: it is a pool, made for concurrent use. \
      Close those that end.
      """,
    severity: .error,
    thresholds: Thresholds(note: 3, warning: 20, error: 200),
    lookAlikes: ["one for each client; of a cluster, ring or sentinel client one for each node"],
    sources: ["go-redis/redis#508 (40,000)", "go-redis/redis#1029", "redpanda connect#886"],
    help: "https://pkg.go.dev/github.com/go-redis/redis/v8#Client",
    example: Example(
      stack: """
        goroutine 77 [select, 1 minutes]:
        github.com/go-redis/redis/v8/internal/pool.(*ConnPool).reaper(0xc0000a2000)
        \t/go/pkg/mod/github.com/go-redis/redis/v8@v8.11.5/internal/pool/pool.go:485 +0xfc
        created by github.com/go-redis/redis/v8/internal/pool.NewConnPool in goroutine 70
        \t/go/pkg/mod/github.com/go-redis/redis/v8@v8.11.5/internal/pool/pool.go:111 +0x316
        """,
      before: """
        func session(id string) (string, error) {
        \tc := redis.NewClient(opts) // a new pool each time
        \treturn c.Get(ctx, id).Result()
        }
        """,
      after: """
        var client = redis.NewClient(opts) // one for the program

        func session(id string) (string, error) { return client.Get(ctx, id).Result() }
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "github.com/go-redis/redis/internal/pool.(*ConnPool).reaper",
        "github.com/redis/go-redis/internal/pool.(*ConnPool).reaper",
        "gopkg.in/redis.v5/internal/pool.(*ConnPool).reaper",
        "gopkg.in/redis.v4/internal/pool.(*ConnPool).reaper",
        "gopkg.in/redis.v3/internal/pool.(*ConnPool).reaper",
      ])))
}
