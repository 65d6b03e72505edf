/// What a goroutine waits for, as a dump shows it.
struct Wait {
  /// The words in the brackets of a header.
  var state: String
  /// The innermost frames, of the standard library.
  var frames: [CallFrame]
  /// The program counters that a count profile hides: those of Go 1.24 on linux/amd64, where the
  /// distance of the second from the third tells a send from a receive.
  var hidden: [Int]
  var hasMinutes = true

  static let running = Wait(
    state: "running",
    frames: [
      CallFrame(
        "runtime/pprof.writeGoroutineStacks", "runtime/pprof/pprof.go", 764, 0x6a, [.pair]),
      CallFrame(
        "runtime/pprof.(*Profile).WriteTo", "runtime/pprof/pprof.go", 396, 0x14b,
        [.pointer, .pair, .number(2)]),
    ], hidden: [], hasMinutes: false)

  static let parked = [
    Wait(state: "chan send", frames: [], hidden: [park, 0x41_2405, 0x41_2057]),
    Wait(state: "chan receive", frames: [], hidden: [park, 0x41_3085, 0x41_2c12]),
    Wait(state: "select", frames: [], hidden: [park, 0x45_8e37]),
    Wait(state: "select", frames: [], hidden: [park, 0x45_8e37]),
    Wait(
      state: "IO wait",
      frames: [
        CallFrame(
          "internal/poll.runtime_pollWait", "runtime/netpoll.go", 351, 0x85,
          [.pointer, .number(0x72)]),
        CallFrame(
          "internal/poll.(*pollDesc).wait", "internal/poll/fd_poll_runtime.go", 84, 0x27,
          [.pointer, .pointer, .number(0)]),
        CallFrame(
          "internal/poll.(*pollDesc).waitRead", "internal/poll/fd_poll_runtime.go", 89, 0x1f),
        CallFrame("internal/poll.(*FD).Read", "internal/poll/fd_unix.go", 165, 0x27a, [.pointer]),
        CallFrame("net.(*conn).Read", "net/net.go", 194, 0x45, [.pointer, .pair]),
      ], hidden: [park, 0x43_c5a7]),
    Wait(
      state: "sync.Mutex.Lock",
      frames: [
        CallFrame(
          "internal/sync.runtime_SemacquireMutex", "runtime/sema.go", 95, 0x25,
          [.pointer, .number(0), .number(1)]),
        CallFrame(
          "internal/sync.(*Mutex).lockSlow", "internal/sync/mutex.go", 149, 0x15d, [.pointer]),
        CallFrame("sync.(*Mutex).Lock", "sync/mutex.go", 46, 0x2e),
      ], hidden: [park, 0x44_91d2]),
    Wait(
      state: "sync.WaitGroup.Wait",
      frames: [
        CallFrame(
          "sync.runtime_SemacquireWaitGroup", "runtime/sema.go", 110, 0x25, [.pointer]),
        CallFrame("sync.(*WaitGroup).Wait", "sync/waitgroup.go", 118, 0x48, [.pointer]),
      ], hidden: [park, 0x44_91d2]),
    Wait(
      state: "sleep",
      frames: [CallFrame("time.Sleep", "runtime/time.go", 338, 0x165, [.number(0x3b9a_ca00)])],
      hidden: [park]),
  ]

  /// The program counter in `runtime.gopark`.
  private static let park = 0x47_a9ce
}
