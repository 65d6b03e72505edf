import GoroutineDump

/// The way from some goroutines to whoever keeps them waiting, and on to whoever keeps that one.
struct WaitChain: Sendable {
  /// What is waited for, and who may give it; the surest first.
  struct Step: Sendable {
    var node: WaitGraph.Node
    var blockers: [Blocker]
  }

  /// The steps, the nearest first.
  private(set) var steps: [Step] = []
  /// Whether the last blocker waits for something on the way: a ring.
  private(set) var endsInRing = false
  let graph: WaitGraph

  /// A chain of goroutines is not followed further.
  private static let most = 16

  /// Follows what most of some groups wait for.
  init(from groups: [Int], in graph: WaitGraph) {
    self.graph = graph
    guard let start = Self.node(ofMost: groups, graph) else { return }
    follow(start)
  }

  /// Follows what a goroutine waits for.
  init(ofRow row: Int?, group: Int, in graph: WaitGraph) {
    self.graph = graph
    if let start = graph.node(ofRow: row, group: group) { follow(start) }
  }

  private mutating func follow(_ start: WaitGraph.Node) {
    var node = start
    var seen: Set<WaitGraph.Node> = []
    while seen.insert(node).inserted, steps.count < Self.most {
      let blockers = graph.blockers(of: node)
      guard let best = blockers.first else { return }
      // Of several candidates that nothing tells apart, none is followed.
      if best.grade == .possible, blockers.count > ResourceBlockers.most { return }
      steps.append(Step(node: node, blockers: blockers))
      guard let next = graph.node(of: best) else { return }
      if seen.contains(next) { endsInRing = true }
      node = next
    }
  }

  /// Whether nobody is known who may end the wait.
  var isEmpty: Bool { steps.isEmpty }

  /// The blocker at the end, whom nobody of the program keeps waiting, or one of a ring.
  var root: Blocker? { steps.last?.blockers.first }

  /// The group that each blocker on the way belongs to, with the least grade up to there, nearest first.
  var groups: [(group: Int, grade: BlockerGrade)] {
    var grade = BlockerGrade.certain
    return steps.compactMap { step in
      guard let best = step.blockers.first else { return nil }
      grade = min(grade, best.grade)
      return (best.group, grade)
    }
  }

  private static func node(ofMost groups: [Int], _ graph: WaitGraph) -> WaitGraph.Node? {
    var counts: [WaitGraph.Node: Int] = [:]
    var best: (node: WaitGraph.Node, count: Int)?
    for group in groups.prefix(CallIndex.limit) {
      for node in graph.nodes(of: group) {
        let count: Int
        switch node {
        case .resource(let number):
          count =
            graph.table.resources[number].shares.first { $0.group == group }?.waiters ?? 0
        case .group: count = graph.context.analysis.groups[group].count
        }
        counts[node, default: 0] += count
        if let total = counts[node], total > best?.count ?? 0 { best = (node, total) }
      }
    }
    return best?.node
  }

  /// The blockers of the chain for a reader, the root first; of the nearest step all that are told.
  func blockedBy() -> [BlockedBy] {
    var behind = 0
    var list: [BlockedBy] = []
    for (number, step) in steps.enumerated() {
      behind += graph.waiters(at: step.node)
      let shown =
        number == 0 ? step.blockers.prefix(ResourceBlockers.most) : step.blockers.prefix(1)
      // A blocker that waits there itself is not behind itself.
      for blocker in shown.reversed() {
        list.append(
          graph.blockedBy(
            blocker, at: step.node, behind: max(0, behind - (blocker.isNested ? 1 : 0))))
      }
    }
    // Who is found at two steps is told once, as the root.
    var seen: [BlockedBy] = []
    for blocker in list.reversed() {
      let isTold = seen.contains {
        $0.goroutine == blocker.goroutine && $0.group == blocker.group && $0.site == blocker.site
      }
      if !isTold { seen.append(blocker) }
    }
    return seen
  }
}

extension WaitGraph {
  /// All that a group waits for: of locks there can be one for each goroutine.
  func nodes(of group: Int) -> [Node] {
    if let resources = table.resourcesOfGroup[group] {
      return resources.prefix(CallIndex.limit).map(Node.resource)
    }
    return PeerBlockers.isWait(group, context) ? [.group(group)] : []
  }

  /// A blocker for a reader.
  func blockedBy(_ blocker: Blocker, at node: Node, behind: Int) -> BlockedBy {
    let analysis = context.analysis
    let group = analysis.groups[blocker.group]
    let frame = analysis.place(blocker.frame)
    return BlockedBy(
      goroutine: blocker.row.map { analysis.dump.goroutines[$0].id } ?? 0, group: blocker.group,
      site: context.site(of: blocker.group) ?? frame, holder: frame, state: group.state.name,
      waitMinutes: minutes(ofRow: blocker.row, group: blocker.group),
      activity: context.activity(of: blocker.group), grade: blocker.grade,
      reason: reason(for: blocker, at: node), behind: behind, waiting: waiting(at: node))
  }

  /// Those that wait at a node, gathered by function and operation.
  private func waiting(at node: Node) -> [BlockedBy.Waiting] {
    var found: [BlockedBy.Waiting] = []
    var places: [String: Int] = [:]
    for (group, count) in shares(at: node) {
      guard let site = context.site(of: group) else { continue }
      let operation = context.operation(of: group)
      let key = "\(operation) \(site.function):\(site.line)"
      let minutes = context.analysis.groups[group].wait?.max
      if let place = places[key] {
        found[place].count += count
        found[place].waitMinutes = [found[place].waitMinutes, minutes].compactMap { $0 }.max()
      } else {
        places[key] = found.count
        found.append(
          BlockedBy.Waiting(count: count, operation: operation, site: site, waitMinutes: minutes))
      }
    }
    return found.sorted { $0.count > $1.count }
  }

  /// The largest groups that wait at a node.
  func shares(at node: Node) -> [(group: Int, count: Int)] {
    switch node {
    case .resource(let number):
      table.resources[number].shares.prefix(CallIndex.limit).map { ($0.group, $0.waiters) }
    case .group(let number): [(number, context.analysis.groups[number].count)]
    }
  }
}

extension AnalysisContext {
  /// What a group's goroutines do, as a sentence goes on after the name of one.
  func activity(of group: Int) -> String {
    if resources.gates[group]?.kind == .pool { return "waits for a connection of the pool" }
    if let frame = waitingFrame(of: group) {
      switch analysis.dump.symbols.function(of: frame) {
      case "net/http.(*persistConn).roundTrip", "net/http.(*Transport).getConn",
        "net/http.(*http2ClientConn).RoundTrip", "net/http.(*http2clientStream).doRequest":
        return "waits for an HTTP response"
      case "os.(*Process).wait", "os.(*Process).blockUntilWaitable", "os.(*Process).pidfdWait",
        "os/exec.(*Cmd).Wait", "syscall.wait4":
        return "waits for a child process"
      default: break
      }
    }
    switch kinds[group] {
    case .send: return "waits in a channel send"
    case .receive: return "waits in a channel receive"
    case .select: return "waits in a select"
    case .emptySelect: return "waits in an empty select"
    case .nilChannel: return "waits in an operation on a nil channel"
    case .read: return "reads from a connection"
    case .write: return "writes to a connection"
    case .accept: return "accepts connections"
    case .lock: return "waits for a lock"
    case .waitGroup: return "waits for a WaitGroup"
    case .condition: return "waits for a condition"
    case .semaphore: return "waits for a semaphore"
    case .sleep: return "sleeps"
    case .syscall: return "is in a system call"
    case .running: return "runs"
    case .system, .other: return "is in \(analysis.groups[group].state.name)"
    }
  }

  /// What a group waits in, in Go's words.
  func operation(of group: Int) -> String {
    switch resources.gates[group]?.kind {
    case .once: return "Once.Do"
    case .pool: return "the pool's queue"
    default: break
    }
    switch activities[group] {
    case .rwMutexRLock: return "RLock"
    case .mutexLock, .rwMutexLock: return "Lock"
    case .waitGroupWait: return "Wait"
    case .condWait: return "Cond.Wait"
    case .channelSend: return "a send"
    case .channelReceive: return "a receive"
    default: return analysis.groups[group].state.name
    }
  }
}

extension WaitGraph {
  /// What suggests a blocker, in a few words.
  func reason(for blocker: Blocker, at node: Node) -> String {
    var parts = [ground(of: blocker, at: node)]
    switch blocker.age {
    case .longer: parts.append("has waited longer")
    case .same: if !blocker.isNested { parts.append("has waited as long") }
    case .shorter: parts.append("has not waited as long")
    case .unknown: break
    }
    return parts.joined(separator: ", ")
  }

  private func ground(of blocker: Blocker, at node: Node) -> String {
    let type = typeName(of: blocker)
    if blocker.isNested, case .child(let function) = blocker.ground {
      return "started by \(FunctionShortening.last(name(of: function))), like all that wait here"
    }
    if case .connection(let what) = blocker.ground { return what }
    if blocker.isNested {
      return blocker.isSameObject
        ? "holds it already: same \(type)" : "holds it already, by its stack"
    }
    if case .resource(let number) = node, table.resources[number].kind == .once {
      return "runs the function of the sync.Once"
    }
    switch blocker.ground {
    case .past(let gate):
      let line = "has passed \(context.analysis.place(gate).fileName):\(gate.line)"
      return blocker.isSameObject ? "same \(type), \(line)" : line
    case .method: return blocker.isSameObject ? "same \(type)" : "a method of \(type)"
    case .carries: return "has its address as an argument"
    case .package: return "the only candidate in the package"
    case .fellow: return "no other candidate is in sight: they may wait for each other"
    case .connection(let what): return what
    case .child(let function):
      return
        "started by \(FunctionShortening.last(name(of: function)))"
    }
  }

  private func name(of function: UInt32) -> String {
    context.analysis.dump.symbols.functions[Int(function)]
  }

  /// `*ledger` of `bank.(*ledger).snapshot`.
  private func typeName(of blocker: Blocker) -> String {
    let owner = context.names.owner(of: blocker.frame.function)
    guard owner.isReceiver else { return "object" }
    return FunctionShortening.type(context.names.text(of: owner))
  }
}

/// Names as a reader knows them without their package's path.
enum FunctionShortening {
  /// `bank.(*ledger).snapshot` of `example.com/bank.(*ledger).snapshot`.
  static func last(_ function: String) -> String {
    // Type arguments have slashes of their own.
    let name = function.utf8.prefix { $0 != UInt8(ascii: "[") }
    guard let slash = name.lastIndex(of: UInt8(ascii: "/")) else { return function }
    return String(function[function.utf8.index(after: slash)...])
  }

  /// `*ledger` of `example.com/bank.(*ledger)`.
  static func type(_ owner: String) -> String {
    guard let dot = owner.utf8.lastIndex(of: UInt8(ascii: ".")) else { return owner }
    return owner[owner.utf8.index(after: dot)...].filter { $0 != "(" && $0 != ")" }
  }
}
