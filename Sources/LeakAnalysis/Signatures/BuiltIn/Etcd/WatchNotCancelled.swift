import GoroutineDump

extension Signature {
  /// Watches whose contexts never end.
  static let etcdWatch = Signature(
    id: "etcd-watch-not-cancelled",
    title: "etcd watches whose contexts are never cancelled",
    summary: """
      Each watch has a goroutine in serveSubstream, and each group of watches one in \
      watchGrpcStream.run; there are hundreds, over minutes.
      """,
    cause: """
      Watch is called for each request with a context that is never cancelled; its channel is not \
      read any more.
      """,
    fix: """
      Give each watch a context of its own and cancel it when the reader goes; or watch a prefix \
      once and share the events.
      """,
    severity: .error,
    thresholds: Thresholds(note: 100, warning: 500, error: 5000, minutes: 5),
    lookAlikes: ["one stream for each watch that lives: an API server has some hundred"],
    sources: ["etcd-io/etcd#7573", "etcd-io/etcd#5200"],
    help: "https://pkg.go.dev/go.etcd.io/etcd/client/v3#Watcher",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        go.etcd.io/etcd/client/v3.(*watchGrpcStream).serveSubstream(0xc0000a2000)
        \t/go/pkg/mod/go.etcd.io/etcd/client/v3@v3.5.9/watch.go:818 +0xfc
        created by go.etcd.io/etcd/client/v3.(*watchGrpcStream).run in goroutine 70
        \t/go/pkg/mod/go.etcd.io/etcd/client/v3@v3.5.9/watch.go:588 +0x316
        """,
      before: """
        for e := range cli.Watch(context.Background(), key) {
        \treturn e.Err() // the watch goes on
        }
        """,
      after: """
        ctx, cancel := context.WithCancel(ctx)
        defer cancel()
        for e := range cli.Watch(ctx, key) {
        \treturn e.Err()
        }
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "go.etcd.io/etcd/client.(*watchGrpcStream).serveSubstream",
        "go.etcd.io/etcd/clientv3.(*watchGrpcStream).serveSubstream",
        "github.com/coreos/etcd/clientv3.(*watchGrpcStream).serveSubstream",
      ])))
}
