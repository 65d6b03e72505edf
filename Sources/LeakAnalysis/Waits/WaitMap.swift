import GoroutineDump

/// Who waits for whom in one incident, to be drawn: boxes, and arrows that mean "waits for".
public struct WaitMap: Sendable, Hashable {
  /// A goroutine that others wait for, or goroutines that wait alike.
  public struct Box: Sendable, Hashable {
    /// The ids of those that others wait for; empty of mere waiters, and in a count profile.
    public var goroutines: [UInt64]
    /// Its group, as an index into the dump's.
    public var group: Int
    /// How many goroutines it stands for; of a holder in a count profile, how many of whom one is meant.
    public var count: Int
    /// Whether somebody waits for it.
    public var isHolder: Bool
    /// What it waits in, in Go's words: `RLock`.
    public var operation: String
    /// What it does, in words that follow on a name: `reads from a connection`.
    public var activity: String
    /// Where it is parked, or runs.
    public var site: Place
    /// Minutes that the longest of it has waited; nil where the dump tells none.
    public var waitMinutes: Int?
  }

  /// That one box waits for another, or for itself.
  public struct Arrow: Sendable, Hashable {
    /// The box that waits, as an index.
    public var from: Int
    /// The box that may end the wait, as an index.
    public var to: Int
    /// How sure that is.
    public var grade: BlockerGrade
    /// What suggests it, in a few words.
    public var reason: String
  }

  /// The boxes: the root first, then other holders, then those who only wait.
  public internal(set) var boxes: [Box] = []
  /// The arrows, of boxes that are listed.
  public internal(set) var arrows: [Arrow] = []
  /// How many goroutines wait that no box stands for.
  public private(set) var undrawn = 0

  /// More boxes are not drawn, and of one wait no more kinds of waiters.
  private static let most = 12
  private static let mostAlike = 5

  /// Whether a box, given as an index, waits for no other one, or for itself by a ring of others.
  public func isRoot(_ box: Int) -> Bool {
    var reached: [Int] = []
    var queue = [box]
    while let next = queue.popLast() {
      for arrow in arrows where arrow.from == next && arrow.to != next {
        if !reached.contains(arrow.to) {
          reached.append(arrow.to)
          queue.append(arrow.to)
        }
      }
    }
    return reached.isEmpty || reached.contains(box)
  }

  /// What the chains of one incident show together; empty where nobody is known to keep another waiting.
  init(_ chains: [WaitChain]) {
    var targets: [(node: WaitGraph.Node, boxes: [(box: Int, blocker: Blocker)])] = []
    for chain in chains {
      for (number, step) in chain.steps.enumerated().reversed()
      where !targets.contains(where: { $0.node == step.node }) {
        let shown = step.blockers.prefix(number == 0 ? ResourceBlockers.most : 1)
        let held = holders(Array(shown), chain.graph)
        if !held.isEmpty { targets.append((step.node, held)) }
      }
    }
    guard let graph = chains.first?.graph else { return }
    var waiting: [WaitGraph.Node: [Int: Int]] = [:]
    for (box, blocker) in targets.flatMap(\.boxes) {
      guard let next = graph.node(of: blocker),
        let target = targets.first(where: { $0.node == next })
      else { continue }
      let isNew = !arrows.contains { $0.from == box }
      // One that waits for what it has waits for itself, whoever else waits there.
      let own = target.boxes.filter { $0.box == box }
      for (other, its) in own.isEmpty ? target.boxes : own {
        connect(box, other, its, at: next, graph)
      }
      if isNew { waiting[next, default: [:]][boxes[box].group, default: 0] += holding(box) }
    }
    for (node, held) in targets {
      addWaiters(at: node, held, except: waiting[node] ?? [:], graph)
    }
  }

  /// The boxes of those who may end a wait; several of a group that wait for what they have are one.
  private mutating func holders(
    _ blockers: [Blocker], _ graph: WaitGraph
  ) -> [(box: Int, blocker: Blocker)] {
    var held: [(box: Int, blocker: Blocker)] = []
    for blocker in blockers {
      let id = blocker.row.map { graph.context.analysis.dump.goroutines[$0].id }
      let known = boxes.firstIndex { box in
        box.group == blocker.group && (id.map(box.goroutines.contains) ?? box.goroutines.isEmpty)
      }
      let alike = held.first { $0.box < boxes.count && boxes[$0.box].group == blocker.group }
      if let known {
        if !held.contains(where: { $0.box == known }) { held.append((known, blocker)) }
      } else if let alike, blocker.isNested, let id {
        boxes[alike.box].goroutines.append(id)
        boxes[alike.box].count += 1
      } else if boxes.count < Self.most {
        held.append((boxes.count, blocker))
        boxes.append(box(blocker, id, graph))
      }
    }
    return held
  }

  private func box(_ blocker: Blocker, _ id: UInt64?, _ graph: WaitGraph) -> Box {
    let context = graph.context
    return Box(
      goroutines: id.map { [$0] } ?? [], group: blocker.group,
      count: id == nil ? context.analysis.groups[blocker.group].count : 1, isHolder: true,
      operation: context.operation(of: blocker.group),
      activity: context.activity(of: blocker.group),
      site: context.site(of: blocker.group) ?? context.analysis.place(blocker.frame),
      waitMinutes: graph.minutes(ofRow: blocker.row, group: blocker.group))
  }

  /// How many waiters a holder's box stands for: of a count profile's, one.
  private func holding(_ box: Int) -> Int { max(1, boxes[box].goroutines.count) }

  private mutating func connect(
    _ from: Int, _ to: Int, _ blocker: Blocker, at node: WaitGraph.Node, _ graph: WaitGraph
  ) {
    let arrow = Arrow(
      from: from, to: to, grade: blocker.grade, reason: graph.reason(for: blocker, at: node))
    if !arrows.contains(where: { $0.from == from && $0.to == to }) { arrows.append(arrow) }
  }

  /// The boxes of those who wait at a node, but for the holders among them, who have theirs.
  private mutating func addWaiters(
    at node: WaitGraph.Node, _ held: [(box: Int, blocker: Blocker)], except holders: [Int: Int],
    _ graph: WaitGraph
  ) {
    let context = graph.context
    var found: [Box] = []
    for (group, all) in graph.shares(at: node) {
      let count = all - (holders[group] ?? 0)
      guard count > 0, let site = context.site(of: group) else { continue }
      let operation = context.operation(of: group)
      let minutes = context.analysis.groups[group].wait?.max
      if let place = found.firstIndex(where: { $0.operation == operation && $0.site == site }) {
        found[place].count += count
        found[place].waitMinutes = [found[place].waitMinutes, minutes].compactMap { $0 }.max()
      } else {
        found.append(
          Box(
            goroutines: [], group: group, count: count, isHolder: false, operation: operation,
            activity: context.activity(of: group), site: site, waitMinutes: minutes))
      }
    }
    found.sort { $0.count > $1.count }
    let drawn = found.prefix(min(Self.mostAlike, Self.most - boxes.count))
    for box in drawn {
      boxes.append(box)
      for (holder, blocker) in held { connect(boxes.count - 1, holder, blocker, at: node, graph) }
    }
    undrawn += found.dropFirst(drawn.count).reduce(0) { $0 + $1.count }
  }
}
