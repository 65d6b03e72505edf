import PCRE2

/// Understands a query: `not` binds more than `and`, `and` more than `or`.
struct QueryParser {
  private let text: String
  private let tokens: [QueryToken]
  private var position = 0
  /// Deeper parentheses are nobody's question, and would run out of stack.
  private static let deepest = 100
  private var depth = 0

  init(_ text: String) throws(QueryError) {
    self.text = text
    tokens = try QueryLexer.tokens(of: text)
  }

  private var token: QueryToken { tokens[position] }

  mutating func parse() throws(QueryError) -> Condition {
    if token.kind == .end { throw error(token, "the expression is empty") }
    let condition = try disjunction()
    guard token.kind == .end else {
      throw error(token, "expected 'and', 'or' or the end, found \(token.description)")
    }
    return condition
  }

  private mutating func disjunction() throws(QueryError) -> Condition {
    var parts = [try conjunction()]
    while takes("or", "||") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(QueryError) -> Condition {
    var parts = [try negation()]
    while takes("and", "&&") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(QueryError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw error(token, "more than \(Self.deepest) levels of 'not' and parentheses")
    }
    if takes("not", "!") { return .not(try negation()) }
    let open = token
    guard takes("(") else { return try question() }
    let condition = try disjunction()
    guard takes(")") else {
      if token.kind == .end { throw error(open, "unclosed '('") }
      throw error(token, "expected 'and', 'or' or ')', found \(token.description)")
    }
    return condition
  }

  private mutating func question() throws(QueryError) -> Condition {
    let token = token
    guard case .name(let name) = token.kind else {
      throw error(token, "expected a field, found \(token.description)")
    }
    position += 1
    if name == "any" { return .frame(.matches(try pattern(try argument(of: name)))) }
    if name == "address" { return .address(try address()) }
    if let flag = FlagField(rawValue: name) { return try condition(on: flag) }
    if let field = NumberField(name: name) {
      return try comparison(of: field, name, inMinutes: name == "waitMinutes")
    }
    if let field = try textField(name, token) { return try comparison(of: field, name) }
    let meant = Self.synonyms[name] ?? Nearest.match(name, in: Self.names)
    let nearest = meant.map { "; did you mean '\($0)'?" }
    throw error(
      token, "unknown field '\(name)'" + (nearest ?? "; fields are \(Self.list)"))
  }

  // MARK: Texts

  private mutating func textField(
    _ name: String, _ token: QueryToken
  ) throws(QueryError) -> TextField? {
    if name == "labels", takes("[") {
      let key = self.token
      guard case .string(let text) = key.kind else {
        throw error(key, "expected the key of a label in quotes, found \(key.description)")
      }
      position += 1
      guard takes("]") else {
        throw error(self.token, "expected ']', found \(self.token.description)")
      }
      return .label(text)
    }
    return TextField(name: name)
  }

  private mutating func comparison(
    of field: TextField, _ name: String
  ) throws(QueryError) -> Condition {
    let sign = token
    let signs = ["==", "!=", "=~", "!~"]
    guard case .sign(let text) = sign.kind, signs.contains(text) else {
      let isOrder = Relation.allCases.contains { sign.kind == .sign($0.rawValue) }
      throw error(
        sign,
        isOrder
          ? "'\(name)' is a text; compare it with ==, !=, =~ or !~"
          : "expected ==, !=, =~ or !~ after '\(name)', found \(sign.description)")
    }
    position += 1
    let literal = token
    guard case .string(let value) = literal.kind else {
      throw error(
        literal, "'\(name)' is a text; expected a string in quotes, found \(literal.description)")
    }
    position += 1
    switch text {
    case "==": return .text(field, .equals(value))
    case "!=": return .not(.text(field, .equals(value)))
    case "=~": return .text(field, .matches(try pattern(literal)))
    default: return .not(.text(field, .matches(try pattern(literal))))
    }
  }

  private func pattern(_ literal: QueryToken) throws(QueryError) -> Pattern {
    guard case .string(let source) = literal.kind else {
      throw error(literal, "expected a pattern in quotes, found \(literal.description)")
    }
    do throws(PatternError) {
      return try Pattern(source)
    } catch {
      guard case .invalid(_, let offset, let message) = error else {
        throw QueryError(text, literal.range, "\(error)")
      }
      // PCRE2 counts bytes.
      let before = String(decoding: source.utf8.prefix(offset), as: UTF8.self).count
      let place = literal.range.lowerBound + 1 + before
      throw QueryError(text, place..<place + 1, "invalid pattern: \(message)")
    }
  }

  // MARK: Numbers

  private mutating func comparison(
    of field: NumberField, _ name: String, inMinutes: Bool
  ) throws(QueryError) -> Condition {
    let sign = token
    guard case .sign(let text) = sign.kind, let comparison = Relation(rawValue: text) else {
      throw error(
        sign, "expected ==, !=, <, <=, > or >= after '\(name)', found \(sign.description)")
    }
    position += 1
    let literal = token
    position += 1
    switch literal.kind {
    case .duration(let minutes) where field == .wait: return .number(field, comparison, minutes)
    case .duration:
      throw error(literal, "'\(name)' is a number; expected a number without a unit")
    case .number(let number) where field == .wait && !inMinutes:
      throw error(
        literal, "a time needs a unit: write \(number)m, \(number)h or \(number)d")
    case .number(let number): return .number(field, comparison, Int(clamping: number))
    default:
      let what = field == .wait && !inMinutes ? "a time such as 10m" : "a number"
      throw error(literal, "'\(name)' needs \(what); found \(literal.description)")
    }
  }

  // MARK: Flags and calls

  private mutating func condition(on flag: FlagField) throws(QueryError) -> Condition {
    guard takes("==") else {
      return takes("!=") ? .not(try truth(of: flag)) : .flag(flag)
    }
    return try truth(of: flag)
  }

  private mutating func truth(of flag: FlagField) throws(QueryError) -> Condition {
    if takes("true") { return .flag(flag) }
    if takes("false") { return .not(.flag(flag)) }
    throw error(token, "expected true or false, found \(token.description)")
  }

  /// What stands in the parentheses behind a name.
  private mutating func argument(of name: String) throws(QueryError) -> QueryToken {
    guard takes("(") else { throw error(token, "expected '(' after '\(name)'") }
    let argument = token
    if argument.kind != .end { position += 1 }
    guard takes(")") else {
      throw error(token, "expected ')', found \(token.description)")
    }
    return argument
  }

  private mutating func address() throws(QueryError) -> UInt64 {
    let argument = try argument(of: "address")
    guard case .number(let address) = argument.kind else {
      throw error(
        argument, "expected an address such as 0xc000123456, found \(argument.description)")
    }
    return address
  }

  // MARK: Tokens

  private mutating func takes(_ words: String...) -> Bool {
    for word in words where token.kind == .name(word) || token.kind == .sign(word) {
      position += 1
      return true
    }
    return false
  }

  private func error(_ token: QueryToken, _ message: String) -> QueryError {
    QueryError(text, token.range, message)
  }

  /// What people write who mean a field with a longer name.
  private static let synonyms = [
    "function": "site.function", "file": "site.file", "line": "site.line", "creator": "createdBy",
    "age": "wait", "id": "goroutine", "label": "labels.KEY", "frame": "any",
  ]

  /// The names of all fields, as an error lists them.
  static let names: [String] = {
    let places = FramePart.allCases.map(\.rawValue)
    return ["state", "wait", "waitMinutes", "count"] + places
      + places.flatMap { place in ["function", "file", "line"].map { "\(place).\($0)" } }
      + ["createdBy.goroutine", "package", "handler", "labels.KEY", "goroutine", "fingerprint"]
      + ["stateSource"] + FlagField.allCases.map(\.rawValue) + ["any", "address"]
  }()

  private static let list =
    names.filter { !$0.contains(".") || $0 == "labels.KEY" }.joined(separator: ", ")
}

extension TextField {
  init?(name: String) {
    switch name {
    case "state": self = .state
    case "stateSource": self = .stateSource
    case "package": self = .package
    case "handler": self = .handler
    case "fingerprint": self = .fingerprint
    default:
      let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0] == "labels", !parts[1].isEmpty {
        self = .label(String(parts[1]))
      } else if let place = FramePart(rawValue: String(parts[0])),
        let part = parts.count == 1 ? .function : PlacePart(rawValue: String(parts[1]))
      {
        self = .place(place, part)
      } else {
        return nil
      }
    }
  }
}

extension NumberField {
  init?(name: String) {
    switch name {
    case "wait", "waitMinutes": self = .wait
    case "count": self = .count
    case "goroutine": self = .goroutine
    case "createdBy.goroutine": self = .creator
    default:
      guard name.hasSuffix(".line"), let place = FramePart(rawValue: String(name.dropLast(5)))
      else { return nil }
      self = .line(place)
    }
  }
}
