extension Label {
  /// The labels between the braces of a header or of a `# labels:` line, sorted by key.
  ///
  /// Keys and values are bare (Go 1.27: `handler: /query`) or quoted as Go's `%q` quotes; `: ` or
  /// `:` stands between them, `, ` between pairs.
  static func parse(_ text: String) -> [Label] {
    var rest = Substring(text)
    var labels: [Label] = []
    while !rest.isEmpty {
      let key = word(&rest, until: ":")
      if rest.first == ":" { rest.removeFirst() }
      if rest.first == " " { rest.removeFirst() }
      let value = word(&rest, until: ",")
      labels.append(Label(key: key, value: value))
      while let next = rest.first, next == "," || next == " " { rest.removeFirst() }
    }
    return labels.sorted()
  }

  private static func word(_ rest: inout Substring, until end: Character) -> String {
    guard rest.first == "\"" else {
      let word = rest.prefix { $0 != end }
      rest = rest[word.endIndex...]
      return String(word)
    }
    return unquoted(&rest)
  }

  /// The Go string that `rest` begins with, which is taken off.
  private static func unquoted(_ rest: inout Substring) -> String {
    rest.removeFirst()
    var bytes: [UInt8] = []
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\", let escape = rest.popFirst() else {
        bytes.append(contentsOf: character.utf8)
        continue
      }
      switch escape {
      case "n": bytes.append(10)
      case "t": bytes.append(9)
      case "r": bytes.append(13)
      case "a": bytes.append(7)
      case "b": bytes.append(8)
      case "f": bytes.append(12)
      case "v": bytes.append(11)
      case "x": bytes.append(UInt8(number(&rest, digits: 2) & 0xff))
      case "u": bytes.append(contentsOf: scalar(number(&rest, digits: 4)))
      case "U": bytes.append(contentsOf: scalar(number(&rest, digits: 8)))
      default: bytes.append(contentsOf: escape.utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func number(_ rest: inout Substring, digits: Int) -> UInt32 {
    let word = rest.prefix(digits)
    rest = rest[word.endIndex...]
    return UInt32(word, radix: 16) ?? 0xfffd
  }

  private static func scalar(_ value: UInt32) -> [UInt8] {
    Array(String(Character(Unicode.Scalar(value) ?? "\u{fffd}")).utf8)
  }
}
