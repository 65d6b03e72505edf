import GoroutineDump

/// Goroutines that wait for each other: each has, or is, what the one before it waits for.
struct WaitRing: Sendable {
  /// What is waited for, and who may give it and waits for the next.
  struct Side: Sendable {
    var node: WaitGraph.Node
    var blocker: Blocker
  }

  let sides: [Side]

  /// The least sure of its sides decides.
  var grade: BlockerGrade { sides.map(\.blocker.grade).min() ?? .possible }

  /// Whether it is one goroutine that waits for what it has.
  var isOfOne: Bool { sides.count == 1 }

  /// The shortest ring of each part of the graph in which every node can be reached from every other.
  /// Each edge is looked at a bounded number of times: the parts are found by depth first search.
  static func all(in graph: WaitGraph) -> [WaitRing] {
    let context = graph.context
    let starts =
      graph.table.contended([.lock, .once, .file, .semaphore, .pool]).map(WaitGraph.Node.resource)
      + context.analysis.groups.indices.filter {
        context.kinds[$0] == .send && PeerBlockers.isWait($0, context)
          && graph.table.gates[$0] == nil
      }.map(WaitGraph.Node.group)
    graph.prepare(starts)
    var search = RingSearch(graph)
    for start in starts { search.visit(start) }
    return search.rings
  }
}

/// Tarjan's search for the strongly connected parts of the graph.
private struct RingSearch {
  private let graph: WaitGraph
  private var order: [WaitGraph.Node: Int] = [:]
  private var lowest: [WaitGraph.Node: Int] = [:]
  private var stack: [WaitGraph.Node] = []
  private var isOnStack: Set<WaitGraph.Node> = []
  private(set) var rings: [WaitRing] = []

  /// Of more blockers none is sure enough for a ring.
  private static let most = 4

  init(_ graph: WaitGraph) { self.graph = graph }

  private struct Step {
    var node: WaitGraph.Node
    var edges: [(blocker: Blocker, next: WaitGraph.Node)]
    var position = 0
  }

  private func edges(of node: WaitGraph.Node) -> [(blocker: Blocker, next: WaitGraph.Node)] {
    let blockers = graph.blockers(of: node)
    // Of several that may have something none is sure enough, but one that waits for what it has.
    guard let best = blockers.first,
      best.grade > .possible || blockers.count == 1 || blockers.allSatisfy(\.isNested)
    else { return [] }
    return blockers.prefix(Self.most).compactMap { blocker in
      graph.node(of: blocker).map { (blocker, $0) }
    }
  }

  mutating func visit(_ start: WaitGraph.Node) {
    guard order[start] == nil else { return }
    var steps = [enter(start)]
    while var step = steps.last {
      if step.position < step.edges.count {
        let next = step.edges[step.position].next
        step.position += 1
        steps[steps.count - 1] = step
        if order[next] == nil {
          steps.append(enter(next))
        } else if isOnStack.contains(next) {
          lowest[step.node] = min(lowest[step.node] ?? 0, order[next] ?? 0)
        }
        continue
      }
      steps.removeLast()
      if let parent = steps.last?.node {
        lowest[parent] = min(lowest[parent] ?? 0, lowest[step.node] ?? 0)
      }
      if lowest[step.node] == order[step.node] { leave(step) }
    }
  }

  private mutating func enter(_ node: WaitGraph.Node) -> Step {
    order[node] = order.count
    lowest[node] = order[node]
    stack.append(node)
    isOnStack.insert(node)
    return Step(node: node, edges: edges(of: node))
  }

  /// Takes a part that is complete from the stack.
  private mutating func leave(_ step: Step) {
    let root = step.node
    var part: [WaitGraph.Node] = []
    while let node = stack.popLast() {
      isOnStack.remove(node)
      part.append(node)
      if node == root { break }
    }
    // A part of one is a ring where it leads to itself.
    if part.count == 1, !step.edges.contains(where: { $0.next == root }) { return }
    if let ring = ring(in: Set(part), from: part.reversed()) { rings.append(ring) }
  }

  /// The shortest way from a node of a part back to it.
  private func ring(in part: Set<WaitGraph.Node>, from order: [WaitGraph.Node]) -> WaitRing? {
    guard let start = order.first else { return nil }
    var before: [WaitGraph.Node: WaitRing.Side] = [:]
    var queue = [start]
    var head = 0
    while head < queue.count {
      let node = queue[head]
      head += 1
      for edge in edges(of: node) where part.contains(edge.next) {
        let side = WaitRing.Side(node: node, blocker: edge.blocker)
        if edge.next == start {
          var sides = [side]
          while let last = sides.last, last.node != start, let earlier = before[last.node] {
            sides.append(earlier)
          }
          return WaitRing(sides: sides.reversed())
        }
        if before[edge.next] == nil {
          before[edge.next] = side
          queue.append(edge.next)
        }
      }
    }
    return nil
  }
}
