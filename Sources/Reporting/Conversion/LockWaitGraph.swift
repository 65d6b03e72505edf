import GoroutineDump
public import LeakAnalysis

/// Writes who waits for which lock as a graph: an arrow from a group to the lock it waits for, a dashed
/// one from a lock to a group of which a goroutine may hold it. A ring of arrows is a deadlock.
public struct LockWaitGraph: Sendable {
  private let analysis: DumpAnalysis
  private let graph: LockGraph
  private let showsAddresses: Bool

  /// A dump to write, with the addresses of its locks or with numbers in their place.
  ///
  /// - Parameter graph: of the same groups; a redacted dump tells no addresses to make one from.
  public init(_ analysis: DumpAnalysis, _ graph: LockGraph, showsAddresses: Bool = true) {
    self.analysis = analysis
    self.graph = graph
    self.showsAddresses = showsAddresses
  }

  /// Writes the graph.
  public func write(to output: consuming ReportOutput) {
    var dot = DotWriter(output, name: "locks")
    let groups = Set(graph.locks.flatMap { $0.groups + $0.holders.map(\.group) }).sorted()
    let nodes = Dictionary(uniqueKeysWithValues: zip(groups, groups.indices))
    for number in groups { dot.node(nodes[number] ?? 0, lines(of: analysis.groups[number])) }
    for (index, lock) in graph.locks.enumerated() {
      let node = groups.count + index
      let name =
        lock.address == 0
        ? "a lock of unknown address"
        : showsAddresses ? "lock 0x" + String(lock.address, radix: 16) : "lock \(index + 1)"
      dot.node(
        node, [name, "\(Quantity.text(lock.waiters)) waiting"], attributes: "shape=ellipse")
      for group in lock.groups {
        dot.edge(nodes[group] ?? 0, node, [analysis.groups[group].state.name])
      }
      write(lock, node, nodes, to: &dot)
    }
    dot.finish()
  }

  private func write(
    _ lock: LockGraph.Lock, _ node: Int, _ nodes: [Int: Int], to dot: inout DotWriter
  ) {
    let holders = Dictionary(grouping: lock.holders, by: \.group)
    for group in holders.keys.sorted() {
      let ids = (holders[group] ?? []).map { String($0.goroutine) }
      var text = "may be held by goroutine " + ids.prefix(3).joined(separator: ", ")
      if ids.count > 3 { text += " and \(ids.count - 3) more" }
      dot.edge(node, nodes[group] ?? 0, [text], attributes: "style=dashed")
    }
  }

  private func lines(of group: Group) -> [String] {
    var lines = [group.site.map { analysis.dump.symbols.function(of: $0) } ?? "(no frames)"]
    if let site = group.site.map(analysis.place), !site.file.isEmpty {
      lines.append("\(site.file.split { $0 == "/" || $0 == "\\" }.last ?? ""):\(site.line)")
    }
    var size = "\(Quantity.text(group.count, "goroutine")), \(group.state.name)"
    if let wait = group.wait { size += ", \(Quantity.range(wait))" }
    return lines + [size]
  }
}
