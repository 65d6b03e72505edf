/// The text of one shape that stands before every line: a logger's time and level, a container's
/// name, quote marks, indentation.
///
/// Its shape is learnt from one line: words (letters and digits, which vary) and what stands
/// between them (which does not). `2026-11-21T08:42:26.1Z pod-7 F ` and its neighbours are one shape.
struct LinePrefix: Sendable {
  private enum Token: Sendable {
    case word
    case spaces
    case literal(UInt8)

    var isWord: Bool {
      if case .word = self { return true }
      return false
    }
  }

  private let tokens: [Token]
  /// The prefix that was learnt from, with 0 for each byte of a word: most lines have just these
  /// bytes at these places, which is quicker to see than the shape.
  private let template: [UInt8]
  private let templateParts: [TemplatePart]
  /// The prefix is that of the container runtime interface: a word `P` marks a line that goes on.
  let marksPartialLines: Bool
  /// The name for the report.
  let name: String

  /// A line that is itself the header of a goroutine can have this shape.
  private let canBeHeader: Bool

  /// A header of a goroutine can stand where the prefix should, and look like it.
  let mayHideHeader: Bool

  /// Words can hold `-`, `.`, `/` and `:`, as names of containers do: then those of several are of one
  /// shape.
  private let hasNames: Bool

  /// Whether something else than words and blanks is part of the shape: `|`, or brackets.
  var hasMarks: Bool {
    template.contains { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "]") }
  }

  /// The shape of the prefix in `start ..< end`; nil where a word would run into the dump's text.
  init?(_ bytes: Span<UInt8>, from start: Int, to end: Int, hasNames: Bool = false) {
    self.hasNames = hasNames
    guard end > start, end - start <= 512, !bytes[end - 1].isWord else { return nil }
    var tokens: [Token] = []
    var template: [UInt8] = []
    var trailing = end
    while trailing > start, bytes[trailing - 1] == UInt8(ascii: " ") { trailing -= 1 }
    for index in start..<end {
      let byte = bytes[index]
      // No logger writes one, and in the template it stands for a word.
      if byte == 0 { return nil }
      template.append(byte.isWord ? 0 : byte)
      if byte.isWord || hasNames && byte.isNamePart {
        // Only a name goes on with such a byte; none begins with it.
        let isWithin = index > start && tokens.last?.isWord == true
        if byte.isWord, !isWithin {
          tokens.append(.word)
        } else if !byte.isWord, !isWithin {
          tokens.append(.literal(byte))
        }
      } else if byte == UInt8(ascii: " "), index < trailing, index > start {
        if bytes[index - 1] != byte { tokens.append(.spaces) }
      } else {
        tokens.append(.literal(byte))
      }
    }
    self.tokens = tokens
    self.template = template
    templateParts = TemplatePart.parts(of: template)
    canBeHeader = template.contains(UInt8(ascii: "["))
    mayHideHeader = hasNames || canBeHeader || Self.canSpellGoroutine(template)
    marksPartialLines =
      end - start > 10
      && (bytes.has(" stdout F ", at: end - 10) || bytes.has(" stderr F ", at: end - 10))
    if trailing == start {
      name = "indentation"
    } else if template.allSatisfy({ $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: " ") }) {
      name = "quotation"
    } else {
      name = "line prefix"
    }
  }

  /// Where the dump's text starts in the line `start ..< end`; nil where the prefix is not there.
  func end(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    hasTemplate(bytes, start)
      ? endOfTemplate(in: bytes, from: start) : endByShape(in: bytes, from: start, to: end)
  }

  /// Whether the line at `start` begins as the template does.
  @inline(__always)
  private func hasTemplate(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    guard mayHaveTemplate(bytes, start) else { return false }
    for part in templateParts where !part.fits(part.word(of: bytes, start)) { return false }
    return true
  }

  /// Whether the template can be looked for at `start`. A line that ends sooner has a line feed where the
  /// template has none.
  @inline(__always)
  private func mayHaveTemplate(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    !hasNames && !templateParts.isEmpty && start + template.count <= bytes.count
  }

  /// As above, in one line after the other. The words that did so in the lines before are known: of a
  /// time, all but the last are the same in thousands of lines.
  @inline(__always)
  private func hasTemplate(
    _ bytes: Span<UInt8>, _ start: Int, _ parts: inout MutableSpan<TemplatePart>
  ) -> Bool {
    guard mayHaveTemplate(bytes, start) else { return false }
    for index in parts.indices {
      let word = parts[index].word(of: bytes, start)
      // Nothing is known yet where there is 0, which is no word of a prefix.
      if word == parts[index].known, word != 0 { continue }
      guard parts[index].fits(word) else { return false }
      parts[index].known = word
    }
    return true
  }

  @inline(__always)
  private func endOfTemplate(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let end = start + template.count
    return canBeHeader && bytes.headerStart(from: start, to: end) != nil ? nil : end
  }

  private func endByShape(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var cursor = start
    var index = 0
    while index < tokens.count {
      if cursor >= end || bytes[cursor] == 13 {
        // White space at the end of a line is often lost: then the rest of the prefix is just that.
        return index > 0 && isBlank(from: index) ? cursor : nil
      }
      switch tokens[index] {
      case .word:
        guard bytes[cursor].isWord else { return nil }
        while cursor < end, bytes[cursor].isWord || hasNames && bytes[cursor].isNamePart {
          cursor += 1
        }
      case .spaces:
        guard bytes[cursor] == UInt8(ascii: " ") else { return nil }
        while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
      case .literal(let byte):
        guard bytes[cursor] == byte else { return nil }
        cursor += 1
      }
      index += 1
    }
    // Where the end of a line was lost, the word of a header can look like one of the prefix.
    guard bytes.firstIndex(of: "goroutine ", from: start, before: cursor) >= cursor else {
      return nil
    }
    return cursor
  }

  /// The words of the prefix that stands in `start ..< end`, in order.
  func words(in bytes: Span<UInt8>, from start: Int, to end: Int) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var cursor = start
    for token in tokens {
      switch token {
      case .word:
        let first = cursor
        while cursor < end, bytes[cursor].isWord || hasNames && bytes[cursor].isNamePart {
          cursor += 1
        }
        words.append(first..<cursor)
      case .spaces:
        while cursor < end, bytes[cursor] == UInt8(ascii: " ") { cursor += 1 }
      case .literal: cursor += 1
      }
    }
    return words
  }

  /// Whether a word of nine letters and a blank are part of the shape.
  private static func canSpellGoroutine(_ template: [UInt8]) -> Bool {
    template.indices.contains { end in
      end >= 9 && template[end] == UInt8(ascii: " ")
        && template[(end - 9)..<end].allSatisfy { $0 == 0 } && (end == 9 || template[end - 10] != 0)
    }
  }

  private func isBlank(from first: Int) -> Bool {
    tokens[first...].allSatisfy { token in
      switch token {
      case .word: false
      case .spaces: true
      case .literal(let byte): byte <= UInt8(ascii: " ")
      }
    }
  }

  /// Takes the prefix off every line that has it.
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins) {
    // No more than all of it is written: with the room made first, whatever stands there, a line is
    // copied in a third of the time that appending it takes.
    if text.count < bytes.count { text.append(bytes, from: text.count, to: bytes.count) }
    let length = unwrap(bytes, into: text.mutableSpan, &origins)
    text.removeLast(text.count - length)
  }

  /// As above, into a text that is no shorter; how much of it was written.
  private func unwrap(
    _ bytes: Span<UInt8>, into text: consuming MutableSpan<UInt8>, _ origins: inout PieceOrigins
  ) -> Int {
    var templateParts = templateParts
    var parts = templateParts.mutableSpan
    var length = 0
    var cursor = 0
    while cursor < bytes.count {
      let isPlain = hasTemplate(bytes, cursor, &parts)
      let lineEnd = bytes.firstIndex(
        of: UInt8(ascii: "\n"), from: isPlain ? cursor + template.count : cursor)
      let next = Swift.min(lineEnd + 1, bytes.count)
      let start =
        isPlain
        ? endOfTemplate(in: bytes, from: cursor)
        : endByShape(in: bytes, from: cursor, to: lineEnd)
      let goesOn =
        marksPartialLines && start.map { bytes.has(" P ", at: $0 - 3) } ?? false
      origins.note(cursor, at: length)
      length = bytes.copy(
        from: start ?? cursor, to: goesOn ? lineEnd : next, into: &text, at: length)
      cursor = next
    }
    return length
  }
}

extension UInt8 {
  /// Whether the byte stands inside the names of containers, pods, hosts and files.
  @inline(__always)
  fileprivate var isNamePart: Bool {
    self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "/")
      || self == UInt8(ascii: ":")
  }

  /// Whether the byte belongs to a word of a prefix: a letter, a digit, `_`, or part of a character
  /// outside ASCII.
  @inline(__always)
  var isWord: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10
      || self == UInt8(ascii: "_") || self >= 0x80
  }
}

/// Eight bytes of a prefix's template, which are looked at together: three times as fast as one by one.
private struct TemplatePart: Sendable {
  /// Where in the prefix.
  var offset: Int
  /// All bits of the bytes that do not vary.
  var mask: UInt64
  /// Those bytes.
  var value: UInt64
  /// What stood there in a line before that had the template; 0 where no line had it yet.
  var known: UInt64 = 0

  /// The parts of a template, of which the last two may overlap; none where it is too short.
  static func parts(of template: [UInt8]) -> [TemplatePart] {
    guard template.count >= 8 else { return [] }
    let offsets = stride(from: 0, to: template.count - 8, by: 8) + [template.count - 8]
    return offsets.map { offset in
      var part = TemplatePart(offset: offset, mask: 0, value: 0)
      for (index, byte) in template[offset..<offset + 8].enumerated() where byte != 0 {
        part.mask |= 0xff << UInt64(index * 8)
        part.value |= UInt64(byte) << UInt64(index * 8)
      }
      return part
    }
  }

  /// The eight bytes of the line at `start` that stand at the part's place.
  @inline(__always)
  func word(of bytes: Span<UInt8>, _ start: Int) -> UInt64 {
    UInt64(littleEndian: bytes.word(at: start &+ offset))
  }

  /// Whether these eight bytes of a line have the template's, and bytes of words where it has others.
  @inline(__always)
  func fits(_ word: UInt64) -> Bool {
    word & mask == value && (word.wordBytes | mask) & UInt64.highBits == UInt64.highBits
  }
}

extension UInt64 {
  /// The highest bit of each byte.
  fileprivate static let highBits: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The highest bit of each byte that belongs to a word, see ``Swift/UInt8/isWord``.
  @inline(__always)
  fileprivate var wordBytes: UInt64 {
    let low = self & ~Self.highBits
    return self & Self.highBits
      | (low | Self.ones &* 0x20).bytes(from: UInt8(ascii: "a"), to: UInt8(ascii: "z"))
      | low.bytes(from: UInt8(ascii: "0"), to: UInt8(ascii: "9"))
      | low.bytes(from: UInt8(ascii: "_"), to: UInt8(ascii: "_"))
  }

  /// The highest bit of each byte that lies in a range; all bytes are of ASCII.
  @inline(__always)
  private func bytes(from first: UInt8, to last: UInt8) -> UInt64 {
    // No sum of two bytes reaches the next one.
    let atLeast = self &+ Self.ones &* UInt64(0x80 - first)
    let above = self &+ Self.ones &* UInt64(0x7f - last)
    return atLeast & ~above & Self.highBits
  }
}
