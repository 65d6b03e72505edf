/// Writes a graph in Graphviz's language.
///
/// Nodes are numbers; what a dump says stands in quoted labels only.
struct DotWriter: ~Copyable {
  private var output: ReportOutput

  init(_ output: consuming ReportOutput, name: String) {
    self.output = output
    self.output.write(
      """
      digraph \(name) {
        rankdir=LR;
        node [shape=box, style=rounded, fontname="sans-serif", fontsize=10];
        edge [fontname="sans-serif", fontsize=9];

      """)
  }

  /// A node, whose label has a line for each text.
  mutating func node(_ number: Int, _ lines: [String], attributes: String = "") {
    output.write("  n\(number) [label=\(Self.label(lines))")
    output.write(attributes.isEmpty ? "];\n" : ", \(attributes)];\n")
  }

  mutating func edge(_ from: Int, _ to: Int, _ lines: [String], attributes: String = "") {
    var parts = lines.isEmpty ? [] : ["label=\(Self.label(lines))"]
    if !attributes.isEmpty { parts.append(attributes) }
    let list = parts.isEmpty ? "" : " [" + parts.joined(separator: ", ") + "]"
    output.write("  n\(from) -> n\(to)\(list);\n")
  }

  mutating func finish() {
    output.write("}\n")
    output.flush()
  }

  /// A quoted label. Graphviz takes `\N` for the node's name and `&lt;` for `<`.
  static func label(_ lines: [String]) -> String {
    "\"" + lines.map(escaped).joined(separator: "\\n") + "\""
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in Sanitizer.sanitized(text) {
      switch character {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      case "&": escaped += "&amp;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
