/// A value of a YAML document: a text, a list or a mapping, with the line it stands on.
///
/// ```swift
/// let root = try Node.parse("top: [main.f, main.g]")
/// root?.mapping?.first?.key  // "top"
/// ```
///
/// Aliases are resolved: `*name` is the node that `&name` marks.
public struct Node: Sendable {
  /// What stands there.
  public enum Content: Sendable {
    /// A text; plain is one that is written without quotes, and not as a block.
    case scalar(String, isPlain: Bool)
    /// Values in their order.
    case sequence([Node])
    /// Keys, which are texts and differ, and values in their order.
    case mapping([(key: String, value: Node)])
  }

  /// What stands there.
  public var content: Content

  /// The line, from 1.
  public var line: Int

  /// A value.
  public init(_ content: Content, line: Int) {
    self.content = content
    self.line = line
  }

  /// The text; nil where the node is none.
  public var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The values of a list; nil where the node is none.
  public var sequence: [Node]? {
    if case .sequence(let nodes) = content { nodes } else { nil }
  }

  /// The keys and values of a mapping; nil where the node is none.
  public var mapping: [(key: String, value: Node)]? {
    if case .mapping(let pairs) = content { pairs } else { nil }
  }

  /// Whether nothing stands here: `key:`, `key: null` or `key: ~`.
  public var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content, text.utf8.count <= 4 else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
