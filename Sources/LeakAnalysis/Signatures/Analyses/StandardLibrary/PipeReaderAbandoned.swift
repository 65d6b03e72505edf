import GoroutineDump

extension Analysis {
  /// Readers of a pipe that nobody writes to or closes.
  static let pipeReaderAbandoned = Analysis.judged { candidates in
    candidates.withoutOtherEnd(
      ["io.(*pipe).write", "io.(*pipe).Write", "io.(*PipeWriter).Write"],
      doing: "read from a pipe"
    ) { "\($0) goroutines write to one" }
  }
}
