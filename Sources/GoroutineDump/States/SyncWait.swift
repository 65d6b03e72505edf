/// Which wait of package `sync` a stack is in, told by its innermost frames: before Go 1.20 the
/// runtime prints `semacquire` for all of them, and a count profile prints no state at all.
enum SyncWait {
  /// The state's newest name, or nil where the frames are not those of package `sync`.
  static func name(of functions: [String]) -> String? {
    for function in functions {
      if function.hasPrefix("runtime.") { continue }
      if let name = names[function] ?? gccgoNames[function] { return name }
      // Only the semaphore's own frames may stand above the one that tells.
      guard entries.contains(function) else { return nil }
    }
    return nil
  }

  private static let entries: Set<String> = [
    "sync.runtime_Semacquire", "sync.runtime_SemacquireMutex",
    "internal/sync.runtime_SemacquireMutex",
    "sync.runtime__Semacquire", "sync.runtime__SemacquireMutex",
  ]

  /// gccgo's symbols carry no receivers, and double their underscores.
  private static let gccgoNames: [String: String] = [
    "sync.Mutex.Lock": "sync.Mutex.Lock",
    "sync.Mutex.lockSlow": "sync.Mutex.Lock",
    "sync.RWMutex.RLock": "sync.RWMutex.RLock",
    "sync.RWMutex.Lock": "sync.RWMutex.Lock",
    "sync.WaitGroup.Wait": "sync.WaitGroup.Wait",
    "sync.Cond.Wait": "sync.Cond.Wait",
    "sync.runtime__notifyListWait": "sync.Cond.Wait",
  ]

  private static let names: [String: String] = [
    "sync.(*Mutex).Lock": "sync.Mutex.Lock",
    "sync.(*Mutex).lockSlow": "sync.Mutex.Lock",
    "internal/sync.(*Mutex).Lock": "sync.Mutex.Lock",
    "internal/sync.(*Mutex).lockSlow": "sync.Mutex.Lock",
    "sync.(*RWMutex).RLock": "sync.RWMutex.RLock",
    "sync.runtime_SemacquireRWMutexR": "sync.RWMutex.RLock",
    "sync.(*RWMutex).Lock": "sync.RWMutex.Lock",
    "sync.runtime_SemacquireRWMutex": "sync.RWMutex.Lock",
    "sync.(*WaitGroup).Wait": "sync.WaitGroup.Wait",
    "sync.runtime_SemacquireWaitGroup": "sync.WaitGroup.Wait",
    "sync.(*Cond).Wait": "sync.Cond.Wait",
    "sync.runtime_notifyListWait": "sync.Cond.Wait",
    "sync.runtime_Syncsemacquire": "sync.Cond.Wait",
    "internal/poll.runtime_Semacquire": "semacquire",
  ]
}
