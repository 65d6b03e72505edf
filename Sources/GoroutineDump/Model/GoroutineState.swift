/// A goroutine's status or wait reason, in its newest spelling.
///
/// Any text is a state: what the runtime may print one day is kept as it is.
public struct GoroutineState: Hashable, Sendable, CustomStringConvertible {
  /// The spelling of the newest Go: `chan send`, `sync.Mutex.Lock`, `running`.
  public let name: String
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
  public init(_ name: String) {
    self.name = name
    activity = Self.activities[name] ?? Self.activity(ofUnlisted: name)
  }

  /// The state is not known.
  public static let unknown = GoroutineState("unknown")

  /// The name.
  public var description: String { name }

  /// Whether the goroutine waits for a lock of package `sync`.
  public var isLockWait: Bool {
    activity == .mutexLock || activity == .rwMutexRLock || activity == .rwMutexLock
  }

  private static let activities: [String: Activity] = [
    "chan send": .channelSend, "chan send (synctest)": .channelSend,
    "chan receive": .channelReceive, "chan receive (synctest)": .channelReceive,
    "chan send (nil chan)": .channelSendNil, "chan receive (nil chan)": .channelReceiveNil,
    "select": .select, "select (no cases)": .selectNoCases,
    "IO wait": .ioWait, "sleep": .sleep, "syscall": .syscall,
    "sync.Mutex.Lock": .mutexLock, "sync.RWMutex.RLock": .rwMutexRLock,
    "sync.RWMutex.Lock": .rwMutexLock, "sync.WaitGroup.Wait": .waitGroupWait,
    "sync.Cond.Wait": .condWait, "sync.(*Cond).Wait": .condWait, "semacquire": .semaphore,
    "running": .runnable, "runnable": .runnable, "copystack": .runnable, "preempted": .runnable,
    "idle": .system, "dead": .system, "panicwait": .other, "waiting": .other,
    "dumping heap": .system, "garbage collection": .system, "garbage collection scan": .system,
    "finalizer wait": .system, "force gc (idle)": .system, "GOMAXPROCS updater (idle)": .system,
    "trace reader (blocked)": .system, "wait for GC cycle": .system, "debug call": .system,
    "stopping the world": .system, "flushing proc caches": .system, "page trace flush": .system,
    "trace goroutine status": .system, "trace proc status": .system, "cleanup wait": .system,
    "timer goroutine (idle)": .system, "runfinq": .system, "unknown": .other,
  ]

  private static func activity(ofUnlisted name: String) -> Activity {
    name.hasPrefix("GC ") ? .system : .other
  }
}
