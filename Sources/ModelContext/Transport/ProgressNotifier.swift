import Dispatch
import GoroutineDump
import Reporting
import Synchronization

/// Tells a client how far a call has come: at once, and then every tenth of a second in which
/// something was read.
final class ProgressNotifier: Sendable {
  private let token: JSON
  private let progress: ReadingProgress
  private let send: @Sendable (JSON) -> Void
  private let queue = DispatchQueue(label: "progress")
  /// The protocol demands that each number is larger than the one before.
  private let last = Mutex(-1)
  private static let interval = DispatchTimeInterval.milliseconds(100)

  init(_ token: JSON, _ progress: ReadingProgress, _ send: @escaping @Sendable (JSON) -> Void) {
    self.token = token
    self.progress = progress
    self.send = send
  }

  /// Runs something while its progress is told; none is told after it.
  func during<Value>(_ body: () -> Value) -> Value {
    tell()
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
    timer.setEventHandler { [self] in tell() }
    timer.activate()
    defer {
      timer.cancel()
      queue.sync { tell() }
    }
    return body()
  }

  private func tell() {
    let bytes = progress.bytes
    let isNew = last.withLock { last in
      defer { last = max(last, bytes) }
      return bytes > last
    }
    guard isNew, !progress.isCancelled else { return }
    let goroutines = Quantity.text(progress.goroutines, "goroutine")
    // Several files are counted together, and only one of their sizes is known.
    let total = progress.size.flatMap { $0 >= bytes ? $0 : nil }
    send([
      "jsonrpc": "2.0", "method": "notifications/progress",
      "params": .record([
        "progressToken": token, "progress": .integer(bytes), "total": total.map { .integer($0) },
        "message": .string("\(Quantity.text(bytes, "byte")) and \(goroutines) read"),
      ]),
    ])
  }
}
