import Synchronization

/// A goroutine's status or wait reason, in its newest spelling.
///
/// Any text is a state: what the runtime may print one day is kept as it is.
public struct GoroutineState: Hashable, Sendable, CustomStringConvertible {
  /// The name's place in ``StateNames``, and not the name: a profile has a hundred thousand samples
  /// and groups, and copying each would count the references to it.
  let number: UInt16
  /// What the goroutine is doing, whatever its spelling.
  public let activity: Activity

  /// What a goroutine is doing.
  public enum Activity: UInt8, Sendable, CaseIterable {
    case channelSend, channelReceive, channelSendNil, channelReceiveNil
    case select, selectNoCases
    case ioWait, sleep, syscall
    case mutexLock, rwMutexRLock, rwMutexLock, waitGroupWait, condWait, semaphore
    /// Running or ready to run.
    case runnable
    /// The runtime's own goroutines: garbage collection, finalizers, timers.
    case system
    /// A state that this version does not know, or that is not known.
    case other
  }

  /// The state that a text names.
  ///
  /// Names that no Go release has are kept as long as the process lives. Sixty thousand are; those
  /// beyond are one state, ``others``.
  public init(_ name: String) { (number, activity) = StateNames.entry(name) }

  /// The spelling of the newest Go: `chan send`, `sync.Mutex.Lock`, `running`.
  public var name: String { StateNames.name(number) }

  /// The state is not known.
  public static let unknown = GoroutineState("unknown")
  /// One of more states than are told apart.
  public static let others = GoroutineState(otherStates)
  fileprivate static let otherStates = "other states"

  /// The name.
  public var description: String { name }

  /// Whether the goroutine waits for a lock of package `sync`.
  public var isLockWait: Bool {
    activity == .mutexLock || activity == .rwMutexRLock || activity == .rwMutexLock
  }
}

/// The names of states, with numbers that they keep as long as the process lives.
private enum StateNames {
  /// The number of a name, which it is given where it is new, and what a goroutine with it is doing.
  static func entry(_ name: String) -> (UInt16, GoroutineState.Activity) {
    if let number = listedNumbers[name] { return (number, listed[Int(number)].activity) }
    guard let place = unlisted.withLock({ $0.place(of: name) }) else {
      return entry(GoroutineState.otherStates)
    }
    return (UInt16(listed.count + place), name.hasPrefix("GC ") ? .system : .other)
  }

  /// The name with a number.
  static func name(_ number: UInt16) -> String {
    let number = Int(number)
    return number < listed.count
      ? listed[number].name : unlisted.withLock { $0.names[number - listed.count] }
  }

  private static let unlisted = Mutex(UnlistedNames(most: Int(UInt16.max) - listed.count))

  private static let listedNumbers = Dictionary(
    uniqueKeysWithValues: zip(listed.map(\.name), UInt16(0)...))

  private static let listed: [(name: String, activity: GoroutineState.Activity)] = [
    ("chan send", .channelSend), ("chan send (synctest)", .channelSend),
    ("chan receive", .channelReceive), ("chan receive (synctest)", .channelReceive),
    ("chan send (nil chan)", .channelSendNil), ("chan receive (nil chan)", .channelReceiveNil),
    ("select", .select), ("select (no cases)", .selectNoCases), ("IO wait", .ioWait),
    ("sleep", .sleep), ("syscall", .syscall), ("sync.Mutex.Lock", .mutexLock),
    ("sync.RWMutex.RLock", .rwMutexRLock), ("sync.RWMutex.Lock", .rwMutexLock),
    ("sync.WaitGroup.Wait", .waitGroupWait), ("sync.Cond.Wait", .condWait),
    ("sync.(*Cond).Wait", .condWait), ("semacquire", .semaphore), ("running", .runnable),
    ("runnable", .runnable), ("copystack", .runnable), ("preempted", .runnable),
    ("idle", .system), ("dead", .system), ("panicwait", .other), ("waiting", .other),
    ("dumping heap", .system), ("garbage collection", .system),
    ("garbage collection scan", .system), ("finalizer wait", .system),
    ("force gc (idle)", .system), ("GOMAXPROCS updater (idle)", .system),
    ("trace reader (blocked)", .system), ("wait for GC cycle", .system), ("debug call", .system),
    ("stopping the world", .system), ("flushing proc caches", .system),
    ("page trace flush", .system), ("trace goroutine status", .system),
    ("trace proc status", .system), ("cleanup wait", .system),
    ("timer goroutine (idle)", .system), ("runfinq", .system), ("unknown", .other),
    (GoroutineState.otherStates, .other),
  ]
}

/// The names that came up besides those of the releases, each once and for good.
struct UnlistedNames: Sendable {
  /// How many are kept.
  let most: Int
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]

  init(most: Int) { self.most = most }

  /// The place of a name in ``names``, where it is added if it is new; nil where no more are kept.
  mutating func place(of name: String) -> Int? {
    if let known = places[name] { return known }
    guard names.count < most else { return nil }
    places[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
