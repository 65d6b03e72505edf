import GoroutineDump

/// Who waits for whom in a dump: for a picture, for one goroutine, or for a reader of one's own.
public struct WaitOverview: Sendable {
  /// Something that somebody waits for.
  public struct Wait: Sendable {
    /// What it is: `lock`, `sync.Once`, `channel send`.
    public let name: String
    /// Whether it is a lock of package `sync`.
    public let isLock: Bool
    /// The lock's address, or that of the receiver it lies in; 0 where the dump prints none, and
    /// then the place of the wait stands for it.
    public let address: UInt64
    /// The groups that wait, as indices into the dump's, largest first.
    public let groups: [Int]
    /// How many goroutines wait.
    public let waiters: Int
    /// Who may end the wait, the surest first.
    public let blockers: [BlockedBy]
  }

  /// What one goroutine has to do with others.
  public struct Relations: Sendable {
    /// Who may end its wait, the root first.
    public let blockedBy: [BlockedBy]
    /// What it may have, with those who wait for it and what suggests it.
    public let holds: [(wait: Wait, blocker: BlockedBy)]
  }

  private let graph: WaitGraph
  /// What is waited for: locks and their like, the most contended first; then other waits that somebody
  /// is known to be able to end.
  public let waits: [Wait]

  /// Looks at all goroutines of a dump.
  public init(_ analysis: DumpAnalysis) {
    let graph = WaitGraph(AnalysisContext(analysis, PatternIndex(Catalogue([]))))
    self.graph = graph
    let resources = graph.table.contended([.lock, .once, .file, .semaphore, .pool])
    var waits = resources.map { graph.wait(at: .resource($0)) }
    for group in analysis.groups.indices where PeerBlockers.isWait(group, graph.context) {
      guard graph.table.gates[group] == nil, graph.context.kinds[group].isHard else { continue }
      let wait = graph.wait(at: .group(group))
      if !wait.blockers.isEmpty { waits.append(wait) }
    }
    self.waits = waits
  }

  /// What the goroutine at a position of the dump's table has to do with others; `group` is its group.
  public func relations(ofRow row: Int, group: Int) -> Relations {
    let id = graph.context.analysis.dump.goroutines[row].id
    let holds = waits.flatMap { wait in
      wait.blockers.filter { $0.goroutine == id }.map { (wait, $0) }
    }
    // In a ring everybody is at the end of his own way; one that has what it wants is told so.
    let chain = WaitChain(ofRow: row, group: group, in: graph).blockedBy()
    let others = chain.filter { $0.goroutine != id }
    return Relations(blockedBy: others.isEmpty ? chain : others, holds: holds)
  }
}

extension WaitGraph {
  fileprivate func wait(at node: Node) -> WaitOverview.Wait {
    let waiters = waiters(at: node)
    let blockers = blockers(of: node).map { blockedBy($0, at: node, behind: waiters) }
    switch node {
    case .resource(let number):
      let resource = table.resources[number]
      return WaitOverview.Wait(
        name: resource.kind.name, isLock: resource.kind == .lock || resource.kind == .once,
        address: resource.address, groups: resource.groups, waiters: waiters, blockers: blockers)
    case .group(let number):
      return WaitOverview.Wait(
        name: context.analysis.groups[number].state.name, isLock: false, address: 0,
        groups: [number], waiters: waiters, blockers: blockers)
    }
  }
}
