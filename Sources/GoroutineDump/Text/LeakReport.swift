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
  /// Notes what a leak checker says of one goroutine. It says so of each: once is enough.
  mutating func markLeak(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    let (low, high) = bytes.trimmed(from: start, to: end)
    guard let failure = Failure(leakedGoroutine: bytes, from: low, to: high) else { return }
    if case .leak = output.marks.last?.event { return }
    mark(.leak(failure))
  }

  /// Adds the frame at the cursor if it stands in one line with its file, as Gomega's gleak prints it
  /// and people write it: `main.f(0xc000012018) at app/main.go:6`,
  /// `created by main.g in goroutine 7 at app/main.go:5`, `(*pool).flush   pool.go:2318`.
  mutating func addOneLineFrame(
    _ bytes: Span<UInt8>, _ walk: inout StackWalk, _ lineEnd: Int
  ) -> Bool {
    let (start, end) = bytes.trimmed(from: walk.cursor, to: lineEnd)
    guard let (nameLimit, fileStart) = bytes.oneLineFrame(from: start, to: end),
      let file = FileLine(bytes, unindentedFrom: fileStart, to: end)
    else { return false }
    var line = FrameLine(bytes, from: start, to: nameLimit)
    let kind: StackTrie.Kind
    let nameEnd: Int
    switch line {
    case .call(_, let argumentsStart): (kind, nameEnd) = (.call, argumentsStart)
    case .creator(_, let id):
      (kind, nameEnd) =
        id.isEmpty ? (.creator, nameLimit) : (.creatorWithID, id.lowerBound)
    case .unknown where bytes.isNameAlone(from: start, to: nameLimit):
      line = .call(name: start..<nameLimit, argumentsStart: nameLimit)
      (kind, nameEnd) = (.bareCall, nameLimit)
    default: return false
    }
    let text = intern(bytes, line, file, kind, start..<nameEnd, fileStart..<end)
    let child = child(bytes, of: walk.node, text: text, arguments: nameEnd)
    enter(bytes, &walk, child, kind: kind, nameEnd: nameEnd, lineEnd: nameLimit)
    walk.cursor = Swift.min(lineEnd + 1, bytes.count)
    return true
  }
}

extension Span where Element == UInt8 {
  /// Where the name ends and the file starts in a line that may hold both; nil where it does not.
  fileprivate func oneLineFrame(from start: Int, to end: Int) -> (nameLimit: Int, fileStart: Int)? {
    var fileStart = wordStart(before: end, from: start)
    if has("+0x", at: fileStart) {
      fileStart = wordStart(before: trimmed(from: start, to: fileStart).1, from: start)
    }
    guard fileStart > start else { return nil }
    if has(" at ", at: fileStart - 4) { return (fileStart - 4, fileStart) }
    // A path can hold a blank, but hardly a column of them.
    let nameLimit = trimmed(from: start, to: fileStart).1
    guard nameLimit > start, fileStart - nameLimit >= 2 || self[nameLimit] == UInt8(ascii: "\t"),
      firstIndex(of: ".go:", from: fileStart, before: end) < end
    else { return nil }
    return (nameLimit, fileStart)
  }

  private func wordStart(before end: Int, from start: Int) -> Int {
    var index = end
    while index > start, self[index - 1] > UInt8(ascii: " ") { index -= 1 }
    return index
  }

  /// Whether a function's name stands alone, without arguments, and no path.
  fileprivate func isNameAlone(from start: Int, to end: Int) -> Bool {
    guard start < end, self[start] != UInt8(ascii: "/"), isFunctionName(from: start, to: end) else {
      return false
    }
    for index in start..<end where self[index] <= UInt8(ascii: " ") { return false }
    return true
  }
}
