import GoroutineDump

/// What a goroutine waits in, as far as a verdict tells waits apart: finer than the state where the
/// network poller is concerned, coarser for locks.
public enum WaitKind: String, Sendable, CaseIterable {
  case send, receive, select, emptySelect = "empty-select", nilChannel = "nil-channel"
  case read, write, accept
  case lock, waitGroup = "wait-group", condition, semaphore
  case sleep, syscall, running, system, other

  /// Whether only another goroutine of the program can end the wait, and nothing is idle by nature
  /// in it: minutes of it are a fault whoever waits.
  var isHard: Bool {
    switch self {
    case .send, .nilChannel, .lock, .waitGroup, .write, .semaphore: true
    default: false
    }
  }

  /// Whether the idle workers of a pool wait so.
  var isIdleByNature: Bool { self == .receive || self == .select || self == .condition }

  /// Whether a goroutine in it may be doing something, or is woken from outside the program.
  var isActive: Bool {
    switch self {
    case .read, .write, .running, .syscall, .sleep: true
    default: false
    }
  }
}

/// What the functions of a dump say of a wait in the network poller.
struct PollerNames: Sendable {
  private enum Role: UInt8 { case none, accepts, writes, reads }
  private var roles: [Role]

  init(_ symbols: Symbols, _ census: FunctionCensus) {
    roles = Array(repeating: .none, count: symbols.functions.count)
    let packages = ["internal/poll", "net"].compactMap { census.number(ofPackage: $0) }
    guard !packages.isEmpty else { return }
    for (number, traits) in census.traits.enumerated() where packages.contains(traits.package) {
      roles[number] = Self.role(of: symbols.functions[number])
    }
  }

  private static func role(of function: String) -> Role {
    let method = function.utf8.lastIndex(of: UInt8(ascii: ".")).map {
      function[function.utf8.index(after: $0)...]
    }
    switch method {
    case "Accept", "accept", "AcceptTCP", "AcceptUnix": return .accepts
    case "waitWrite", "Write", "Writev", "WriteTo", "WriteMsg", "SendFile", "Sendfile", "connect",
      "doDialTCP":
      return .writes
    // Not `waitRead`: who accepts a connection waits to read as well, for the poller.
    case "Read", "ReadFrom", "ReadMsg", "RawRead": return .reads
    default: return .none
    }
  }

  /// What a goroutine that is in the poller waits for: the innermost frame that says so decides.
  func kind(_ frames: some Sequence<UInt32>) -> WaitKind {
    var kind = WaitKind.read
    for function in frames {
      switch roles[Int(function)] {
      case .none: continue
      case .accepts: return .accept
      case .writes: return .write
      case .reads: kind = .read
      }
      return kind
    }
    return kind
  }
}

extension GoroutineState.Activity {
  /// The wait of a goroutine that is not in the network poller.
  var waitKind: WaitKind {
    switch self {
    case .channelSend: .send
    case .channelReceive: .receive
    case .channelSendNil, .channelReceiveNil: .nilChannel
    case .select: .select
    case .selectNoCases: .emptySelect
    case .ioWait: .read
    case .sleep: .sleep
    case .syscall: .syscall
    case .mutexLock, .rwMutexRLock, .rwMutexLock: .lock
    case .waitGroupWait: .waitGroup
    case .condWait: .condition
    case .semaphore: .semaphore
    case .runnable: .running
    case .system: .system
    case .other: .other
    }
  }
}
