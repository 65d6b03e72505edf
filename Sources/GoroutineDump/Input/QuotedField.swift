/// A field of a record that holds a line of the dump: `"log":"…"` of JSON lines, `msg="…"` of logfmt.
///
/// The field is found by its name, wherever it stands in a record and however deep.
struct QuotedField: Sendable {
  /// The field's name up to and with the opening quote, as the records spell it.
  let opening: [UInt8]
  /// Values end with an escaped line feed of their own. One that does not goes on in the next
  /// record: container runtimes split at 16 KiB.
  let endsWithLineFeed: Bool

  /// The name for the report.
  var name: String { opening.first == UInt8(ascii: "\"") ? "JSON lines" : "logfmt" }

  /// The field whose value is opened by the quote at `quote`; nil where no name stands before it.
  init?(_ bytes: Span<UInt8>, quote: Int, lineStart: Int, endsWithLineFeed: Bool) {
    var name = quote
    while name > lineStart, bytes[name - 1] == UInt8(ascii: " ") { name -= 1 }
    guard name > lineStart else { return nil }
    let separator = bytes[name - 1]
    name -= 1
    if separator == UInt8(ascii: ":") {
      while name > lineStart, bytes[name - 1] == UInt8(ascii: " ") { name -= 1 }
      guard name - 1 > lineStart, bytes[name - 1] == UInt8(ascii: "\"") else { return nil }
      name = bytes.lastIndex(of: UInt8(ascii: "\""), from: lineStart, before: name - 1)
    } else if separator == UInt8(ascii: "=") {
      while name > lineStart, bytes[name - 1] > UInt8(ascii: " ") { name -= 1 }
    } else {
      return nil
    }
    guard name >= lineStart, quote - name < 200 else { return nil }
    var opening: [UInt8] = []
    opening.append(bytes, from: name, to: quote + 1)
    self.opening = opening
    self.endsWithLineFeed = endsWithLineFeed
  }

  /// Where the field's value starts in `start ..< end`, or nil.
  func value(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    var cursor = start
    while true {
      cursor = bytes.firstIndex(of: opening[0], from: cursor, before: end)
      guard cursor + opening.count <= end else { return nil }
      if bytes.matches(at: cursor, opening.span, at: 0, length: opening.count) {
        return cursor + opening.count
      }
      cursor += 1
    }
  }

  /// The field's value where logfmt leaves the quotes out, as it does for values without blanks.
  private func bareValue(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    guard opening.first != UInt8(ascii: "\"") else { return nil }
    let name = opening.count - 1
    var cursor = start
    while true {
      cursor = bytes.firstIndex(of: opening[0], from: cursor, before: end)
      guard cursor + name <= end else { return nil }
      if cursor == start || bytes[cursor - 1] == UInt8(ascii: " "),
        bytes.matches(at: cursor, opening.span, at: 0, length: name)
      {
        let value = cursor + name
        let blank = bytes.firstIndex(of: UInt8(ascii: " "), from: value, before: end)
        return value..<Swift.min(blank, end)
      }
      cursor += 1
    }
  }

  /// Replaces each record by its field's value. Records without the field are left out; lines that
  /// are no records stay.
  func unwrap(_ bytes: Span<UInt8>, into text: inout [UInt8], _ origins: inout PieceOrigins) {
    var cursor = 0
    var column = 0
    while cursor < bytes.count {
      let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      let next = Swift.min(lineEnd + 1, bytes.count)
      // Most records have the field where the one before had it.
      let guess = cursor + column
      let isThere =
        guess + opening.count <= lineEnd
        && bytes.matches(at: guess, opening.span, at: 0, length: opening.count)
      if var start = isThere
        ? guess + opening.count : value(in: bytes, from: cursor, to: lineEnd)
      {
        column = start - opening.count - cursor
        bytes.keepHeaders(from: cursor, to: start, in: &text, &origins)
        while true {
          origins.note(start, at: text.count)
          let end = bytes.unescape(from: start, to: lineEnd, quote: UInt8(ascii: "\""), into: &text)
          origins.leavesStringOpen = bytes.isStringOpen(from: start, to: end)
          if !endsWithLineFeed, end == start + 1 || text.last != UInt8(ascii: "\n") {
            text.append(UInt8(ascii: "\n"))
          }
          guard end < lineEnd, let another = value(in: bytes, from: end, to: lineEnd) else {
            bytes.keepHeaders(from: end, to: lineEnd, in: &text, &origins)
            break
          }
          bytes.keepHeaders(from: end, to: another, in: &text, &origins)
          start = another
        }
      } else if let bare = bareValue(in: bytes, from: cursor, to: lineEnd) {
        origins.note(bare.lowerBound, at: text.count)
        text.append(bytes, from: bare.lowerBound, to: bare.upperBound)
        text.append(UInt8(ascii: "\n"))
      } else if bytes.isRecord(from: cursor, to: lineEnd) {
        bytes.keepHeaders(from: cursor, to: lineEnd, in: &text, &origins)
      } else {
        if text.last != UInt8(ascii: "\n"), !text.isEmpty { text.append(UInt8(ascii: "\n")) }
        origins.note(cursor, at: text.count)
        text.append(bytes, from: cursor, to: next)
      }
      cursor = next
    }
  }
}

extension Span where Element == UInt8 {
  /// Appends a part of a record that is not the field's value, where goroutines stand in it: those of
  /// another field, such as an error's stack.
  fileprivate func keepHeaders(
    from start: Int, to end: Int, in text: inout [UInt8], _ origins: inout PieceOrigins
  ) {
    guard headerStart(from: start, to: end) != nil else { return }
    if text.last != UInt8(ascii: "\n"), !text.isEmpty { text.append(UInt8(ascii: "\n")) }
    origins.note(start, at: text.count)
    _ = unescape(from: start, to: end, quote: 0, into: &text)
    text.append(UInt8(ascii: "\n"))
  }

  /// Whether the string that was unescaped from `start` to `end` has no closing quote there.
  func isStringOpen(from start: Int, to end: Int) -> Bool {
    guard end > start, self[end - 1] == UInt8(ascii: "\"") else { return true }
    var backslash = end - 1
    while backslash > start, self[backslash - 1] == UInt8(ascii: "\\") { backslash -= 1 }
    return (end - 1 - backslash) % 2 == 1
  }

  /// Whether a line is (a part of) a record: it starts with a bracket or a quote, as JSON does.
  fileprivate func isRecord(from start: Int, to end: Int) -> Bool {
    let (low, high) = trimmed(from: start, to: end)
    guard low < high else { return false }
    switch self[low] {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "]"): return true
    case UInt8(ascii: "["): return low + 1 >= high || self[low + 1] == UInt8(ascii: "{")
    default: return has("time=", at: low) || has("ts=", at: low) || has("level=", at: low)
    }
  }
}
