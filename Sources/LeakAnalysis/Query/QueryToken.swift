/// A word, literal or sign of a query, and where it stands.
struct QueryToken {
  enum Kind: Equatable {
    /// `state`, `site.file`, `and`
    case name(String)
    /// The text between the quotes.
    case string(String)
    /// `42`, `0xc000123456`
    case number(UInt64)
    /// In minutes.
    case duration(Int)
    /// `==`, `(`, `&&`
    case sign(String)
    case end
  }

  var kind: Kind
  /// In characters of the query.
  var range: Range<Int>

  /// How an error calls it.
  var description: String {
    switch kind {
    case .name(let name): "'\(name)'"
    case .string: "a string"
    case .number: "a number"
    case .duration: "a time"
    case .sign(let sign): "'\(sign)'"
    case .end: "the end"
    }
  }
}

/// Takes a query apart.
struct QueryLexer {
  private let text: String
  private let characters: [Character]
  private var position = 0

  private static let signs = [
    "==", "!=", "=~", "!~", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]",
  ]

  init(_ text: String) {
    self.text = text
    characters = Array(text)
  }

  /// All of the tokens, an `end` last.
  static func tokens(of text: String) throws(QueryError) -> [QueryToken] {
    var lexer = QueryLexer(text)
    var tokens: [QueryToken] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(QueryError) -> QueryToken {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    guard position < characters.count else {
      return QueryToken(kind: .end, range: start..<start + 1)
    }
    let first = characters[position]
    let kind: QueryToken.Kind
    if first == "\"" || first == "'" {
      kind = .string(try string(quote: first))
    } else if first.isASCII, first.isNumber {
      kind = try number()
    } else if first.isLetter || first == "_" {
      kind = .name(word())
    } else if let sign = Self.signs.first(where: { has($0) }) {
      position += sign.count
      kind = .sign(sign)
    } else {
      let hint =
        first == "=" ? "; compare with '=='" : first == "~" ? "; match a pattern with '=~'" : ""
      throw QueryError(text, start..<start + 1, "unexpected '\(first)'" + hint)
    }
    return QueryToken(kind: kind, range: start..<position)
  }

  private func has(_ sign: String) -> Bool { characters[position...].starts(with: sign) }

  private mutating func word() -> String {
    let start = position
    while position < characters.count {
      let next = characters[position]
      guard next.isLetter || next.isNumber || next == "_" || next == "." else { break }
      position += 1
    }
    return String(characters[start..<position])
  }

  private mutating func string(quote: Character) throws(QueryError) -> String {
    let start = position
    position += 1
    var value = ""
    while position < characters.count, characters[position] != quote {
      // Patterns are full of backslashes: only one before the quote itself is taken out.
      if characters[position] == "\\", position + 1 < characters.count,
        characters[position + 1] == quote
      {
        position += 1
      }
      value.append(characters[position])
      position += 1
    }
    guard position < characters.count else {
      throw QueryError(text, start..<start + 1, "unterminated string")
    }
    position += 1
    return value
  }

  /// `42`, `0x2a`, `10m`, `1h30m`
  private mutating func number() throws(QueryError) -> QueryToken.Kind {
    let start = position
    let word = word()
    let range = start..<position
    if word.hasPrefix("0x") || word.hasPrefix("0X") {
      guard let value = UInt64(word.dropFirst(2), radix: 16) else {
        throw QueryError(text, range, "invalid hexadecimal number '\(word)'")
      }
      return .number(value)
    }
    if let value = UInt64(word) { return .number(value) }
    guard let minutes = WaitTime.minutes(word) else {
      throw QueryError(
        text, range, "invalid number or time '\(word)'; times are written as 10m, 1h30m or 2d")
    }
    return .duration(minutes)
  }
}

/// A time as people write it.
package enum WaitTime {
  /// The minutes of `10m`, `2h`, `1d` or `1h30m`; nil for any other text, a bare number among them.
  package static func minutes(_ text: some StringProtocol) -> Int? {
    let units: [Character: Int] = ["m": 1, "h": 60, "d": 1440]
    var total = 0
    var digits = ""
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      guard let unit = units[character], let number = Int(digits), number < 1_000_000 else {
        return nil
      }
      total += number * unit
      digits = ""
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }
}
