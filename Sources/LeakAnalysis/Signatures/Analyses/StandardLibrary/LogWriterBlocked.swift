import GoroutineDump

extension Analysis {
  /// Everybody waits to write a log line.
  static let logWriterBlocked = Analysis.judged { candidates in
    let inquiry = candidates.inquiry
    let limits = candidates.signature.thresholds
    guard candidates.count >= limits.note else { return [] }
    let signals = inquiry.signals(candidates.groups)
    let writers = LogFrames.writers(in: inquiry, except: candidates.groups)
    let isStuck = (inquiry.wait(of: writers)?.max ?? 0) >= limits.minutes
    let isOld = signals.medianWait >= limits.minutes
    var severity = Severity.note
    if isOld || isStuck {
      if candidates.count >= limits.error || isStuck && candidates.count >= limits.warning {
        severity = .error
      } else if candidates.count >= limits.warning {
        severity = .warning
      }
    }
    guard
      severity > .note || isOld || isStuck || !signals.agesAreKnown
        || signals.wait == nil
    else { return [] }
    let writer = writers.first.map { number in
      "possibly held by a writer in "
        + "\(inquiry.analysis.groups[number].top.map(inquiry.analysis.place)?.function ?? "")"
        + (Evidence.wait(inquiry.wait(of: [number])).map { " \($0)" } ?? "")
    }
    return [
      Match(
        groups: candidates.groups, severity: severity,
        confidence: severity == .note ? .low : isStuck ? .high : .medium,
        evidence: Evidence.sentence(
          signals, doing: "wait to write a log line", and: writer.map { [$0] } ?? []))
    ]
  }
}

/// The functions of loggers.
enum LogFrames {
  /// Those that write with a lock held.
  static let locked: [FramePattern] = [
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

  private static let names = Set(locked.compactMap(\.functionName))

  /// Goroutines that are in the write itself.
  static func writers(in inquiry: Inquiry, except waiters: [Int]) -> [Int] {
    let writing: Set<String> = [
      "internal/poll.(*FD).Write", "os.(*File).Write", "syscall.Write", "syscall.WriteFile",
      "syscall.write", "net.(*conn).Write", "syscall.WriteConsole",
    ]
    let loggers = Set(inquiry.groups(with: names))
    return inquiry.groups(with: writing).filter {
      loggers.contains($0) && !waiters.contains($0)
    }
  }
}
