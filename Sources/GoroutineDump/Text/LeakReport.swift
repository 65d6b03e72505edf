/// `[Goroutine 7 in state chan receive, with main.f on top of the stack:`: how goleak introduces a
/// goroutine. Its older releases print the goroutine's own header below, its newer ones do not.
extension HeaderLine {
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
