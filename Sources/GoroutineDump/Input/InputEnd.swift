/// What is known of an input once its end is reached.
struct InputEnd: Sendable {
  var bytesRead = 0
  var wrappings: [String] = []
  var damage: String?
  var wasInterrupted = false
  var failure: DumpError?
  /// Nothing but white space was read.
  var isBlank = true
  /// What the first bytes look like, where they are no dump.
  var content = "something else"
  /// The text ended in the middle of a line.
  var endsInLine = false
  /// Pieces that were cut inside a line or goroutine, since it is longer than the reader takes.
  var tooLong = 0
  /// Bytes of text, after decoding.
  var textBytes = 0

  /// The runtime's own limit on the text of `debug=2`: a dump of that size is cut.
  static let runtimeLimit = 64 << 20

  /// What the text shows of parts that are missing.
  var gaps: TextGaps = []
  /// The rest of the input was not read.
  var isFull = false

  /// Tells the dumps what the end of the input means for them.
  func describe(_ dumps: inout [Dump]) {
    guard let last = dumps.indices.last else { return }
    if dumps.count == 1 { dumps[0].byteCount = textBytes }
    if gaps.contains(.lostLines) { dumps[last].isTruncated = true }
    if gaps.contains(.beginsInStack) {
      dumps[0].truncate(
        "the text begins in the middle of a goroutine and its start is missing (was the log "
          + "rotated?); every count is a lower bound; \(Self.advice)")
    }
    describeEnd(of: &dumps[last])
    if tooLong > 0 {
      dumps[last].problems.append(
        Problem(
          kind: .tooLong, line: 0,
          message: "a line or goroutine longer than \(ChunkSource.longestBlock >> 20) MiB was "
            + "read in \(tooLong + 1) pieces"))
    }
    if isFull { dumps[last].truncate(ReadingLimits.message, kind: .tooLong) }
    if let damage {
      dumps[last].truncate("\(damage); everything before that was read", kind: .damaged)
    }
    if let failure {
      dumps[last].truncate("\(failure); everything before that was read", kind: .damaged)
    }
    if wasInterrupted {
      dumps[last].truncate(
        "reading was interrupted; every count is a lower bound", kind: .interrupted)
    }
  }

  private static let advice =
    "save the response of /debug/pprof/goroutine?debug=2 to a file, not to a log"

  private func describeEnd(of dump: inout Dump) {
    if dump.format == .debug1, dump.isGoroutineProfile, gaps.contains(.halfBlock),
      !gaps.contains(.cutMark), !dump.isTruncated
    {
      dump.truncate(
        "the last stack of the profile has fewer frames than addresses: the text is cut, every "
          + "count is a lower bound")
    }
    guard dump.format == .debug2 || dump.format == .crash else { return }
    if textBytes == Self.runtimeLimit {
      dump.truncate(
        "the text is exactly 64 MiB, where the Go runtime cuts it off; every count is a lower "
          + "bound; capture with debug=1 or debug=0, which are never cut off")
    } else if !gaps.isDisjoint(with: [.endsInStack, .openString])
      || !gaps.contains(.cutMark) && dump.lastGoroutineIsCut(gaps)
    {
      dump.truncate(
        "the text ends in the middle of a goroutine and the rest is missing; every count is a "
          + "lower bound; \(Self.advice), or give runtime.Stack a larger buffer")
    }
  }
}

extension Dump {
  /// Notes that a part of the capture is missing.
  mutating func truncate(_ message: String, kind: Problem.Kind = .truncated) {
    isTruncated = true
    problems.append(Problem(kind: kind, line: 0, message: message))
  }
}
