import GoroutineDump

extension Analysis {
  /// Everybody waits to write a log line.
  static let logWriter = Analysis("log-writer") { candidates in
    let context = candidates.context
    guard candidates.count > 0 else { return [] }
    // Who has the lock; where the logger's type does not tell, whoever is in a logger's write.
    let blockers =
      WaitChain(from: candidates.groups, in: context.waits).steps.first?.blockers ?? []
    let known = blockers.filter { $0.grade >= .likely && !$0.isNested }.map(\.group)
    let writers =
      known.isEmpty ? LogFrames.writers(in: context, except: candidates.groups) : known
    let writing = Double(context.wait(of: writers)?.max ?? 0)
    let isStuck = PlaceFacts.unit(writing / Double(max(1, candidates.signature.thresholds.minutes)))
    let size = Double(candidates.count) / Double(max(1, candidates.signature.thresholds.warning))
    let writer = (blockers.isEmpty ? writers.first : nil).map { number in
      "possibly held by a writer in "
        + "\(context.analysis.groups[number].top.map(context.analysis.place)?.function ?? "")"
        + (Evidence.wait(context.wait(of: [number])).map { " \($0)" } ?? "")
    }
    return [
      Sighting(
        groups: candidates.groups,
        strength: max(candidates.measure(candidates.groups), isStuck * PlaceFacts.unit(size)),
        doing: "wait to write a log line", reasons: writer.map { [$0] } ?? [])
    ]
  }
}

/// The functions of loggers.
enum LogFrames {
  /// Those that write with a lock held.
  static let locked: Set<String> = [
    "log.(*Logger).Output", "log.(*Logger).output", "log/slog.(*commonHandler).handle",
    "log/syslog.(*Writer).writeAndRetry", "go.uber.org/zap/zapcore.(*lockedWriteSyncer).Write",
    "github.com/sirupsen/logrus.(*Entry).write", "github.com/sirupsen/logrus.(*Entry).log",
    "github.com/sirupsen/logrus.(*MutexWrap).Lock", "github.com/Sirupsen/logrus.(*Entry).log",
    "github.com/go-kit/log.(*fdSyncWriter).Write",
    "github.com/go-kit/kit/log.(*fdSyncWriter).Write", "github.com/golang/glog.(*loggingT).output",
    "k8s.io/klog.(*loggingT).output", "github.com/rs/zerolog.(*syncWriter).Write",
    "github.com/cockroachdb/cockroach/pkg/util/log.(*loggingT).outputLogEntry",
    "gopkg.in/natefinch/lumberjack.v2.(*Logger).Write",
  ]

  /// Goroutines that are in the write itself.
  static func writers(in context: AnalysisContext, except waiters: [Int]) -> [Int] {
    let writing: Set<String> = [
      "internal/poll.(*FD).Write", "os.(*File).Write", "syscall.Write", "syscall.WriteFile",
      "syscall.write", "net.(*conn).Write", "syscall.WriteConsole",
    ]
    let loggers = Set(context.groups(with: locked))
    return context.groups(with: writing).filter {
      loggers.contains($0) && !waiters.contains($0)
    }
  }
}
