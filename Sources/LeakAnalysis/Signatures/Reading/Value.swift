import YAML

/// A value of a YAML file together with its place, so that whatever is wrong with it can be told.
package struct Value {
  /// What it is a part of; shared by all parts, since a start makes two thousand values.
  private let container: Container
  private let step: Step
  private let node: Node

  private final class Container: Sendable {
    let file: String
    /// The keys that lead to it.
    let path: String

    init(file: String, path: String) {
      self.file = file
      self.path = path
    }
  }

  /// Where in its container it stands; only an error needs it as a text.
  private enum Step {
    case root
    case key(String)
    case index(Int)
  }

  /// The file, as it was named.
  package var file: String { container.file }

  /// The keys that lead to it: `signatures[2].severity`.
  package var path: String {
    switch step {
    case .root: ""
    case .key(let key): container.path.isEmpty ? key : "\(container.path).\(key)"
    case .index(let index): "\(container.path)[\(index)]"
    }
  }

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

  /// The root of the keys before a page.
  init(frontMatter: FrontMatter, file: String) throws(ConfigurationError) {
    guard let root = try Self.parsing(file, { () throws(YAMLError) in try frontMatter.keys() })
    else {
      throw ConfigurationError(
        file: file, line: 1, key: "", message: "keys are expected between the lines `---`")
    }
    self = root
  }

  /// The root of a file's text; nil where it holds nothing but comments.
  package static func root(yaml: String, file: String) throws(ConfigurationError) -> Value? {
    try parsing(file) { () throws(YAMLError) in try Node.parse(yaml) }
  }

  private static func parsing(
    _ file: String, _ parse: () throws(YAMLError) -> Node?
  ) throws(ConfigurationError) -> Value? {
    do {
      return try parse().map { Value($0, file: file) }
    } catch {
      throw ConfigurationError(
        file: file, line: error.line, key: "", message: "this is not YAML: \(error.message)")
    }
  }

  /// The root of what was parsed.
  init(_ root: Node, file: String) {
    self.init(Container(file: file, path: ""), step: .root, node: root)
  }

  private init(_ container: Container, step: Step, node: Node) {
    self.container = container
    self.step = step
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
    let container = Container(file: file, path: path)
    return sequence.enumerated().map {
      Value(container, step: .index($0.offset), node: $0.element)
    }
  }

  /// The keys of a mapping, whatever they are.
  package func fields() throws(ConfigurationError) -> [(key: String, value: Value)] {
    guard let mapping = node.mapping else {
      if isEmpty { return [] }
      throw error("keys and values are expected here, such as `max: 10`")
    }
    let container = Container(file: file, path: path)
    return mapping.map { key, value in (key, Value(container, step: .key(key), node: value)) }
  }

  /// The keys of a mapping, which must be among those that are known.
  package func fields(known: [String]) throws(ConfigurationError) -> Fields {
    let fields = try fields()
    for (key, value) in fields where !known.contains(key) {
      let nearest = Nearest.match(key, in: known).map { "; did you mean `\($0)`?" }
      throw value.error(
        "there is no such key" + (nearest ?? "; the keys here are \(list(known))"))
    }
    return Fields(fields)
  }

  /// The values of a mapping, by key. There are few, which a search finds sooner than a hash.
  package struct Fields {
    private let entries: [(key: String, value: Value)]

    fileprivate init(_ entries: [(key: String, value: Value)]) { self.entries = entries }

    /// No values.
    package init() { entries = [] }

    /// The value of a key.
    package subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }

    /// Those where something stands: an empty value, or `null`, is one that is not said.
    package var said: Fields { Fields(entries.filter { !$0.value.isEmpty }) }
  }
}
