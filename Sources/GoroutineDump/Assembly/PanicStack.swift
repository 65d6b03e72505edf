/// A panic whose own line is not in the text: pasted without it, or behind words that a log left out.
extension Dump {
  /// Takes the dump for a crash where its first goroutine panics: it runs, and its innermost frame is the
  /// call that prints the panic, or package testing's, which panics again. Where another function stands
  /// above the panic, that one has recovered it and printed the stack.
  ///
  /// `words` stood above it: `[signal SIGSEGV: …]`, `runtime error: …`.
  mutating func recognizePanic(words: [String]) {
    guard format == .debug2, failure == nil, let first = goroutines.first else { return }
    let sample = samples[Int(first.sample)]
    guard sample.state.activity == .runnable else { return }
    let stack = symbols.stacks[Int(sample.stack)]
    let functions = symbols.frameIndices(of: stack).prefix(8).map {
      symbols.function(of: symbols.frames[Int($0)])
    }
    guard let top = functions.first else { return }
    let error = words.last { $0.hasPrefix("runtime error: ") }
    let panics = Self.panics.contains(top) || top.hasPrefix("testing.tRunner.")
    if functions.contains("panic"), !panics, !top.hasPrefix("runtime/pprof.") {
      failure = Failure(
        kind: .recoveredPanic, message: error.map { "panic: \($0)" } ?? "a panic was recovered")
      return
    }
    if top == "testing.(*M).startAlarm.func1" {
      failure = Failure(kind: .testTimeout, message: "panic: test timed out")
    } else if panics && functions.contains("panic") || Self.panics.contains(top)
      || words.contains(where: { $0.hasPrefix("[signal ") })
    {
      failure = Failure(kind: .panic, message: error.map { "panic: \($0)" } ?? "panic")
    } else {
      return
    }
    failure?.remarks = words.filter { $0 != error }
    format = .crash
  }

  private static let panics: Set<String> = [
    "panic", "runtime.gopanic", "runtime.throw", "runtime.fatalpanic",
  ]
}
