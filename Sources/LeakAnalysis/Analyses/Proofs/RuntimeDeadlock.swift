import GoroutineDump

extension Analysis {
  /// Nothing can run any more, as the runtime found.
  static let runtimeDeadlock = Analysis(ofWholeDump: "runtime-deadlock") { candidates in
    let context = candidates.context
    let analysis = context.analysis
    guard analysis.dump.failure?.kind == .deadlock else { return [] }
    let groups = analysis.groups.indices.filter {
      analysis.groups[$0].state.activity != .system
    }
    guard !groups.isEmpty else { return [] }
    let main = groups.first { context.isMain($0) }
    var states: [String: Int] = [:]
    for number in groups {
      states[analysis.groups[number].state.name, default: 0] += analysis.groups[number].count
    }
    let waits = states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) in \($0.key)" }.joined(separator: ", ")
    var reasons = [waits]
    if let main {
      reasons.insert("the main goroutine waits in \(analysis.groups[main].state.name)", at: 0)
    }
    reasons += context.waits.rings.filter { $0.grade >= .likely }.prefix(2).map {
      describe($0, context.waits)
    }
    // The finding is named for the main goroutine, which nobody created.
    let named = (main.map { [$0] } ?? []) + groups.filter { $0 != main }
    return [
      Sighting(
        groups: named, doing: "are all that is left, and all wait", reasons: reasons,
        stated: .proven, site: main.flatMap { analysis.groups[$0].site }.map(analysis.place),
        explains: false)
    ]
  }
}

extension AnalysisContext {
  /// Whether a group is the main goroutine.
  func isMain(_ group: Int) -> Bool {
    analysis.goroutines(of: analysis.groups[group]).contains { $0.id == 1 }
  }
}
