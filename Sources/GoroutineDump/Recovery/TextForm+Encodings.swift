import Gzip

/// Other ways to write the same bytes: base64, quoted-printable, numbers, chunks of HTTP.
extension TextForm {
  /// `=09`, `=3D`, and `=` at the end of a line that goes on.
  static let quotedPrintable = TextForm("quoted-printable") { text in
    guard text.has("=\n") || text.has("=\r\n") || text.has("=09") || text.has("=3D") else {
      return nil
    }
    return text.rewritten(at: UInt8(ascii: "=")) { index, changed in
      if text.span.has("=\n", at: index) { return index + 2 }
      if text.span.has("=\r\n", at: index) { return index + 3 }
      guard index + 2 < text.count, let high = text[index + 1].hexDigit,
        let low = text[index + 2].hexDigit
      else { return nil }
      changed.append(high << 4 | low)
      return index + 3
    }
  }

  /// `\011` and `\012`: a backslash and the character's number.
  static let octal = TextForm("octal escapes") { text in
    guard text.has("\\012") else { return nil }
    return text.rewritten(at: UInt8(ascii: "\\")) { index, changed in
      guard index + 3 < text.count, text[index + 1] &- 0x30 < 4, text[index + 2] &- 0x30 < 8,
        text[index + 3] &- 0x30 < 8
      else { return nil }
      changed.append(
        (text[index + 1] &- 0x30) << 6 | (text[index + 2] &- 0x30) << 3 | text[index + 3] &- 0x30)
      return index + 4
    }
  }

  /// `%0A`, `%20`: a text as it stands in a URL or a form, where `+` may be a blank.
  static let percentEncoding = TextForm("percent-encoding") { text in
    guard text.has("%0A") || text.has("%0a") else { return nil }
    let plain =
      text.has("%20")
      ? text
      : text.rewritten(at: UInt8(ascii: "+")) { index, changed in
        changed.append(32)
        return index + 1
      }
    return plain.rewritten(at: UInt8(ascii: "%")) { index, changed in
      guard index + 2 < plain.count, let high = plain[index + 1].hexDigit,
        let low = plain[index + 2].hexDigit
      else { return nil }
      changed.append(high << 4 | low)
      return index + 3
    }
  }

  /// Runs of base64, over several lines or within one, which are texts or gzip: what they decode to.
  static let base64 = TextForm { text in
    var readings: [Reading] = []
    var changed: [UInt8] = []
    var decoded = 0
    var index = 0
    while index < text.count {
      guard text[index].base64Value != nil else {
        changed.append(text[index])
        index += 1
        continue
      }
      var end = index
      var run: [UInt8] = []
      while end < text.count {
        if text[end].base64Value != nil || text[end] == UInt8(ascii: "=") {
          run.append(text[end])
        } else if text[end] != 10 && text[end] != 13 || run.count < 40 {
          break
        }
        end += 1
      }
      let bytes = run.count >= 48 ? Base64.decode(run) : nil
      if let bytes, bytes.isText {
        if changed.last != 10 { changed.append(10) }
        changed += bytes
        changed.append(10)
        decoded += 1
      } else {
        if let bytes, GzipDecoder.isGzip(bytes.span) {
          readings.append(Reading(name: "base64", text: bytes))
        }
        changed += text[index..<end]
      }
      index = end
    }
    if decoded > 0 { readings.append(Reading(name: "base64", text: changed)) }
    return readings
  }

  /// `[103 111 114 …]`: the bytes of a text as Go prints a slice of them, or as JSON has them.
  static let byteList = TextForm("list of bytes") { text in
    var decoded = 0
    let changed = text.rewritten(at: UInt8(ascii: "[")) { index, changed in
      guard let list = text.span.byteList(at: index) else { return nil }
      if changed.last != 10 { changed.append(10) }
      changed += list.bytes
      changed.append(10)
      decoded += 1
      return list.end
    }
    return decoded > 0 ? changed : nil
  }

  /// The body of an answer of HTTP in chunks, each below a line with its size.
  static let httpChunks = TextForm("HTTP chunks") { text in
    let bytes = text.span
    var changed: [UInt8] = []
    var chunks = 0
    var cursor = 0
    while cursor < text.count {
      let lineEnd = bytes.firstIndex(of: 10, from: cursor)
      if let size = bytes.chunkSize(from: cursor, to: lineEnd), lineEnd + 1 + size <= text.count,
        size == 0 || chunks == 0 || lineEnd + 1 + size == text.count
          || bytes.has("\r", at: lineEnd + 1 + size) || bytes.has("\n", at: lineEnd + 1 + size)
      {
        chunks += 1
        cursor = lineEnd + 1 + size
        if size == 0 { break }
        changed += text[(lineEnd + 1)..<cursor]
        if bytes.has("\r", at: cursor) { cursor += 1 }
        if bytes.has("\n", at: cursor) { cursor += 1 }
      } else {
        changed += text[cursor..<Swift.min(lineEnd + 1, text.count)]
        cursor = lineEnd + 1
      }
    }
    return chunks > 1 ? changed : nil
  }
}

/// Base64, with either alphabet, with or without its padding.
enum Base64 {
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var value: UInt32 = 0
    var bits = 0
    for byte in text {
      if byte == UInt8(ascii: "=") { continue }
      guard let digit = byte.base64Value else { return nil }
      value = value << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
      }
    }
    return bytes
  }
}

extension UInt8 {
  var base64Value: UInt8? {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): self - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}

extension Array where Element == UInt8 {
  /// Whether these are bytes of a text: of the first, none is a control character that no text has.
  var isText: Bool {
    !isEmpty && prefix(512).allSatisfy { $0 >= 32 || $0 &- 9 < 5 || $0 == 27 } && contains(10)
  }
}

extension Span where Element == UInt8 {
  /// The bytes of a list of numbers that starts at `start`, eight at least, and where it ends.
  func byteList(at start: Int) -> (bytes: [UInt8], end: Int)? {
    var cursor = start + 1
    var bytes: [UInt8] = []
    while cursor < count {
      while cursor < count, self[cursor] <= 32 || self[cursor] == 44 {
        cursor += 1
      }
      if cursor < count, self[cursor] == UInt8(ascii: "]") {
        return bytes.count >= 8 ? (bytes, cursor + 1) : nil
      }
      guard let number = decimal(&cursor), number < 256 else { return nil }
      bytes.append(UInt8(number))
    }
    return nil
  }

  /// The size that a line of a chunked body states: hexadecimal digits and no more.
  fileprivate func chunkSize(from start: Int, to lineEnd: Int) -> Int? {
    guard lineEnd > start, lineEnd - start <= 10 else { return nil }
    var size = 0
    var cursor = start
    while cursor < lineEnd, let digit = self[cursor].hexDigit {
      size = size << 4 | Int(digit)
      cursor += 1
    }
    guard cursor > start, cursor == lineEnd || self[cursor] == 13 && cursor + 1 == lineEnd else {
      return nil
    }
    return size
  }
}
