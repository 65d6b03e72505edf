import GoroutineDump
import LeakAnalysis

/// The tree of creators as nested lists, its large parts first and open.
struct CreatorList {
  private let tree: CreatorTree
  private let paths: SourcePaths
  /// Nodes that are still to be written.
  private var room: Int
  private static let childLimit = 20
  private static let openDepth = 2

  /// The list of a tree, of at most so many nodes.
  init(_ tree: CreatorTree, paths: SourcePaths, limit: Int = 300) {
    self.tree = tree
    self.paths = paths
    room = limit
  }

  /// The list; nothing where the dump tells no creators.
  mutating func markup() -> Markup {
    guard tree.nodes.contains(where: { !$0.children.isEmpty }) else { return "" }
    return "<div class=\"creators\">\(list(tree.roots, depth: 0))</div>"
  }

  private mutating func list(_ numbers: [Int], depth: Int) -> Markup {
    var lines: Markup = ""
    var shown = 0
    for number in numbers.prefix(Self.childLimit) where room > 0 {
      room -= 1
      shown += 1
      lines += entry(tree.nodes[number], depth)
    }
    let rest = numbers.dropFirst(shown)
    if !rest.isEmpty {
      let goroutines = Quantity.text(rest.reduce(0) { $0 + tree.nodes[$1].total }, "goroutine")
      lines += "<li class=\"dim\">and \(Quantity.text(rest.count)) more, with \(goroutines)</li>"
    }
    return "<ul>\(lines)</ul>"
  }

  private mutating func entry(_ node: CreatorTree.Node, _ depth: Int) -> Markup {
    guard !node.children.isEmpty else { return "<li class=\"leaf\">\(line(node))</li>\n" }
    let open: Markup = depth < Self.openDepth ? " open" : ""
    return """
      <li><details\(open)><summary>\(line(node))</summary>\(list(node.children, depth: depth + 1))\
      </details></li>

      """
  }

  private func line(_ node: CreatorTree.Node) -> Markup {
    switch node.kind {
    case .ended:
      return "\(Markup.function(node.function)) <span class=\"dim\">has ended, started "
        + "\(Quantity.text(node.total))</span>"
    case .notTold:
      return "\(Markup.function(node.function)) <span class=\"dim\">started "
        + "\(Quantity.text(node.total))</span>"
    case .there: break
    }
    let states = node.states.prefix(3).map { state -> Markup in
      node.states.count == 1
        ? "\(Markup.state(state.state)) "
        : "\(Markup.state(state.state)) <span class=\"dim\">\(Quantity.text(state.count))</span> "
    }
    let more: Markup =
      node.states.count > 3
      ? "<span class=\"dim\">and \(Quantity.text(node.states.count - 3, "more state"))</span> " : ""
    let place: Markup =
      node.place.map {
        "<span class=\"dim\">at</span> \(Markup.file(paths.path(of: $0.file), $0.line))"
      } ?? ""
    return """
      <b class="n">\(Quantity.text(node.count))</b> \(Markup.function(node.function)) \
      \(states)\(more)\(place)
      """
  }
}
