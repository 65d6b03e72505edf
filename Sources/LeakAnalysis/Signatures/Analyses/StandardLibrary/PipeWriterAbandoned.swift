import GoroutineDump

extension Analysis {
  /// Writers of a pipe that nobody reads.
  static let pipeWriterAbandoned = Analysis.judged { candidates in
    candidates.withoutOtherEnd(
      ["io.(*pipe).read", "io.(*pipe).Read", "io.(*PipeReader).Read"],
      doing: "write to a pipe"
    ) { "\($0) goroutines read from one" }
  }
}
