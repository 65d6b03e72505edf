/// The line of a crash that says why the program ended.
extension Failure {
  /// The failure in `start ..< end`, or nil where the line says something else.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard let kind = Kind(bytes, from: start, to: end) else { return nil }
    // What stands before is the date of package log.
    let words =
      kind == .recoveredPanic ? bytes.firstIndex(of: "http", from: start, before: end) : start
    self.init(kind: kind, message: bytes.text(from: words, to: end))
  }
}

extension Failure.Kind {
  fileprivate init?(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    if bytes.has("panic: ", at: start) {
      if bytes.has("test timed out after", at: start + 7) {
        self = .testTimeout
      } else if bytes.has("deadlock: ", at: start + 7),
        bytes.firstIndex(of: " bubble", from: start, before: end) < end
      {
        self = .deadlock
      } else {
        self = .panic
      }
    } else if bytes.has("fatal error: ", at: start) {
      let isDeadlock = bytes.firstIndex(of: " - deadlock!", from: start, before: end) < end
      self = isDeadlock ? .deadlock : .fatalError
    } else if bytes.has("throw: all goroutines are asleep", at: start) {
      self = .deadlock
    } else if Self.isOfServer(bytes, from: start, to: end) {
      self = .recoveredPanic
    } else if bytes.has("WARNING: DATA RACE", at: start) {
      self = .dataRace
    } else if Self.isSignal(bytes, at: start) {
      self = .signal
    } else {
      return nil
    }
  }

  /// `2026/11/30 06:02:16 http: panic serving 127.0.0.1:37518: …`, or `http2: `.
  private static func isOfServer(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    let place = bytes.firstIndex(of: ": panic serving ", from: start, before: end)
    guard place < end else { return false }
    return bytes.has("http", at: Swift.max(start, place - 4))
      || bytes.has("http2", at: Swift.max(start, place - 5))
  }

  /// Whether a line begins as the runtime names the signal that it does not survive.
  private static func isSignal(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    if bytes.has("SIG", at: start) {
      return Self.signals.contains { bytes.has($0, at: start + 3) }
    }
    // Windows: the code, two words and the address of an exception.
    return bytes.has("Exception 0xc0", at: start) || bytes.has("Exception 0x80", at: start)
      || bytes.has("Exception 0x40", at: start)
  }

  /// What follows `SIG`, in the words of the runtime's tables of all systems. `SIGTERM: shutting down` of
  /// a log is another line.
  private static let signals: [StaticString] = [
    "QUIT: quit", "ABRT: abort", "SEGV: segmentation violation", "BUS: bus error",
    "ILL: illegal instruction", "TRAP: trace trap", "FPE: floating-point exception",
    "SYS: bad system call", "TERM: termination", "HUP: terminal line hangup",
    "INT: interrupt", "EMT: emulate instruction executed", "STKFLT: stack fault",
    "XCPU: cpu limit exceeded", "USR1: user-defined signal 1", "USR2: user-defined signal 2",
  ]
}
