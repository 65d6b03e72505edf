import GoroutineDump
public import LeakAnalysis

/// Writes who started whom as a graph.
///
/// A node is all goroutines with one entry function. An edge goes from those that started them:
/// where the dump names the goroutine (`created by F in goroutine 7`) and it is still there, from its
/// node; else from a dashed one for the function that did it.
public struct CreatorGraph: Sendable {
  private let analysis: DumpAnalysis

  /// A dump to write.
  public init(_ analysis: DumpAnalysis) { self.analysis = analysis }

  private struct Node {
    var name: String
    var count = 0
    var states: [String: Int] = [:]
    var isGone = false
  }

  private struct Edge: Hashable {
    var from: Int
    var to: Int
    /// The frame of the `go` statement.
    var place: Frame
  }

  /// Writes the graph.
  public func write(to output: consuming ReportOutput) {
    var nodes: [Node] = []
    var numbers: [String: Int] = [:]
    func node(_ name: String, isGone: Bool) -> Int {
      let key = isGone ? "gone " + name : "live " + name
      if let number = numbers[key] { return number }
      nodes.append(Node(name: name, isGone: isGone))
      numbers[key] = nodes.count - 1
      return nodes.count - 1
    }
    var nodeOfSample = [Int](repeating: 0, count: analysis.dump.samples.count)
    for group in analysis.groups {
      let name = group.entry.map { analysis.dump.symbols.function(of: $0) } ?? "(no frames)"
      let number = node(name, isGone: false)
      nodeOfSample[group.sample] = number
      nodes[number].count += group.count
      nodes[number].states[group.state.name, default: 0] += group.count
    }
    let sampleOfID = samplesByID()
    var edges: [Edge: Int] = [:]
    for group in analysis.groups {
      guard let creator = group.creator else { continue }
      let name = analysis.dump.symbols.function(of: creator)
      let rows = analysis.rows(of: group)
      let to = nodeOfSample[group.sample]
      guard !rows.isEmpty else {
        edges[Edge(from: node(name, isGone: true), to: to, place: creator), default: 0] +=
          group.count
        continue
      }
      for row in rows {
        let parent = sampleOfID[analysis.dump.goroutines[Int(row)].creator]
        let from = parent.map { nodeOfSample[$0] } ?? node(name, isGone: true)
        edges[Edge(from: from, to: to, place: creator), default: 0] += 1
      }
    }
    write(nodes, edges, to: output)
  }

  private func samplesByID() -> [UInt64: Int] {
    var samples: [UInt64: Int] = [:]
    analysis.dump.goroutines.forEachRow { _, record in
      if record.id != 0 { samples[record.id] = Int(record.sample) }
    }
    return samples
  }

  private func write(
    _ nodes: [Node], _ edges: [Edge: Int], to output: consuming ReportOutput
  ) {
    var dot = DotWriter(output, name: "creators")
    for (number, node) in nodes.enumerated() {
      guard !node.isGone else {
        dot.node(number, [node.name, "(not in the dump)"], attributes: "style=dashed")
        continue
      }
      let states = node.states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      var lines = [node.name, Quantity.text(node.count, "goroutine")]
      lines += states.prefix(3).map { "\(Quantity.text($0.value)) \($0.key)" }
      if states.count > 3 { lines.append("and \(states.count - 3) more states") }
      dot.node(number, lines)
    }
    let sorted = edges.sorted {
      let (a, b) = ($0.key, $1.key)
      return (a.from, a.to, Int(a.place.line), Int(a.place.function))
        < (b.from, b.to, Int(b.place.line), Int(b.place.function))
    }
    for (edge, count) in sorted {
      let place = analysis.place(edge.place)
      var lines = [Quantity.text(count)]
      // The function of a dashed node stands on the node.
      if !nodes[edge.from].isGone { lines.append(place.function) }
      if !place.file.isEmpty { lines.append("\(place.fileName):\(place.line)") }
      dot.edge(edge.from, edge.to, lines)
    }
    dot.finish()
  }
}
