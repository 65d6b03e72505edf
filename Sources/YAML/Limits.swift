/// How much YAML is read: what people write by hand needs far less.
enum Limits {
  /// Bytes of a text.
  static let bytes = 1 << 20
  /// Lists and mappings inside one another: each level takes stack.
  static let depth = 64
  /// Nodes, those behind an alias counted each time: a few lines of aliases can stand for billions.
  static let nodes = 100_000
}
