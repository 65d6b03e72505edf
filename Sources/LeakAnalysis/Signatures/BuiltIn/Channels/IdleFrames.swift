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
}
