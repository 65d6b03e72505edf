/// The line that says why a program ended, where other text stands before it: a logger's words, `^\\` of a
/// terminal, a tag.
extension Failure {
  /// Lines below it in which a crash goes on: `[signal …]`, an empty one, the first header.
  private static let nearest = 4

  /// The failure in `start ..< end`; nil where none stands there, or where no goroutine follows: a log can
  /// speak of a panic that was recovered.
  init?(behindText bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard end - start < 4096, let word = Self.word(bytes, from: start, to: end),
      let failure = Failure(bytes, from: word, to: end)
    else { return nil }
    var cursor = bytes.firstIndex(of: UInt8(ascii: "\n"), from: end) + 1
    for _ in 0..<Self.nearest where cursor < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      let (low, high) = bytes.trimmed(from: cursor, to: lineEnd)
      if bytes.has("runtime stack:", at: low)
        || bytes.has("goroutine ", at: low) && bytes.startsGoroutine(from: low, to: high)
      {
        self = failure
        return
      }
      guard
        low >= high || bytes.has("[signal ", at: low) || bytes.has("PC=", at: low)
          || bytes.has("panic: ", at: low)
      else { return nil }
      cursor = lineEnd + 1
    }
    return nil
  }

  /// Where a word of a crash stands behind something that ends as a word does.
  private static func word(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    for word: StaticString in ["fatal error: ", "panic: ", "SIGQUIT: quit", "SIGABRT: abort"] {
      let place = bytes.firstIndex(of: word, from: start, before: end)
      guard place < end, place > start else { continue }
      let before = bytes[place - 1]
      if !before.isWord, before != UInt8(ascii: "-"), before != UInt8(ascii: ".") { return place }
    }
    return nil
  }
}
