import GoroutineDump
import ParallelWork
import Synchronization

/// Who waits for whom in a dump: the resources, the other waits, and who may end them.
///
/// Nodes are resources and groups; blockers lead from one to the next. Everything is worked out when
/// it is asked for, once, and in a time that the size of its own part of the dump bounds.
final class WaitGraph: Sendable {
  /// What a goroutine waits for.
  enum Node: Hashable, Sendable {
    /// A resource, as an index into ``ResourceTable/resources``.
    case resource(Int)
    /// What the goroutines of a group wait for, in a channel, a WaitGroup or a condition.
    case group(Int)
  }

  // One object that is handed on: a context of its own for each question would cost more than most answers.
  let context: AnalysisContext
  let table: ResourceTable
  private let known: Known

  init(_ context: AnalysisContext) {
    self.context = context
    table = context.resources
    known = context.knownWaits
  }

  /// What was worked out already.
  final class Known: Sendable {
    fileprivate let blockers = Cache<Node, [Blocker]>()
    fileprivate let calls = Deferred<CallIndex>()
    fileprivate let children = Deferred<ChildIndex>()
    fileprivate let rings = Deferred<[WaitRing]>()
    fileprivate let steps = Mutex(0)
  }

  /// Who may end a wait, the surest first.
  func blockers(of node: Node) -> [Blocker] {
    known.blockers.value(of: node) {
      switch node {
      case .resource(let number): ResourceBlockers(self).blockers(of: number)
      case .group(let number): PeerBlockers(self).blockers(of: number)
      }
    }
  }

  /// Works out who may end the waits at many nodes, side by side.
  func prepare(_ nodes: [Node]) {
    guard nodes.count >= Self.manyNodes else { return }
    _ = (calls, children)
    _ = SideBySide.compactMap(nodes) { node -> Never? in
      _ = self.blockers(of: node)
      return nil
    }
  }

  private static let manyNodes = 1024

  /// Calls, frames and waiters that were looked at so far: for a test of the cost.
  var steps: Int { known.steps.withLock { $0 } + (known.calls.made?.steps ?? 0) }

  /// Counts what was looked at.
  func count(_ steps: Int) { known.steps.withLock { $0 += steps } }

  /// What a goroutine waits for that another one can give; nil where it runs, or waits for something
  /// outside of the program.
  func node(ofRow row: Int?, group: Int) -> Node? {
    if table.gates[group] != nil || context.activities[group].isLockWait {
      return table.resource(ofRow: row, group: group).map(Node.resource)
    }
    return PeerBlockers.isWait(group, context) ? .group(group) : nil
  }

  /// What a blocker waits for itself.
  func node(of blocker: Blocker) -> Node? { node(ofRow: blocker.row, group: blocker.group) }

  /// How many goroutines wait at a node.
  func waiters(at node: Node) -> Int {
    switch node {
    case .resource(let number): table.resources[number].waiters
    case .group(let number): context.analysis.groups[number].count
    }
  }

  /// Whether a lock of package `sync` is waited for at a node.
  func isLock(_ node: Node) -> Bool {
    guard case .resource(let number) = node else { return false }
    return table.resources[number].kind == .lock || table.resources[number].kind == .once
  }

  /// Whether a connection of a pool is waited for at a node.
  func isPool(_ node: Node) -> Bool {
    guard case .resource(let number) = node else { return false }
    return table.resources[number].kind == .pool
  }

  /// Whether a resource is held, for all that is seen, by a goroutine that waits for it, and by nobody else.
  func isTakenTwice(_ resource: Int) -> Bool {
    let blockers = blockers(of: .resource(resource))
    guard let first = blockers.first, blockers.allSatisfy(\.isNested) else { return false }
    return first.grade >= .likely
  }

  /// The groups that wait at a node.
  func groups(at node: Node) -> [Int] {
    switch node {
    case .resource(let number): table.resources[number].groups
    case .group(let number): [number]
    }
  }

  /// The calls of the functions and types that goroutines wait in.
  var calls: CallIndex {
    known.calls.value {
      let groups = context.analysis.groups
      // Of very many stacks those that are idle by nature are left out: nobody asks for so many.
      let isLarge = groups.count > Self.manyGroups
      return CallIndex(
        context,
        waitingIn: groups.indices.lazy.compactMap { [self] group in
          if let gate = table.gates[group] {
            return gate.kind == .semaphore ? groups[group].site : gate.frame
          }
          guard PeerBlockers.isWait(group, context),
            !isLarge || context.kinds[group].isHard
          else { return nil }
          return context.waitingFrame(of: group)
        })
    }
  }

  private static let manyGroups = 8192

  /// Who has started whom.
  var children: ChildIndex { known.children.value { ChildIndex(context) } }

  /// Goroutines that wait for each other.
  var rings: [WaitRing] { known.rings.value { WaitRing.all(in: self) } }

  /// The minutes that a blocker has been waiting; nil where nothing tells.
  func minutes(ofRow row: Int?, group: Int) -> Int? {
    guard let row else { return context.analysis.groups[group].wait?.max }
    return context.analysis.dump.goroutines[row].waitMinutes
  }

  /// How a wait compares with the longest at a node: minutes are rounded, so one more or less is as long.
  func age(ofRow row: Int?, group: Int, besides oldest: Int?) -> Blocker.Age {
    guard context.agesAreKnown, context.analysis.tellsMinutes else { return .unknown }
    let (own, other) = (minutes(ofRow: row, group: group) ?? 0, oldest ?? 0)
    if own > other + 1 { return .longer }
    return own + 1 >= other ? .same : .shorter
  }
}

/// Values that are worked out one by one, each once.
final class Cache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])

  func value(of key: Key, _ make: () -> Value) -> Value {
    if let value = known.withLock({ $0[key] }) { return value }
    let value = make()
    known.withLock { $0[key] = value }
    return value
  }
}

extension AnalysisContext {
  /// Who waits for whom.
  var waits: WaitGraph { WaitGraph(self) }
}
