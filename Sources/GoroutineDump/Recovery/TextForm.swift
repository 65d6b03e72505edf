/// A form in which people and log stores hand a dump on, and how the dump's own text is taken out of it.
///
/// No product is known by its name. A form says what it could make of a text; whether that is the dump is
/// decided by ``ReadingQuality``, which only knows the dump's own grammar.
struct TextForm: Sendable {
  /// A text that a form made, and what the report calls what was done.
  struct Reading: Sendable {
    var name: String
    var text: [UInt8]
    /// What the text stood in has no end: a part of the capture is missing.
    var isOpen = false
  }

  /// What may have been the text; empty where the form does not apply.
  let readings: @Sendable ([UInt8]) -> [Reading]

  /// A form that gives one text, or nil where it does not apply.
  init(_ name: String, _ text: @escaping @Sendable ([UInt8]) -> [UInt8]?) {
    readings = { bytes in text(bytes).map { [Reading(name: name, text: $0)] } ?? [] }
  }

  init(_ readings: @escaping @Sendable ([UInt8]) -> [Reading]) { self.readings = readings }

  /// All forms. The order matters only where two readings are equally good.
  static let all: [TextForm] =
    lineForms + [
      blanks, quotedPrintable, octal, percentEncoding, base64, byteList, httpChunks, markup,
      markdownEscapes,
      tabJoined,
      brokenAtBlanks, hashless, fences, records, table, yaml,
    ] + orderForms
}

extension Array where Element == UInt8 {
  /// The lines, without their line feeds.
  var lines: [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < count {
      let end = span.firstIndex(of: 10, from: start)
      lines.append(self[start..<end])
      start = end + 1
    }
    return lines
  }

  /// Whether the text stands anywhere.
  func has(_ text: StaticString) -> Bool {
    span.firstIndex(of: text, from: 0, before: count) < count
  }

  /// The text with some parts written anew, each of which begins with the byte `mark`. `rewrite` appends
  /// what stands for the part at an index, and returns where the part ends; nil where none begins there.
  func rewritten(
    at mark: UInt8, _ rewrite: (_ index: Int, _ text: inout [UInt8]) -> Int?
  ) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(count)
    var copied = 0
    var index = span.firstIndex(of: mark, from: 0)
    while index < count {
      text.append(span, from: copied, to: index)
      let end = rewrite(index, &text)
      copied = end ?? index
      index = span.firstIndex(of: mark, from: end ?? index + 1)
    }
    text.append(span, from: copied, to: count)
    return text
  }

  /// Lines put together again, each with a line feed.
  init(joining lines: some Sequence<some Sequence<UInt8>>) {
    self = []
    for line in lines {
      append(contentsOf: line)
      append(10)
    }
  }
}

extension ArraySlice where Element == UInt8 {
  /// Whether the line is empty or blank.
  var isBlank: Bool { allSatisfy { $0 == 32 || $0 &- 9 < 5 } }

  /// Whether the text stands at the start.
  func hasPrefix(_ text: String) -> Bool { starts(with: text.utf8) }

  /// The offset of the text in the slice's own numbering, or nil.
  func position(of text: StaticString) -> Int? {
    let found = span.firstIndex(of: text, from: 0, before: count)
    return found < count ? startIndex + found : nil
  }

  /// Where the header of a goroutine or the first line of a profile or a block stands; nil where none.
  var anchor: Int? {
    let bytes = span
    if let header = bytes.headerStart(from: 0, to: count) { return startIndex + header }
    if let profile = position(of: " profile: total ") {
      var name = profile
      while name > startIndex, self[name - 1].isWord { name -= 1 }
      return name < profile ? name : nil
    }
    return nil
  }
}
