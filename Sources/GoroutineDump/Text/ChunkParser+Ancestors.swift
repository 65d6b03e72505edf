/// The goroutines that a goroutine descends from, which `GODEBUG=tracebackancestors=N` prints below it.
extension ChunkParser {
  /// The ancestors in `start ..< end`, the text below a header, the nearest first.
  static func ancestors(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> [Ancestor] {
    var found: [Ancestor] = []
    var cursor = start
    while cursor < end {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      // Half of the lines are file lines.
      if bytes[cursor] != UInt8(ascii: "\t") {
        switch FrameLine(bytes, from: cursor, to: lineEnd) {
        case .ancestor(let id):
          var digits = id.lowerBound
          found.append(Ancestor(goroutine: bytes.decimal(&digits) ?? 0))
        case .call(let name, _) where !found.isEmpty:
          found[found.count - 1].frames.append(
            frame(bytes, name, fileFrom: Swift.min(lineEnd + 1, end), to: end))
        case .call, .creator, .elision, .remark, .cut, .unknown: break
        }
      }
      cursor = lineEnd + 1
    }
    return found
  }

  private static func frame(
    _ bytes: Span<UInt8>, _ name: Range<Int>, fileFrom start: Int, to end: Int
  ) -> Ancestor.Frame {
    let function = bytes.text(from: name.lowerBound, to: name.upperBound)
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
    guard start < end, let file = FileLine(bytes, from: start, to: lineEnd) else {
      return Ancestor.Frame(function: function, file: "", line: 0)
    }
    return Ancestor.Frame(
      function: function, file: bytes.text(from: file.file.lowerBound, to: file.file.upperBound),
      line: Int(file.line))
  }
}
