/// Separates the lines of a log by their sources: each source's text is handed on by itself, in
/// pieces that begin and end between goroutines.
struct SourceSeparator {
  private let sources: SourcePrefixes
  /// What is taken off the lines once their prefix is.
  private let inner: LineWrapping
  private(set) var texts: [SourceText] = []
  private var numbers: [String: Int] = [:]
  /// The source of the last line: lines that have no prefix belong to it.
  private var current = 0
  private var line = 0

  /// A source's text that has not been handed on yet.
  struct SourceText {
    var name: String
    var bytes: [UInt8] = []
    /// The line of the input that each line of the text was.
    var lines: [Int] = []
  }

  /// A piece of a source's text.
  struct Piece {
    var bytes: [UInt8]
    /// The line of the input that each line of the piece was, before `inner` was taken off.
    var lines: [Int]
    /// What was taken off behind the prefix, and what it was taken off.
    var inner = LineWrapping.none
    var wrapped: [UInt8] = []

    /// The line of the input that a line of the piece was, both counted from 1.
    func line(_ number: Int) -> Int {
      lines.isEmpty ? number : lines[Swift.min(Swift.max(number, 1), lines.count) - 1]
    }
  }

  init(_ sources: SourcePrefixes, inner: LineWrapping, firstLine: Int) {
    self.sources = sources
    self.inner = inner
    line = firstLine
  }

  /// Takes whole lines of the input.
  mutating func take(_ bytes: Span<UInt8>) {
    var cursor = 0
    while cursor < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      let next = Swift.min(lineEnd + 1, bytes.count)
      line += 1
      var start = cursor
      if let text = sources.prefix.end(in: bytes, from: cursor, to: lineEnd) {
        current = number(of: sources.source(of: bytes, from: cursor, to: text))
        start = text
      } else if texts.isEmpty {
        current = number(of: "")
      }
      texts[current].bytes.append(bytes, from: start, to: next)
      texts[current].lines.append(line)
      cursor = next
    }
  }

  /// What of a source's text can be handed on; all of it at the end of the input.
  mutating func piece(of number: Int, isLast: Bool) -> Piece? {
    let held = texts[number].bytes.count
    guard isLast ? held > 0 : held >= ChunkSource.chunkSize else { return nil }
    let text = texts[number].bytes
    var cut = text.count
    if !isLast, let found = text.span.lastCut(before: text.count, after: 0, isEscaped: false) {
      cut = found
    } else if !isLast, held < ChunkSource.longestBlock {
      return nil
    }
    let count = text.span.lineFeeds(in: 0..<cut)
    var piece = Piece(
      bytes: Array(text[..<cut]), lines: Array(texts[number].lines.prefix(count)))
    texts[number].bytes.removeFirst(cut)
    texts[number].lines.removeFirst(Swift.min(count, texts[number].lines.count))
    guard !inner.isNone else { return piece }
    var unwrapped: [UInt8] = []
    inner.unwrap(piece.bytes.span, into: &unwrapped)
    piece.inner = inner
    piece.wrapped = piece.bytes
    piece.bytes = unwrapped
    return piece
  }

  private mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    // Too many to be containers: what comes now is kept together with the last one.
    guard texts.count < SourcePrefixes.mostSources else { return texts.count - 1 }
    texts.append(SourceText(name: name))
    numbers[name] = texts.count - 1
    return texts.count - 1
  }
}
