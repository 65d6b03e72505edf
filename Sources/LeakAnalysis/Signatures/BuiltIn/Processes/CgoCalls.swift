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
      let groups = candidates.groups.filter { inquiry.firstFrame(beyondCallOfC: $0) != nil }
      let limits = candidates.signature.thresholds
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
        match.site = groups.first.flatMap(inquiry.firstFrame(beyondCallOfC:))
          .map(inquiry.analysis.place)
        return match
      }
    })
}

extension Inquiry {
  /// The innermost frame that is not cgo's own; nil where the goroutine is not in a call of C, or has
  /// no other frame.
  fileprivate func firstFrame(beyondCallOfC group: Int) -> Frame? {
    var isInC = false
    for frame in analysis.frames(of: analysis.groups[group]) {
      let name = analysis.dump.symbols.function(of: frame)
      if name.contains("._Cfunc_") || name.contains("._C2func_") {
        isInC = true
      } else if !name.hasPrefix("runtime.") {
        return isInC ? frame : nil
      }
    }
    return nil
  }
}
