import LeakAnalysis
import Testing

/// A dump made of a signature's own example: from when it speaks up, and when it is silent.
struct SignatureCase: Sendable, CustomTestStringConvertible {
  var id: String
  /// How often the example stands in the dump, how long the goroutines wait, and what is found.
  var times: Int
  var minutes: ClosedRange<Int>
  var severity: Severity
  /// The same for a dump in which it finds nothing worse than a note.
  var quietTimes: Int
  var quietMinutes: ClosedRange<Int>
  /// The state there, where that is what makes it quiet.
  var quietState: String?

  var testDescription: String { id }

  init(
    _ id: String, _ times: Int, _ minutes: ClosedRange<Int>, _ severity: Severity,
    quiet quietTimes: Int, _ quietMinutes: ClosedRange<Int>, in quietState: String? = nil
  ) {
    self.id = id
    self.times = times
    self.minutes = minutes
    self.severity = severity
    self.quietTimes = quietTimes
    self.quietMinutes = quietMinutes
    self.quietState = quietState
  }

  /// Every signature that is told by goroutines of one kind. The quiet ones were started at one moment, by
  /// main: waits that rise evenly among those would contradict it.
  static let all: [SignatureCase] = [
    SignatureCase("nil-channel", 1, 0...0, .error, quiet: 1, 0...0, in: "chan send"),
    SignatureCase("amqp-notify-not-drained", 1, 29...29, .error, quiet: 1, 29...29, in: "IO wait"),
    SignatureCase(
      "k8s-watch-not-stopped", 1, 143...143, .warning, quiet: 1, 143...143, in: "IO wait"),
    SignatureCase("k8s-client-per-call", 767, 0...9, .error, quiet: 40, 9...9),
    SignatureCase("k8s-reflector-restarted", 120, 1...1776, .warning, quiet: 60, 1776...1776),
    SignatureCase("etcd-keepalive-repeated", 1270, 1...90, .error, quiet: 60, 90...90),
    SignatureCase("etcd-watch-not-cancelled", 600, 1...90, .warning, quiet: 300, 1...90),
    SignatureCase("grpc-client-stream-abandoned", 127, 0...9, .warning, quiet: 40, 9...9),
    SignatureCase("grpc-conn-per-call", 277, 0...9, .warning, quiet: 60, 9...9),
    SignatureCase("grpc-server-stream-outlived", 60, 10...60, .warning, quiet: 40, 10...60),
    SignatureCase("redis-client-per-call", 40, 0...1, .warning, quiet: 6, 0...1),
    SignatureCase("mgo-dial-per-call", 3131, 0...0, .error, quiet: 9, 0...0),
    SignatureCase("mongo-client-per-call", 95, 0...1, .warning, quiet: 9, 0...1),
    SignatureCase("sarama-client-per-call", 12, 0...9, .warning, quiet: 3, 0...9),
    SignatureCase("kafka-go-writer-per-call", 12, 0...0, .warning, quiet: 2, 0...0),
    SignatureCase("elastic-client-per-call", 1000, 0...1, .error, quiet: 2, 0...1),
    SignatureCase("websocket-close-lock", 2151, 0...90, .error, quiet: 9, 0...0),
    SignatureCase("websocket-pump-orphaned", 40, 0...20, .warning, quiet: 5, 0...0),
    SignatureCase("yamux-open-stream-stuck", 2, 1...9, .warning, quiet: 9, 0...0),
    SignatureCase("yamux-stream-not-closed", 300, 30...2677, .warning, quiet: 90, 1...20),
    SignatureCase("fsnotify-events-not-drained", 1, 12...12, .warning, quiet: 3, 0...0),
    SignatureCase("fsnotify-watcher-per-call", 60, 0...900, .warning, quiet: 5, 9000...9000),
    SignatureCase("lumberjack-mill-per-logger", 243, 0...900, .error, quiet: 5, 9000...9000),
    SignatureCase("telemetry-provider-per-call", 12, 0...9, .warning, quiet: 3, 0...0),
    SignatureCase("semaphore-starved", 20, 1...9, .warning, quiet: 90, 0...0),
    SignatureCase("singleflight-stuck", 60, 1...9, .error, quiet: 40, 0...0),
    SignatureCase("errgroup-limit-stuck", 12, 10...30, .warning, quiet: 1, 30...30),
    SignatureCase("sql-pool-exhausted", 12, 1...3, .warning, quiet: 90, 0...0),
    SignatureCase("sql-open-per-call", 12, 0...9, .warning, quiet: 3, 9000...9000),
    SignatureCase("sql-rows-not-closed", 869, 5...60, .error, quiet: 40, 0...1),
    SignatureCase("sql-tx-not-ended", 60, 5...9, .warning, quiet: 40, 0...1),
    SignatureCase("client-pool-exhausted", 80, 2...2, .warning, quiet: 60, 0...0),
    SignatureCase("client-messages-not-drained", 1, 6...6, .warning, quiet: 1, 0...0),
    SignatureCase("client-per-call", 60, 0...0, .warning, quiet: 60, 0...0),
    SignatureCase("sql-query-no-timeout", 3, 196...196, .warning, quiet: 200, 0...0),
    SignatureCase("http2-client-write-stuck", 60, 1...9, .error, quiet: 60, 0...0),
    SignatureCase("http2-server-peer-not-reading", 243, 1...9, .error, quiet: 100, 0...0),
    SignatureCase("http-body-not-closed", 426, 1...90, .error, quiet: 4, 0...0),
    SignatureCase("http-client-no-timeout", 20, 5...30, .error, quiet: 2, 0...0),
    SignatureCase("http-transport-per-request", 1800, 1...155, .error, quiet: 100, 0...1),
    SignatureCase("http2-transport-per-request", 60, 3...9, .warning, quiet: 40, 0...1),
    SignatureCase("http-timeout-handler-abandoned", 4, 1...3, .warning, quiet: 2, 1...3),
    SignatureCase(
      "http-response-waits-for-body", 20, 2...6, .warning, quiet: 20, 2...6, in: "IO wait"),
    SignatureCase("http-handler-without-client", 20, 1...9, .warning, quiet: 90, 0...0),
    SignatureCase("tls-handshake-stuck", 20, 2...45, .error, quiet: 90, 0...0),
    SignatureCase("http-server-slow-clients", 500, 10...60, .warning, quiet: 400, 10...60),
    SignatureCase("http-server-no-idle-timeout", 500, 10...60, .note, quiet: 5000, 10...60),
    SignatureCase("context-never-cancelled", 1000, 0...0, .error, quiet: 90, 0...60),
    SignatureCase("exec-wait-inherited-pipe", 1, 1246...1246, .warning, quiet: 9, 0...0),
    SignatureCase("exec-child-never-exits", 20, 60...90, .warning, quiet: 9, 9000...9000),
    SignatureCase("pipe-writer-abandoned", 5, 5...9, .warning, quiet: 9, 0...0),
    SignatureCase("pipe-reader-abandoned", 12, 10...30, .warning, quiet: 8, 10...30),
    SignatureCase("dns-cgo-lookups", 60, 0...1, .warning, quiet: 40, 0...1),
    SignatureCase("syscall-stuck", 2, 5...31, .warning, quiet: 90, 0...0),
    SignatureCase("cgo-calls-stuck", 120, 1...9, .warning, quiet: 99, 9...60),
    SignatureCase("log-writer-blocked", 60, 1...19, .error, quiet: 200, 0...0),
    SignatureCase("finalizer-blocked", 1, 12...12, .error, quiet: 1, 0...0),
    SignatureCase("lock-pile-up", 60, 1...31, .error, quiet: 200, 0...0),
    SignatureCase("ticker-loop-never-ends", 20, 0...0, .warning, quiet: 9, 0...0),
    SignatureCase("chan-send-no-receiver", 150, 3...147, .error, quiet: 20, 0...0),
    SignatureCase("chan-receive-never-closed", 20, 1...9, .warning, quiet: 2, 0...0),
    SignatureCase("select-abandoned", 20, 1...9, .warning, quiet: 2, 0...0),
    SignatureCase("waitgroup-never-done", 12, 1...9, .warning, quiet: 2, 0...0),
    SignatureCase("cond-wait-never-signalled", 60, 60...600, .warning, quiet: 40, 60...600),
    SignatureCase("select-no-cases", 12, 1...9, .warning, quiet: 1, 9000...9000),
    SignatureCase("conn-read-no-deadline", 300, 120...400, .error, quiet: 60, 29...29),
    SignatureCase("sleep-loop-never-ends", 200, 0...0, .error, quiet: 2000, 0...0),
    SignatureCase("library-object-not-closed", 60, 0...40, .warning, quiet: 9, 0...0),
    SignatureCase("listener-not-closed", 40, 0...40, .warning, quiet: 5, 9000...9000),
  ]

  /// Those whose example stands for itself: several goroutines, or the end of a program.
  static let verbatim: [Summary] = [
    Summary("leaked-by-gc-proof", .error, 1), Summary("runtime-deadlock", .error, 1),
    Summary("lock-cycle", .error, 2), Summary("self-deadlock", .error, 2),
    Summary("publish-under-lock", .warning, 2),
    Summary("runtime-deadlock-bubble", .error, 1), Summary("runtime-deadlock-goexit", .error, 1),
    Summary("crash-panic", .note, 1), Summary("crash-panic-nil-pointer", .note, 1),
    Summary("crash-panic-after-test", .warning, 1),
    Summary("crash-panic-closed-channel", .note, 1), Summary("crash-panic-timed-out", .note, 1),
    Summary("crash-panic-recovered", .note, 1), Summary("crash-thread-limit", .note, 1),
    Summary("crash-fatal-error", .note, 1),
    Summary("crash-fatal-error-concurrent-map", .note, 1),
    Summary("crash-fatal-error-out-of-memory", .note, 1),
    Summary("crash-fatal-error-stack-overflow", .note, 1),
    Summary("crash-fatal-error-unlock", .note, 1),
    Summary("crash-fatal-error-synctest", .note, 1),
    Summary("crash-fatal-error-heap-corruption", .note, 0),
    Summary("crash-fatal-error-checkptr", .note, 1),
    Summary("crash-fatal-error-signal", .note, 1), Summary("crash-signal-fault", .note, 1),
    Summary("crash-signal-abort", .note, 1), Summary("crash-signal", .note, 1),
    Summary("crash-data-race", .note, 1), Summary("test-timed-out", .note, 1),
    Summary("test-hung", .note, 1), Summary("test-leak-check", .error, 1),
  ]

  /// Those that have tests of their own.
  static let others = [
    "expectation-exceeded", "rwmutex-readers-behind-writer", "growing-group",
    "conn-write-blocked", "unserved-receivers", "runnable-pile-up",
  ]
}
