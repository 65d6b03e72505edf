/// What the runtime's frames at the top of a stack say of its state, where their names are known: in
/// a `debug=0` profile of a binary with symbols.
enum HiddenFrames {
  /// The state, or nil where the names do not tell.
  static func state(of functions: [String]) -> String? {
    for function in functions {
      if let state = states[function] { return state }
    }
    return nil
  }

  private static let states: [String: String] = [
    "runtime.chansend": "chan send", "runtime.chansend1": "chan send",
    "runtime.chanrecv": "chan receive", "runtime.chanrecv1": "chan receive",
    "runtime.chanrecv2": "chan receive",
    "runtime.selectgo": "select", "runtime.block": "select (no cases)",
    "runtime.netpollblock": "IO wait", "runtime.timeSleep": "sleep",
    "runtime.asyncPreempt": "runnable", "runtime.asyncPreempt2": "runnable",
    "runtime.notetsleepg": "syscall", "runtime.cgocall": "syscall",
    "runtime.goroutineProfileWithLabels": "running",
    "runtime.pprof_goroutineProfileWithLabels": "running",
  ]
}

extension GoroutineState {
  /// The state that the names of the hidden frames tell, in the light of the one worked out of the
  /// counters: only these tell a nil channel from another.
  static func hidden(_ name: String?, inferred: GoroutineState?) -> GoroutineState? {
    guard let name else { return inferred }
    let named = GoroutineState(name)
    switch (named.activity, inferred?.activity) {
    case (.channelSend, .channelSendNil?), (.channelReceive, .channelReceiveNil?): return inferred
    default: return named
    }
  }
}
