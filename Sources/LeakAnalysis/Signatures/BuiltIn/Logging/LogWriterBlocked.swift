import GoroutineDump

extension Signature {
  /// Everybody waits to write a log line.
  static let logWriter = Signature(
    id: "log-writer-blocked",
    title: "goroutines that wait to write a log line",
    summary: """
      Goroutines wait for the lock of a logger, and whoever holds it is stuck in the write.
      """,
    cause: """
      The log's output does not take more: a pipe whose reader has stopped, a console that is \
      paused (QuickEdit on Windows), a syslog daemon that is down, or a hook that logs itself.
      """,
    fix: """
      Drain or replace what reads the output; write logs through a bounded buffer that drops when \
      it is full; never log inside a hook with the lock held.
      """,
    severity: .error,
    thresholds: Thresholds(note: 5, warning: 10, error: 50, minutes: 1),
    lookAlikes: [
      "a burst at a high rate of logging: less than a minute, and nobody is stuck in a write"
    ],
    sources: [
      "uber-go/zap#703",
      "prometheus/prometheus#5518 (806 minutes)",
      "driskell/log-courier#90",
      "sirupsen/logrus#1201",
      "golang/go#58907",
    ],
    help: "https://pkg.go.dev/log#Logger",
    example: Example(
      stack: """
        goroutine 77 [sync.Mutex.Lock, 12 minutes]:
        internal/sync.runtime_SemacquireMutex(0x5?, 0xa0?, 0xc000003c00?)
        \t/usr/local/go/src/runtime/sema.go:95 +0xfc
        internal/sync.(*Mutex).lockSlow(0xc00007f020)
        \t/usr/local/go/src/internal/sync/mutex.go:149 +0x316
        go.uber.org/zap/zapcore.(*lockedWriteSyncer).Write(0xc0000a2000)
        \t/go/pkg/mod/go.uber.org/zap@v1.24.0/zapcore/write_syncer.go:65 +0x1d0
        go.uber.org/zap/zapcore.(*ioCore).Write(0xc0000a2000)
        \t/go/pkg/mod/go.uber.org/zap@v1.24.0/zapcore/core.go:99 +0xe4
        go.uber.org/zap.(*Logger).Info(0xc0000a2000)
        \t/go/pkg/mod/go.uber.org/zap@v1.24.0/logger.go:220 +0x26e
        main.handle(0xc0000a2000)
        \t/app/main.go:31 +0x137
        created by main.serve in goroutine 1
        \t/app/main.go:24 +0xb4
        """,
      before: "log.SetOutput(pipeToSidecar) // and the sidecar stops reading",
      after: """
        log.SetOutput(diode.NewWriter(pipeToSidecar, 1000, 10*time.Millisecond, onDrop)) // never waits
        """),
    detection: .judged(
      GroupPattern(
        states: [.mutexLock, .rwMutexLock, .rwMutexRLock, .semaphore, .other],
        frames: LogFrames.locked)
    ) { candidates in
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
    })
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
