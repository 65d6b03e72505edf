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

  /// Tells the dumps what the end of the input means for them.
  func describe(_ dumps: inout [Dump]) {
    guard let last = dumps.indices.last else { return }
    if dumps.count == 1 { dumps[0].byteCount = textBytes }
    if textBytes == Self.runtimeLimit, dumps[last].format == .debug2 {
      dumps[last].isTruncated = true
      dumps[last].problems.append(
        Problem(
          kind: .truncated, line: 0,
          message: "the text is exactly 64 MiB, where the Go runtime cuts it: every count is a "
            + "lower bound; take debug=1, or debug=0, which are not cut"))
    }
    if tooLong > 0 {
      dumps[last].problems.append(
        Problem(
          kind: .tooLong, line: 0,
          message: "a line or a goroutine is longer than \(ChunkSource.longestBlock >> 20) MiB: it "
            + "was read in \(tooLong + 1) pieces"))
    }
    if let damage {
      dumps[last].isTruncated = true
      dumps[last].problems.append(
        Problem(kind: .damaged, line: 0, message: damage + ": what came before it was read"))
    }
    if let failure {
      dumps[last].isTruncated = true
      dumps[last].problems.append(
        Problem(kind: .damaged, line: 0, message: "\(failure): what came before it was read"))
    }
    if wasInterrupted {
      dumps[last].isTruncated = true
      dumps[last].problems.append(
        Problem(
          kind: .interrupted, line: 0,
          message: "the reading was interrupted: every count is a lower bound"))
    }
  }
}
