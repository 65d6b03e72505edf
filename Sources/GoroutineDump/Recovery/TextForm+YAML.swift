/// The scalars of YAML: plain, in single or double quotes, folded over lines, as blocks.
extension TextForm {
  static let yaml = TextForm { text in
    guard text.has(": ") else { return [] }
    var fields = FieldReadings()
    let lines = text.lines
    var index = 0
    while index < lines.count {
      guard let entry = Entry(lines[index]) else {
        index += 1
        continue
      }
      var parts = [lines[index][entry.value...]]
      var next = index + 1
      // A scalar goes on in lines that are indented further, or empty ones.
      while next < lines.count {
        let line = lines[next]
        let indent = line.prefix { $0 == 32 }.count
        guard line.isBlank || indent > entry.indent else { break }
        if !entry.isOpen(parts), !entry.isBlock, !entry.isPlain { break }
        if entry.isPlain, Entry(line) != nil { break }
        parts.append(line)
        next += 1
      }
      if let value = entry.scalar(parts) { fields.add(value, to: entry.key) }
      index = next
    }
    return fields.readings("YAML")
  }

  /// `  - key: value`
  private struct Entry {
    let key: String
    let indent: Int
    /// Where the value starts.
    let value: Int
    private let style: UInt8

    init?(_ line: ArraySlice<UInt8>) {
      var start = line.startIndex
      while start < line.endIndex, line[start] == 32 { start += 1 }
      indent = start - line.startIndex
      while line[start...].hasPrefix("- ") {
        start += 2
        while start < line.endIndex, line[start] == 32 { start += 1 }
      }
      guard start < line.endIndex, let colon = line[start...].position(of: ": "),
        colon > start, colon - start < 128,
        line[start..<colon].allSatisfy({ $0.isWord || "-./\"'@".utf8.contains($0) })
      else { return nil }
      key = String(decoding: line[start..<colon], as: UTF8.self)
      var value = colon + 2
      while value < line.endIndex, line[value] == 32 { value += 1 }
      self.value = value
      style = value < line.endIndex ? line[value] : 0
    }

    var isBlock: Bool { style == UInt8(ascii: "|") || style == UInt8(ascii: ">") }
    private var isQuoted: Bool { style == UInt8(ascii: "'") || style == UInt8(ascii: "\"") }
    var isPlain: Bool { !isBlock && !isQuoted }

    /// Whether the quote of the first part is not closed in what follows so far.
    func isOpen(_ parts: [ArraySlice<UInt8>]) -> Bool {
      guard isQuoted else { return false }
      var isOpen = false
      var skips = false
      for part in parts {
        for byte in part {
          if skips {
            skips = false
          } else if byte == UInt8(ascii: "\\"), style == UInt8(ascii: "\"") {
            skips = true
          } else if byte == style {
            isOpen.toggle()
          }
        }
        skips = false
      }
      return isOpen
    }

    func scalar(_ parts: [ArraySlice<UInt8>]) -> [UInt8]? {
      if isBlock { return block(parts) }
      var text: [UInt8] = []
      var feeds = 0
      for (index, part) in parts.enumerated() {
        var line = part
        if index > 0 { line = line.drop { $0 == 32 } }
        if line.isEmpty {
          feeds += 1
          continue
        }
        if index > 0 {
          if text.last == UInt8(ascii: "\\"), style == UInt8(ascii: "\"") {
            text.removeLast()
          } else if feeds > 0 {
            text += Array(repeating: 10, count: feeds)
          } else {
            text.append(32)
          }
        }
        feeds = 0
        text += line
      }
      while text.last == 32 || text.last == 13 { text.removeLast() }
      guard isQuoted, text.count > 1 else { return isQuoted ? nil : text }
      if style == UInt8(ascii: "'") {
        return Self.withoutDoubledQuotes(text.dropFirst().dropLast())
      }
      var value: [UInt8] = []
      _ = text.span.unescape(from: 1, to: text.count, quote: style, into: &value)
      return value
    }

    private func block(_ parts: [ArraySlice<UInt8>]) -> [UInt8] {
      let lines = parts.dropFirst()
      let indent = lines.first { !$0.isBlank }?.prefix { $0 == 32 }.count ?? 0
      return Array(joining: lines.map { $0.dropFirst(Swift.min(indent, $0.count)) })
    }

    private static func withoutDoubledQuotes(_ text: ArraySlice<UInt8>) -> [UInt8] {
      var value: [UInt8] = []
      var wasQuote = false
      for byte in text {
        if byte == UInt8(ascii: "'"), wasQuote {
          wasQuote = false
          continue
        }
        wasQuote = byte == UInt8(ascii: "'")
        value.append(byte)
      }
      return value
    }
  }
}
