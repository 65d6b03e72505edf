/// What the names of an input's functions tell of the goroutines that wait in them.
///
/// Each name is looked at once: a profile can have a hundred thousand stacks of the same functions.
struct WaitNames: Sendable {
  /// What one name tells. There are few different ones.
  fileprivate struct Fact: Equatable {
    /// The state of a goroutine that has the function on top.
    var top: GoroutineState?
    /// The wait of package `sync` that the function stands for, or of the runtime where a profile shows
    /// its frames.
    var sync: GoroutineState?
    /// Whether the frames below decide which wait of package `sync` it is.
    var passesOn = false
    /// The wait where no frame below decides it.
    var otherwise: GoroutineState?
    var channel = Channel.direct
  }

  /// Whether a function is the twin of a channel operation that package `reflect` has.
  enum Channel { case direct, reflectedSend, reflectedReceive }

  /// What the visible frames of a stack tell.
  struct Visible {
    /// The state, where a name tells it.
    var state: GoroutineState?
    /// The innermost frame's function; nil where no frame is visible.
    var function: UInt32?
    /// Whether any frame is visible.
    var hasFrames: Bool { function != nil }
    /// Of the innermost frame.
    var channel = Channel.direct
  }

  private var facts: [Fact] = [Fact()]
  /// Each function's place in `facts`; the first says nothing.
  private var places: [UInt8]

  init(_ functions: TextTable) {
    places = Array(repeating: 0, count: functions.count)
    var places = places
    var facts = facts
    functions.forEachUTF8 { number, name in
      guard name.mayTellWait else { return }
      let fact = Fact(functions[number])
      let known = facts.firstIndex(of: fact)
      if known == nil { facts.append(fact) }
      places[number] = UInt8(clamping: known ?? facts.count - 1)
    }
    self.places = places
    self.facts = facts
  }

  /// Which wait of package `sync` the functions of a stack are in, the innermost first.
  func syncWait(_ functions: some Sequence<UInt32>) -> GoroutineState? {
    var otherwise: GoroutineState?
    for function in functions.prefix(Self.deepestWait) {
      let fact = facts[Int(places[Int(function)])]
      if let state = fact.sync { return state }
      guard fact.passesOn else { return otherwise }
      otherwise = fact.otherwise ?? otherwise
    }
    return otherwise
  }

  /// A wait of package `sync` shows within so many frames.
  private static let deepestWait = 8

  /// What the functions of a stack tell, the innermost first.
  func visible(_ functions: some Sequence<UInt32>) -> Visible {
    var visible = Visible()
    var otherwise: GoroutineState?
    for function in functions.prefix(Self.deepestWait) {
      let fact = facts[Int(places[Int(function)])]
      if !visible.hasFrames {
        visible = Visible(
          state: fact.top, function: function, channel: fact.channel)
      }
      if visible.state == nil { visible.state = fact.sync }
      guard visible.state == nil, fact.passesOn else { break }
      otherwise = fact.otherwise ?? otherwise
    }
    if visible.state == nil { visible.state = otherwise }
    return visible
  }
}

extension WaitNames.Fact {
  fileprivate init(_ function: String) {
    top = Self.named[function]
    if top == nil, Self.isSystemCall(function) { top = Self.syscall }
    passesOn = function.hasPrefix("runtime.") || SyncWait.passesOn(function)
    otherwise = SyncWait.otherwise(function)
    sync =
      function.hasPrefix("runtime.")
      ? HiddenFrames.state(of: [function]).map { GoroutineState($0) }
      : SyncWait.state(of: function)
    switch function {
    case "reflect.chanrecv": channel = .reflectedReceive
    case "reflect.chansend0", "reflect.chansend": channel = .reflectedSend
    default: break
    }
  }

  private static let syscall = GoroutineState("syscall")

  private static let named: [String: GoroutineState] = [
    "internal/poll.runtime_pollWait": "IO wait", "net.runtime_pollWait": "IO wait",
    "internal/poll.runtime_pollWaitCanceled": "IO wait",
    "time.Sleep": "sleep",
    "internal/synctest.Run": "synctest.Run", "internal/synctest.Wait": "synctest.Wait",
    "os/signal.signal_recv": "syscall", "runtime.cgocall": "syscall",
    "reflect.rselect": "select",
    "runtime/pprof.runtime_goroutineProfileWithLabels": "running",
    "runtime/pprof.writeRuntimeProfile": "running", "runtime/pprof.writeGoroutine": "running",
    "runtime/pprof.runtime_goroutineLeakProfileWithLabels": "running",
    "runtime.goroutineProfileWithLabels": "running", "runtime.GoroutineProfile": "running",
    "runtime/pprof.writeGoroutineLeak": "running",
  ].mapValues { GoroutineState($0) }

  private static func isSystemCall(_ function: String) -> Bool {
    function.hasPrefix("syscall.") || function.hasPrefix("internal/runtime/syscall")
      || function.hasPrefix("runtime/internal/syscall") || Array(function.utf8).span.namesC
  }
}

extension Span where Element == UInt8 {
  /// Whether a function is one that cgo makes for a call of C.
  fileprivate var namesC: Bool {
    // By the underscore, which few names have; each has dots.
    var underscore = firstIndex(of: UInt8(ascii: "_"), from: 0)
    while underscore < count {
      if has("._Cfunc_", at: underscore - 1) || has("._C2func_", at: underscore - 1) { return true }
      underscore = firstIndex(of: UInt8(ascii: "_"), from: underscore + 1)
    }
    return false
  }

  /// Whether a function belongs to a package that can tell a wait: a quick test, since most do not.
  fileprivate var mayTellWait: Bool {
    has("sync", at: 0) || has("internal/", at: 0) || has("runtime", at: 0)
      || has("syscall.", at: 0) || has("net.", at: 0) || has("time.", at: 0)
      || has("os/signal.", at: 0) || has("reflect.", at: 0) || namesC
  }
}
