/// JSON without a space, of few forms, into memory.
struct CompactJSON {
  private(set) var bytes: [UInt8] = []

  mutating func begin() { bytes.append(UInt8(ascii: "{")) }
  mutating func end() { bytes.append(UInt8(ascii: "}")) }

  mutating func member(_ name: String, _ number: Int) {
    key(name)
    append(number)
  }

  mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    list(texts) { json, text in JSONText.append(text, to: &json.bytes) }
  }

  mutating func member(_ name: String, _ numbers: [Int]) {
    key(name)
    list(numbers) { $0.append($1) }
  }

  mutating func member(_ name: String, _ lists: [[Int]]) {
    key(name)
    list(lists) { json, numbers in json.list(numbers) { $0.append($1) } }
  }

  private mutating func key(_ name: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    JSONText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func list<Element>(
    _ elements: [Element], _ append: (inout CompactJSON, Element) -> Void
  ) {
    bytes.append(UInt8(ascii: "["))
    for (place, element) in elements.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func append(_ number: Int) {
    if number >= 0, number < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      bytes.append(contentsOf: String(number).utf8)
    }
  }
}
