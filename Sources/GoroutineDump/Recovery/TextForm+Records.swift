/// JSON of any shape, wherever in the text it begins: arrays of lines, of pairs, of records, one record a
/// line, a record in the string of another. Maps as Ruby prints them are read as well.
extension TextForm {
  static let records = TextForm { text in
    guard text.contains(UInt8(ascii: "\"")) else { return [] }
    var reader = RecordReader(text)
    reader.read()
    return reader.fields.readings("JSON", isOpen: reader.isOpen)
  }
}

/// Pulls the strings out of JSON values, each with the path of its keys.
private struct RecordReader {
  private let bytes: [UInt8]
  private var cursor = 0
  /// What is left to do: text that begins like JSON again and again and is none must not take the square
  /// of its length.
  private var work: Int
  private var path: [String] = []
  var fields = FieldReadings()
  /// A string had no end.
  private(set) var isOpen = false
  private static let deepest = 64

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    work = bytes.count * 8 + 4096
  }

  mutating func read() {
    while cursor < bytes.count, work > 0 {
      guard bytes[cursor] == UInt8(ascii: "{") || bytes[cursor] == UInt8(ascii: "[") else {
        cursor += 1
        continue
      }
      let start = cursor
      var pending: [(field: String, value: [UInt8])] = []
      path = []
      if value(0, &pending) || isOpen, !pending.isEmpty {
        for entry in pending { fields.add(entry.value, to: entry.field) }
      } else {
        cursor = start + 1
      }
    }
  }

  /// Reads the value at the cursor; false where none stands there.
  private mutating func value(
    _ depth: Int, _ found: inout [(field: String, value: [UInt8])]
  ) -> Bool {
    skipBlanks()
    guard cursor < bytes.count, depth < Self.deepest, work > 0 else { return false }
    switch bytes[cursor] {
    case UInt8(ascii: "{"): return object(depth, &found)
    case UInt8(ascii: "["): return array(depth, &found)
    case UInt8(ascii: "\""):
      guard let text = string() else { return false }
      found.append((path.joined(separator: "."), text))
      return true
    default: return scalar()
    }
  }

  private mutating func object(
    _ depth: Int, _ found: inout [(field: String, value: [UInt8])]
  ) -> Bool {
    cursor += 1
    skipBlanks()
    if take("}") { return true }
    let first = found.count
    while true {
      skipBlanks()
      guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: "\""), let key = string() else {
        return false
      }
      skipBlanks()
      guard take(":") || take("=") && take(">") else { return false }
      path.append(String(decoding: key.prefix(100), as: UTF8.self))
      let isRead = value(depth + 1, &found)
      path.removeLast()
      guard isRead else { return false }
      skipBlanks()
      if take("}") {
        nameField(from: first, &found)
        return true
      }
      guard take(",") else { return false }
    }
  }

  /// An object that has the name of a field in one string and its value in another,
  /// `{"field": "@message", "value": "…"}`, stands for that field.
  private func nameField(from first: Int, _ found: inout [(field: String, value: [UInt8])]) {
    guard found.count == first + 2 else { return }
    let own = path.isEmpty ? "" : path.joined(separator: ".") + "."
    guard ["field", "name", "key"].contains(where: { found[first].field == own + $0 }),
      found[first + 1].field == own + "value"
    else { return }
    found[first + 1].field = own + String(decoding: found[first].value.prefix(100), as: UTF8.self)
  }

  private mutating func array(
    _ depth: Int, _ found: inout [(field: String, value: [UInt8])]
  ) -> Bool {
    if let list = bytes.span.byteList(at: cursor) {
      cursor = list.end
      found.append((path.joined(separator: "."), list.bytes))
      return true
    }
    cursor += 1
    skipBlanks()
    if take("]") { return true }
    var index = 0
    let first = found.count
    // In pairs the place tells the time from the line, in lists it tells nothing.
    let name = path.joined(separator: ".")
    while true {
      path.append("*")
      let isRead = value(depth + 1, &found)
      path.removeLast()
      guard isRead else { return false }
      index += 1
      if index <= 8, found.count == first + index,
        found[found.count - 1].field == (name.isEmpty ? "*" : name + ".*")
      {
        found[found.count - 1].field += "#\(index)"
      }
      skipBlanks()
      if take("]") { break }
      guard take(",") else { return false }
    }
    // In a list its places tell nothing.
    if index > 3 || index == 1 || path.last != "*" {
      let own = (name.isEmpty ? "*" : name + ".*") + "#"
      for entry in first..<found.count where found[entry].field.hasPrefix(own) {
        let place = found[entry].field.dropFirst(own.count)
        if place.allSatisfy(\.isNumber) { found[entry].field = String(own.dropLast()) }
      }
    }
    return true
  }

  private mutating func string() -> [UInt8]? {
    var text: [UInt8] = []
    let start = cursor + 1
    let end = bytes.span.unescape(
      from: start, to: bytes.count, quote: UInt8(ascii: "\""), into: &text)
    work -= end - start
    let isClosed = end > start && bytes[end - 1] == UInt8(ascii: "\"")
    cursor = end
    if !isClosed { isOpen = true }
    return text
  }

  private mutating func scalar() -> Bool {
    let start = cursor
    while cursor < bytes.count, bytes[cursor].isWord || "+-.".utf8.contains(bytes[cursor]) {
      cursor += 1
    }
    work -= cursor - start
    guard cursor > start, cursor - start < 64 else { return false }
    let first = bytes[start]
    return first &- 0x30 < 10 || first == UInt8(ascii: "-")
      || ["true", "false", "null", "nil"].contains(
        String(decoding: bytes[start..<cursor], as: UTF8.self))
  }

  private mutating func skipBlanks() {
    while cursor < bytes.count, bytes[cursor] == 32 || bytes[cursor] &- 9 < 5 {
      cursor += 1
      work -= 1
    }
    work -= 1
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: character) else { return false }
    cursor += 1
    return true
  }
}
