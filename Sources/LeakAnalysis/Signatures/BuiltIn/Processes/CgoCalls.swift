import GoroutineDump

extension Signature {
  /// Calls of C that take a thread each, and do not return.
  static let cgoCalls = Signature(
    id: "cgo-calls-stuck",
    title: "calls of C functions that do not return, each with a thread of its own",
    summary: """
      A hundred goroutines and more are inside one C function, called through cgo. Each holds a \
      thread of the operating system until it returns.
      """,
    cause: """
      The C function waits (for a lock, the network, a device) or is called without a limit. The \
      runtime starts a thread for each such call, and ends the program at 10,000 of them.
      """,
    fix: """
      Let few run at once (a semaphore, a pool of workers), and give the C function a timeout of \
      its own: Go cannot interrupt it.
      """,
    severity: .error,
    thresholds: Thresholds(note: 100, warning: 100, error: 500, minutes: 5),
    lookAlikes: ["a main loop, a device or an audio thread in C: one or a few", "a short burst"],
    sources: ["mosn/holmes (999 goroutines in main._Cfunc_output)"],
    help: "https://pkg.go.dev/runtime/debug#SetMaxThreads",
    example: Example(
      stack: """
        goroutine 77 [syscall, 12 minutes]:
        runtime.cgocall(0x4a2f60, 0xc0000a2000)
        \t/usr/local/go/src/runtime/cgocall.go:167 +0xfc
        main._Cfunc_decode(0xc0000a2000)
        \t_cgo_gotypes.go:70 +0x316
        main.(*decoder).next.func1(...)
        \t/app/decoder.go:45
        main.(*decoder).next(0xc0000a2000)
        \t/app/decoder.go:45 +0x1d0
        created by main.(*server).upload in goroutine 70
        \t/app/server.go:24 +0xe4
        """,
      before: """
        go func() { C.decode(frame) }() // a thread for each frame
        """,
      after: """
        sem <- struct{}{} // make(chan struct{}, runtime.NumCPU())
        go func() { defer func() { <-sem }(); C.decode(frame) }()
        """),
    detection: .judged(GroupPattern(states: [.syscall])) { candidates in
      let inquiry = candidates.inquiry
      let limits = candidates.signature.thresholds
      guard candidates.count >= limits.note else { return [] }
      var calls = CallsOfC(inquiry)
      let groups = candidates.groups.filter { calls.caller(in: $0) != nil }
      return inquiry.byPlace(groups, ofAtLeast: limits.note).map { groups in
        let signals = inquiry.signals(groups)
        var severity = Severity.note
        if signals.medianWait >= 1 {
          let isError = signals.count >= limits.error || signals.medianWait >= limits.minutes
          severity = isError ? .error : .warning
        } else if signals.count >= limits.error {
          // A C function that computes runs on as many threads as there are processors.
          severity = signals.count >= 1000 ? .error : .warning
        }
        var match = Match(
          groups: groups, severity: severity,
          confidence: severity == .note ? .low : signals.medianWait >= 1 ? .high : .medium,
          evidence: Evidence.sentence(
            signals, doing: "hold a thread inside a C function"))
        match.site = groups.first.flatMap { calls.caller(in: $0) }.map(inquiry.analysis.place)
        return match
      }
    })
}

/// Which groups are inside a call of C, by the functions that cgo makes for it.
private struct CallsOfC {
  private enum Role { case runtime, call, other }

  private let inquiry: Inquiry
  /// What each function is; a dump has far fewer than goroutines.
  private var roles: [UInt32: Role] = [:]

  init(_ inquiry: Inquiry) {
    self.inquiry = inquiry
  }

  /// The innermost frame that is not cgo's own; nil where the goroutine is not in a call of C, or has
  /// no other frame.
  mutating func caller(in group: Int) -> Frame? {
    var isInC = false
    for frame in inquiry.analysis.frames(of: inquiry.analysis.groups[group]) {
      switch role(of: frame) {
      case .runtime: continue
      case .call: isInC = true
      case .other: return isInC ? frame : nil
      }
    }
    return nil
  }

  private mutating func role(of frame: Frame) -> Role {
    if let known = roles[frame.function] { return known }
    let name = inquiry.analysis.dump.symbols.function(of: frame)
    var role = Role.other
    if name.hasPrefix("runtime.") {
      role = .runtime
    } else if name.contains("._Cfunc_") || name.contains("._C2func_") {
      role = .call
    }
    roles[frame.function] = role
    return role
  }
}
