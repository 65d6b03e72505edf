/// What the leak checkers of tests print around goroutines.
extension HeaderLine {
  /// `[Goroutine 7 in state chan receive, with main.f on top of the stack:`: how goleak introduces a
  /// goroutine. Its older releases print the goroutine's own header below, its newer ones do not.
  ///
  /// The line in `start ..< end`, or nil where it is none, or where the goroutine's header follows.
  init?(leakReport bytes: Span<UInt8>, from start: Int, to end: Int, next: Int) {
    guard end - start > 40, bytes.has(" on top of the stack:", at: end - 21) else { return nil }
    let word = bytes.firstIndex(of: "Goroutine ", from: start, before: end)
    var cursor = word + 10
    guard word < end, let id = bytes.decimal(&cursor), bytes.has(" in state ", at: cursor) else {
      return nil
    }
    let with = bytes.firstIndex(of: ", with ", from: cursor, before: end)
    guard with < end else { return nil }
    let below = bytes.trimmed(from: next, to: bytes.count).0
    if bytes.has("goroutine ", at: below) {
      var digits = below + 10
      if bytes.decimal(&digits) == id { return nil }
    }
    self.init(id: id, state: cursor + 10..<with, next: next)
    let comma = bytes.firstIndex(of: ", ", from: cursor, before: with)
    guard comma < with else { return }
    state = cursor + 10..<comma
    var digits = comma + 2
    if let minutes = bytes.decimal(&digits), bytes.has(" minutes", at: digits) {
      wait = Int(clamping: minutes)
    }
  }
}

extension Failure {
  /// `found unexpected goroutines:` of goleak, `Expected not to leak 2 goroutines:` of Gomega's gleak:
  /// what stands above all goroutines of a report; nil where the line is another.
  init?(leakHeading bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard bytes.has(" goroutines:", at: end - 12) else { return nil }
    guard
      bytes.has("found unexpected", at: end - 28)
        || bytes.firstIndex(of: " not to leak ", from: start, before: end) < end
    else { return nil }
    self.init(kind: .leakCheck, message: bytes.text(from: start, to: end - 1))
  }

  /// `a_test.go:31: leaktest: leaked goroutine: `, which leaktest and the many checkers like it say in
  /// the line of each header, and goleak's line above each; nil where the text is another.
  init?(leakedGoroutine bytes: Span<UInt8>, from start: Int, to end: Int) {
    let isGoleak =
      bytes.has(" on top of the stack:", at: end - 21)
      && bytes.firstIndex(of: "Goroutine ", from: start, before: end) < end
    guard isGoleak || bytes.has("eaked goroutine:", at: end - 16) else { return nil }
    self.init(kind: .leakCheck, message: bytes.text(from: start, to: end - 1))
  }
}

extension ChunkParser {
  /// Notes what a leak checker says of the goroutine that follows.
  mutating func markLeak(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let (low, high) = bytes.trimmed(from: start, to: end)
    guard let failure = Failure(leakedGoroutine: bytes, from: low, to: high) else { return }
    if case .leak = output.marks.last?.event, output.marks.last?.row == output.rows.count { return }
    mark(.leak(failure))
  }
}
