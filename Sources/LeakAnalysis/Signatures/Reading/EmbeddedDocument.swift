import YAML

/// A file of the catalogue, as the build has taken it into the code: `embed-documents` makes `all`.
struct EmbeddedDocument: Sendable {
  /// Where it lies in the catalogue's folder: `own-code/select-abandoned.md`.
  let path: String
  /// The keys before the page; the build has parsed them.
  let keys: String
  /// What follows the keys.
  let page: String
  /// How many lines stand before the page.
  let pageOffset: Int

  /// Where it lies in the sources, for errors.
  var file: String { "Sources/LeakAnalysis/Signatures/Catalogue/" + path }

  /// The keys as a value.
  func values() throws(ConfigurationError) -> Value {
    guard let node = Node(encoded: keys) else {
      throw ConfigurationError(file: file, line: 1, key: "", message: "there are no keys")
    }
    return Value(node, file: file)
  }
}
