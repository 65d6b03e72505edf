import GoroutineDump

/// Frames of goroutines that wait by nature.
enum IdleFrames {
  static let waiting: [FramePattern] = [
    "testing.(*T).Run", "testing.(*T).Parallel", "testing.tRunner.func", "testing.(*B).run1",
    "testing.(*common).waitParallel", "testing.(*testContext).waitParallel",
    "testing.(*testState).waitParallel", "testing.runTests", "testing.(*M).startAlarm.func",
    "os/signal.loop", "os/signal.signal_recv", "net/http.(*Server).Serve",
    "k8s.io/client-go/util/workqueue.*", "k8s.io/apimachinery/pkg/util/wait.*",
    "k8s.io/klog.(*flushDaemon).run.func", "github.com/golang/glog.(*loggingT).flushDaemon",
    "go.opencensus.io/stats/view.(*worker).start", "github.com/thejerf/suture.*",
    // One for each connection or query, for as long as it lives: what holds those is told by itself.
    "github.com/go-sql-driver/mysql.(*mysqlConn).startWatcher.func",
    "github.com/lib/pq.(*conn).watchCancel.func",
  ]
}

extension IdleFrames {
  /// Those of them that are single functions, by canonical name.
  static let functions = Set(waiting.compactMap(\.functionName))

  /// Receives of a subscription for which nothing has come; in a select, what has come is not taken.
  static let idleConsumers: [FramePattern] = [
    "github.com/rabbitmq/amqp091-go.(*consumers).buffer",
    "github.com/streadway/amqp.(*consumers).buffer",
  ]

  /// Reads from a stream of yamux and mplex.
  static let multiplexedReads: [FramePattern] = [
    "github.com/hashicorp/yamux.(*Stream).Read", "github.com/libp2p/go-yamux.(*Stream).Read",
    "github.com/libp2p/go-mplex.(*Stream).waitForData",
  ]

  /// Selects that are reads from a stream of a network connection, which take as long as the peer likes,
  /// and a loop that each gRPC client has: both have signatures of their own.
  static let judgedElsewhere: [FramePattern] =
    multiplexedReads + [
      "github.com/xtaci/smux.(*Stream).waitRead",
      "google.golang.org/grpc/internal/transport.(*recvBufferReader).readClient",
      "google.golang.org/grpc/internal/transport.(*recvBufferReader).read",
      "google.golang.org/grpc.(*ccBalancerWrapper).watcher",
    ]
}
