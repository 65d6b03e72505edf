/// Which wait of package `sync` a stack is in, told by its innermost frames: before Go 1.20 the
/// runtime prints `semacquire` for all of them, and a count profile prints no state at all.
enum SyncWait {
  /// The state that a function stands for, or nil where it is none of the waits.
  static func state(of function: String) -> GoroutineState? { states[function] }

  /// Whether a function is the semaphore's own: what called it tells the wait.
  static func passesOn(_ function: String) -> Bool { entries.contains(function) }

  /// The wait of the semaphore's own function where no caller of package `sync` is shown: this one is
  /// called by the mutex alone, which the compiler may have inlined.
  static func otherwise(_ function: String) -> GoroutineState? {
    function == "internal/sync.runtime_SemacquireMutex" ? mutex : nil
  }

  private static let mutex = GoroutineState("sync.Mutex.Lock")

  private static let entries: Set<String> = [
    "sync.runtime_Semacquire", "sync.runtime_SemacquireMutex",
    "internal/sync.runtime_SemacquireMutex",
    "sync.runtime__Semacquire", "sync.runtime__SemacquireMutex",
  ]

  private static let states: [String: GoroutineState] = [
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
    // gccgo's symbols carry no receivers, and double their underscores.
    "sync.Mutex.Lock": "sync.Mutex.Lock",
    "sync.Mutex.lockSlow": "sync.Mutex.Lock",
    "sync.RWMutex.RLock": "sync.RWMutex.RLock",
    "sync.RWMutex.Lock": "sync.RWMutex.Lock",
    "sync.WaitGroup.Wait": "sync.WaitGroup.Wait",
    "sync.Cond.Wait": "sync.Cond.Wait",
    "sync.runtime__notifyListWait": "sync.Cond.Wait",
  ].mapValues { GoroutineState($0) }
}
