import GoroutineDump

/// The kinds of states that a report tells apart by colour: few enough to be told apart.
enum StateClass: String, CaseIterable {
  case send, receive, select, lock, wait, io, syscall, sleep, run, system, other

  init(_ state: GoroutineState) {
    self =
      switch state.activity {
      case .channelSend, .channelSendNil: .send
      case .channelReceive, .channelReceiveNil: .receive
      case .select, .selectNoCases: .select
      case .mutexLock, .rwMutexRLock, .rwMutexLock, .semaphore: .lock
      case .waitGroupWait, .condWait: .wait
      case .ioWait: .io
      case .syscall: .syscall
      case .sleep: .sleep
      case .runnable: .run
      case .system: .system
      case .other: .other
      }
  }

  /// The word for it in a legend.
  var name: String {
    switch self {
    case .send: "channel send"
    case .receive: "channel receive"
    case .select: "select"
    case .lock: "lock"
    case .wait: "wait group, condition"
    case .io: "I/O wait"
    case .syscall: "system call"
    case .sleep: "sleep"
    case .run: "running"
    case .system: "the runtime's own"
    case .other: "other"
    }
  }
}
