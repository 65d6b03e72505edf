import YAML

/// A value of a YAML file together with its place, so that whatever is wrong with it can be told.
package struct Value {
  /// The file, as it was named.
  package let file: String
  /// The keys that lead to it: `signatures[2].severity`.
  package let path: String
  private let node: Node

  /// The line, from 1.
  package var line: Int { node.line }

  /// An error about this value.
  package func error(_ message: String) -> ConfigurationError {
    ConfigurationError(file: file, line: line, key: path, message: message)
  }

  /// The root of a file's text.
  package init(yaml: String, file: String) throws(ConfigurationError) {
    guard let root = try Self.root(yaml: yaml, file: file) else {
      throw ConfigurationError(file: file, line: 0, key: "", message: "the file is empty")
    }
    self = root
  }

  /// The root of the keys before a page, which begin in the file's second line.
  init(frontMatter yaml: Substring, file: String) throws(ConfigurationError) {
    guard let root = try Self.root(yaml: yaml, file: file, lineOffset: 1) else {
      throw ConfigurationError(
        file: file, line: 1, key: "", message: "keys are expected between the lines `---`")
    }
    self = root
  }

  /// The root of a text that follows so many lines; nil where it holds nothing but comments.
  package static func root(
    yaml: some StringProtocol, file: String, lineOffset: Int = 0
  ) throws(ConfigurationError) -> Value? {
    do {
      return try Node.parse(Substring(yaml).utf8.span, lineOffset: lineOffset).map {
        Value(file: file, path: "", node: $0)
      }
    } catch {
      throw ConfigurationError(
        file: file, line: error.line, key: "", message: "this is not YAML: \(error.message)")
    }
  }

  private init(file: String, path: String, node: Node) {
    self.file = file
    self.path = path
    self.node = node
  }

  /// Whether nothing stands here: `key:`.
  package var isEmpty: Bool { node.isNull }

  /// The text of a scalar.
  package func text() throws(ConfigurationError) -> String {
    guard let scalar = node.scalar, !isEmpty else { throw error("a text is expected here") }
    return scalar
  }

  /// A whole number, 0 or more.
  package func number() throws(ConfigurationError) -> Int {
    guard let scalar = node.scalar, let number = Int(scalar), number >= 0 else {
      throw error("a whole number is expected here, such as 10")
    }
    return number
  }

  /// One of some words.
  package func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) throws(ConfigurationError) -> Word where Word.RawValue == String {
    let text = try text()
    if let word = Word(rawValue: text) { return word }
    throw error("\(quoted(text)) is none of \(list(Word.allCases.map(\.rawValue)))")
  }

  /// The entries of a list; a single value stands for a list of one.
  package func entries() throws(ConfigurationError) -> [Value] {
    guard let sequence = node.sequence else { return isEmpty ? [] : [self] }
    return sequence.enumerated().map {
      Value(file: file, path: "\(path)[\($0.offset)]", node: $0.element)
    }
  }

  /// The keys of a mapping, whatever they are.
  package func fields() throws(ConfigurationError) -> [(key: String, value: Value)] {
    guard let mapping = node.mapping else {
      if isEmpty { return [] }
      throw error("keys and values are expected here, such as `max: 10`")
    }
    var fields: [(key: String, value: Value)] = []
    for (key, value) in mapping {
      let place = Value(file: file, path: path.isEmpty ? key : "\(path).\(key)", node: value)
      fields.append((key, place))
    }
    return fields
  }

  /// The keys of a mapping, which must be among those that are known.
  package func fields(
    known: [String]
  ) throws(ConfigurationError) -> [String: Value] {
    var result: [String: Value] = [:]
    for (key, value) in try fields() {
      guard known.contains(key) else {
        let nearest = Nearest.match(key, in: known).map { "; did you mean `\($0)`?" }
        throw value.error(
          "there is no such key" + (nearest ?? "; the keys here are \(list(known))"))
      }
      result[key] = value
    }
    return result
  }
}
