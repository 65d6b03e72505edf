import GoroutineDump
public import PCRE2

/// The stacks of a dump put together from their outermost functions on.
public struct CallTree: Sendable {
  /// Goroutines whose stacks begin alike.
  public struct Node: Sendable {
    /// The functions that lead here from the parent's, the outermost first: more than one where all
    /// goroutines go the same way.
    public internal(set) var functions: [String]
    /// How many goroutines.
    public let count: Int
    /// The ways on, as indices into the tree's nodes, the most goroutines first.
    public internal(set) var children: [Int]
  }

  /// The nodes; parents come before their children.
  public let nodes: [Node]
  /// The outermost nodes, the most goroutines first.
  public let roots: [Int]
  /// How many goroutines the tree has.
  public let total: Int

  /// The tree of the goroutines that pass a filter, the size of rows aside.
  ///
  /// - Throws: where a pattern of the filter gave up on a name.
  public init(_ analysis: DumpAnalysis, filter: GroupFilter = GroupFilter()) throws(PatternError) {
    let selection = try filter.selection(in: analysis)
    var growing = Growing()
    for group in selection.groups {
      growing.add(
        analysis.frames(of: analysis.groups[group]), count: selection.count(ofGroup: group))
    }
    total = growing.counts[0]
    let symbols = analysis.dump.symbols
    var nodes: [Node] = []
    // Depth first without recursion: stacks are as deep as the runtime prints them.
    var roots: [Int] = []
    var open = growing.ordered(0, symbols).reversed().map { (parent: -1, node: $0) }
    while let (parent, start) = open.popLast() {
      var node = start
      var functions = [symbols.functions[Int(growing.functions[node])]]
      while growing.children[node].count == 1,
        case let child = growing.children[node][0], growing.counts[child] == growing.counts[node]
      {
        node = child
        functions.append(symbols.functions[Int(growing.functions[node])])
      }
      nodes.append(Node(functions: functions, count: growing.counts[node], children: []))
      let number = nodes.count - 1
      if parent < 0 { roots.append(number) } else { nodes[parent].children.append(number) }
      open += growing.ordered(node, symbols).reversed().map { (parent: number, node: $0) }
    }
    self.nodes = nodes
    self.roots = roots
  }

  /// The tree while stacks are added: node 0 is above all outermost functions.
  private struct Growing {
    var functions: [UInt32] = [0]
    var counts = [0]
    var children: [[Int]] = [[]]
    private var places: [Step: Int] = [:]

    private struct Step: Hashable {
      var parent: Int
      var function: UInt32
    }

    mutating func add(_ frames: [Frame], count: Int) {
      var node = 0
      counts[0] += count
      for frame in frames.reversed() {
        let step = Step(parent: node, function: frame.function)
        if let known = places[step] {
          node = known
        } else {
          let parent = node
          node = functions.count
          places[step] = node
          functions.append(frame.function)
          counts.append(0)
          children.append([])
          children[parent].append(node)
        }
        counts[node] += count
      }
    }

    /// The ways on from a node, the most goroutines first, then by name.
    func ordered(_ node: Int, _ symbols: Symbols) -> [Int] {
      children[node].sorted {
        if counts[$0] != counts[$1] { return counts[$0] > counts[$1] }
        return symbols.functions[Int(functions[$0])] < symbols.functions[Int(functions[$1])]
      }
    }
  }
}
