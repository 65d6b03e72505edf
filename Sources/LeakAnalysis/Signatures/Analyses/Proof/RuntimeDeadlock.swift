import GoroutineDump

extension Analysis {
  /// Nothing can run any more.
  static let runtimeDeadlock = Analysis.dump { inquiry, _ in
    let analysis = inquiry.analysis
    guard analysis.dump.failure?.kind == .deadlock else { return [] }
    let groups = analysis.groups.indices.filter {
      analysis.groups[$0].state.activity != .system
    }
    guard !groups.isEmpty else { return [] }
    let main = groups.first { inquiry.isMain($0) }
    var states: [String: Int] = [:]
    for number in groups {
      states[analysis.groups[number].state.name, default: 0] += analysis.groups[number].count
    }
    let waits = states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) in \($0.key)" }.joined(separator: ", ")
    let first =
      main.map { "the main goroutine waits in \(analysis.groups[$0].state.name); " } ?? ""
    return [
      Match(
        groups: groups, severity: .error, confidence: .proven,
        evidence: first + "all waits: \(waits)",
        site: main.flatMap { analysis.groups[$0].site }.map(analysis.place), explains: false)
    ]
  }
}

extension Inquiry {
  /// Whether a group is the main goroutine.
  func isMain(_ group: Int) -> Bool {
    analysis.goroutines(of: analysis.groups[group]).contains { $0.id == 1 }
  }
}
