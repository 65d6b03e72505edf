import PCRE2

/// What a query asks of a goroutine, and how the answers are joined.
indirect enum Condition: Sendable {
  /// Every one holds.
  case all([Condition])
  /// At least one holds.
  case any([Condition])
  case not(Condition)
  case text(TextField, TextTest)
  case number(NumberField, Relation, Int)
  case flag(FlagField)
  /// A frame of the stack has it as its function, as its path or as `path:line`.
  case frame(TextTest)
  /// A frame of the stack has it as an argument.
  case address(UInt64)

  /// The addresses that the condition asks for.
  var addresses: Set<UInt64> {
    switch self {
    case .all(let parts), .any(let parts):
      parts.reduce(into: []) { $0.formUnion($1.addresses) }
    case .not(let part): part.addresses
    case .address(let address): [address]
    case .text, .number, .flag, .frame: []
    }
  }

  /// Whether the answer depends on how long a goroutine has been waiting.
  var asksForWait: Bool {
    switch self {
    case .all(let parts), .any(let parts): parts.contains(where: \.asksForWait)
    case .not(let part): part.asksForWait
    case .number(let field, _, _): field == .wait
    case .text, .flag, .frame, .address: false
    }
  }
}

/// A text of a goroutine, by the name that JSON has for it.
enum TextField: Sendable, Hashable {
  case state, stateSource, package, handler, fingerprint
  case place(FramePart, PlacePart)
  case label(String)
}

/// A frame of a stack that has a name.
enum FramePart: String, Sendable, CaseIterable {
  case top, site, entry, createdBy
}

/// A text of a frame.
enum PlacePart: String, Sendable, CaseIterable {
  case function, file
}

/// A number of a goroutine or of its group.
enum NumberField: Sendable, Hashable {
  /// In minutes.
  case wait
  /// The goroutines of the group.
  case count
  /// The goroutine's id.
  case goroutine
  /// The id of the goroutine that created it.
  case creator
  case line(FramePart)
}

/// What is true or false of a goroutine.
enum FlagField: String, Sendable, CaseIterable {
  case leaked, lockedToThread
}

/// What a text is compared with.
enum TextTest: Sendable {
  case equals(String)
  /// Found anywhere in the text.
  case matches(Pattern)
}

/// How two numbers are compared.
enum Relation: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case less = "<"
  case greater = ">"

  func holds(_ left: Int, _ right: Int) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

/// An answer in the logic of SQL and of Kleene: unknown where the dump does not say, so that neither
/// a condition nor its contrary shows a goroutine.
enum Answer: Sendable {
  case yes, no, unknown

  init(_ truth: Bool?) { self = truth.map { $0 ? .yes : .no } ?? .unknown }

  var opposite: Answer {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }
}
