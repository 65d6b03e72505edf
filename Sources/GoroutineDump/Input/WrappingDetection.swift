/// Finds what a dump is wrapped in, by what stands around its own grammar.
///
/// No logger is known by name: the first goroutine (or block, or profile) that does not stand at the
/// start of its line shows what is before and behind it, and the lines below must agree.
extension LineWrapping {
  /// Bytes below the first line of a goroutine that are looked at.
  private static let sampleSize = 64 << 10
  /// Below so many goroutines that stand as they are, only those are looked at that begin within a line.
  private static let plainAnchors = 4
  /// Layers of one input: more than any chain of loggers has.
  private static let mostLayers = 6

  /// The wrapping of a text; nil where no dump begins there.
  init?(detectedIn bytes: Span<UInt8>, length: Int) {
    guard var anchor = DumpAnchor(in: bytes, from: 0, to: length) else { return nil }
    for place in 0... {
      let layers = Self.layers(around: anchor, in: bytes, length: length)
      if !layers.isEmpty {
        self.init(layers: layers)
        return
      }
      let below = anchor.line.upperBound + 1
      let next =
        place < Self.plainAnchors
        ? DumpAnchor(in: bytes, from: below, to: length)
        : DumpAnchor(withinLineOf: bytes, from: below, to: length)
      guard let next else { break }
      anchor = next
    }
    self = .none
  }

  private static func layers(
    around first: DumpAnchor, in bytes: Span<UInt8>, length: Int
  ) -> [WrappingLayer] {
    // Most dumps stand as they are: no copy is made for them.
    guard let outermost = layer(around: first, in: bytes, to: length) else { return [] }
    var layers = [outermost]
    var text: [UInt8] = []
    let start = first.line.lowerBound
    text.append(bytes, from: start, to: Swift.min(length, start + sampleSize))
    while layers.count < mostLayers {
      var inner: [UInt8] = []
      var origins = PieceOrigins(isKept: false)
      layers[layers.count - 1].unwrap(text.span, into: &inner, &origins)
      text = inner
      guard let anchor = DumpAnchor(in: text.span, from: 0, to: text.count),
        let next = layer(around: anchor, in: text.span, to: text.count)
      else { break }
      layers.append(next)
    }
    return layers
  }

  /// The outermost layer around an anchor, or nil where there is none.
  private static func layer(
    around anchor: DumpAnchor, in bytes: Span<UInt8>, to length: Int
  ) -> WrappingLayer? {
    let line = anchor.line
    let start = anchor.text.lowerBound
    let end = anchor.text.upperBound
    let escape = bytes.firstIndex(of: "\u{1b}[", from: line.lowerBound, before: line.upperBound)
    if escape < line.upperBound, escape < start || escape == end { return .colours }
    if bytes.trimmed(from: end, to: line.upperBound).0 >= line.upperBound {
      guard start == line.lowerBound else { return prefix(before: anchor, in: bytes, to: length) }
      return layerOfLines(below: anchor, in: bytes, to: length)
    }
    if bytes.has("#012", at: end) || bytes.has("#015", at: end) { return .octalEscapes }
    if bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "\\") {
      return quoted(anchor, in: bytes, to: length)
    }
    return nil
  }

  /// What shows only below a goroutine's first line: escaped tabs, and broken lines.
  private static func layerOfLines(
    below anchor: DumpAnchor, in bytes: Span<UInt8>, to length: Int
  ) -> WrappingLayer? {
    var cursor = anchor.line.upperBound + 1
    for _ in 0..<4 where cursor < length {
      if bytes.has("#011", at: cursor) || bytes.has("##011", at: cursor) { return .octalEscapes }
      if bytes.has("\\t", at: cursor) { return .escapes(EscapedText(quote: 0)) }
      cursor = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor) + 1
    }
    let wraps = SoftWraps()
    let end = Swift.min(length, anchor.line.lowerBound + 8192)
    return wraps.stand(in: bytes, from: anchor.line.lowerBound, to: end) ? .softWraps(wraps) : nil
  }

  /// A prefix that stands before the anchor and before the lines below.
  private static func prefix(
    before anchor: DumpAnchor, in bytes: Span<UInt8>, to length: Int
  ) -> WrappingLayer? {
    let range = anchor.line.lowerBound..<anchor.text.lowerBound
    guard let prefix = LinePrefix(bytes, from: range.lowerBound, to: range.upperBound) else {
      return nil
    }
    let balance = prefix.balance(below: anchor, in: bytes, to: length) ?? -1
    // The names of several containers can differ in their shapes.
    if let names = LinePrefix(
      bytes, from: range.lowerBound, to: range.upperBound, hasNames: true), names.hasMarks,
      names.balance(below: anchor, in: bytes, to: length) ?? -1 > balance
    {
      return .prefix(names)
    }
    return balance >= 0 ? .prefix(prefix) : nil
  }

  /// The layer of a text in quotes, or with escapes.
  private static func quoted(
    _ anchor: DumpAnchor, in bytes: Span<UInt8>, to length: Int
  ) -> WrappingLayer? {
    let line = anchor.line
    let start = anchor.text.lowerBound
    guard let quote = bytes.lastOpenQuote(from: line.lowerBound, to: start) else {
      let isQuoted = start > 0 && bytes[start - 1] == UInt8(ascii: "'")
      return .escapes(EscapedText(quote: isQuoted ? UInt8(ascii: "'") : 0))
    }
    var value: [UInt8] = []
    let close = bytes.unescape(
      from: anchor.text.upperBound, to: line.upperBound, quote: UInt8(ascii: "\""), into: &value)
    let endsWithLineFeed = value.last == UInt8(ascii: "\n")
    let isWhole = value.span.trimmed(from: 0, to: value.count).0 == value.count
    if close < line.upperBound || bytes[close - 1] == UInt8(ascii: "\""),
      let field = QuotedField(
        bytes, quote: quote, lineStart: line.lowerBound, endsWithLineFeed: endsWithLineFeed),
      isWhole || field.stands(below: line, in: bytes, to: length)
    {
      return .field(field)
    }
    return .escapes(EscapedText(quote: UInt8(ascii: "\"")))
  }
}

extension LinePrefix {
  /// How many more lines below a goroutine's first one have the prefix than do not; nil where no stack
  /// stands behind it.
  fileprivate func balance(
    below anchor: DumpAnchor, in bytes: Span<UInt8>, to length: Int
  ) -> Int? {
    var cursor = anchor.line.upperBound + 1
    var balance = 0
    var frames = 0
    for _ in 0..<40 where cursor < length {
      let lineEnd = Swift.min(bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor), length)
      if let start = end(in: bytes, from: cursor, to: lineEnd) {
        balance += 1
        if bytes.isStackLine(from: start, to: lineEnd) { frames += 1 }
      } else {
        balance -= 1
      }
      cursor = lineEnd + 1
    }
    return frames > 0 ? balance : nil
  }
}

extension QuotedField {
  /// Whether one of the next lines has the field as well.
  fileprivate func stands(below line: Range<Int>, in bytes: Span<UInt8>, to length: Int) -> Bool {
    var cursor = line.upperBound + 1
    for _ in 0..<8 where cursor < length {
      let end = Swift.min(bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor), length)
      if value(in: bytes, from: cursor, to: end) != nil { return true }
      cursor = end + 1
    }
    return false
  }
}

extension Span where Element == UInt8 {
  /// Whether a line is one that only stacks have: a file line, a count profile's, a header.
  fileprivate func isStackLine(from start: Int, to end: Int) -> Bool {
    FileLine(self, from: start, to: end) != nil || FrameLine.isLost(self, from: start, to: end)
      || has("#", at: start) && firstIndex(of: "0x", from: start, before: end) < end
      || has("goroutine ", at: start) && startsGoroutine(from: start, to: end)
      || has("#011", at: start) || has("##011", at: start)
  }

  /// The last quote before `end` that no backslash stands before: it opens the string there.
  fileprivate func lastOpenQuote(from start: Int, to end: Int) -> Int? {
    var quote = end
    while true {
      quote = lastIndex(of: UInt8(ascii: "\""), from: start, before: quote)
      guard quote >= 0 else { return nil }
      if quote == start || self[quote - 1] != UInt8(ascii: "\\") { return quote }
    }
  }
}
