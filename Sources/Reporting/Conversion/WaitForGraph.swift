import GoroutineDump
public import LeakAnalysis

/// Writes who waits for whom as a graph: an arrow from a group to what it waits for, a dashed one from
/// there to a group of which a goroutine may end the wait. A ring of arrows is a deadlock.
public struct WaitForGraph: Sendable {
  private let analysis: DumpAnalysis
  private let waits: [WaitOverview.Wait]
  private let showsAddresses: Bool

  /// A dump to write, with the addresses of its locks or with numbers in their place.
  ///
  /// - Parameter overview: of the same groups; a redacted dump tells no addresses to make one from.
  /// - Parameter locksOnly: whether channels, WaitGroups and semaphores are left out.
  public init(
    _ analysis: DumpAnalysis, _ overview: WaitOverview, locksOnly: Bool = false,
    showsAddresses: Bool = true
  ) {
    self.analysis = analysis
    waits = overview.waits.filter { !locksOnly || $0.isLock }
    self.showsAddresses = showsAddresses
  }

  /// Writes the graph.
  public func write(to output: consuming ReportOutput) {
    var dot = DotWriter(output, name: "waits")
    let groups = Set(waits.flatMap { $0.groups + $0.blockers.map(\.group) }).sorted()
    let nodes = Dictionary(uniqueKeysWithValues: zip(groups, groups.indices))
    for number in groups { dot.node(nodes[number] ?? 0, lines(of: analysis.groups[number])) }
    for (index, wait) in waits.enumerated() {
      let node = groups.count + index
      dot.node(
        node, [name(of: wait, index), "\(Quantity.text(wait.waiters)) waiting"],
        attributes: "shape=ellipse")
      for group in wait.groups {
        dot.edge(nodes[group] ?? 0, node, [analysis.groups[group].state.name])
      }
      write(wait, node, nodes, to: &dot)
    }
    dot.finish()
  }

  private func name(of wait: WaitOverview.Wait, _ index: Int) -> String {
    if !wait.isLock, wait.address == 0 { return wait.name }
    if wait.address == 0 { return "a \(wait.name) of unknown address" }
    return showsAddresses
      ? "\(wait.name) 0x" + String(wait.address, radix: 16) : "\(wait.name) \(index + 1)"
  }

  private func write(
    _ wait: WaitOverview.Wait, _ node: Int, _ nodes: [Int: Int], to dot: inout DotWriter
  ) {
    let blockers = Dictionary(grouping: wait.blockers, by: \.group)
    let verb = wait.isLock ? "held" : "ended"
    for group in blockers.keys.sorted() {
      let all = blockers[group] ?? []
      let ids = all.filter { $0.goroutine != 0 }.map { String($0.goroutine) }
      var text = "may be \(verb) by " + (ids.isEmpty ? "one of these" : "goroutine ")
      text += ids.prefix(3).joined(separator: ", ")
      if ids.count > 3 { text += " and \(ids.count - 3) more" }
      let grade = all.map(\.grade).max() ?? .possible
      let style = grade == .certain ? "style=bold" : "style=dashed"
      dot.edge(node, nodes[group] ?? 0, [text, grade.rawValue], attributes: style)
    }
  }

  private func lines(of group: Group) -> [String] {
    var lines = [group.site.map { analysis.dump.symbols.function(of: $0) } ?? "(no frames)"]
    if let site = group.site.map(analysis.place), !site.file.isEmpty {
      lines.append("\(site.fileName):\(site.line)")
    }
    var size = "\(Quantity.text(group.count, "goroutine")), \(group.state.name)"
    if let wait = group.wait { size += ", \(Quantity.range(wait))" }
    return lines + [size]
  }
}
