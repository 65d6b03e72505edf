import GoroutineDump

extension Analysis {
  /// Nothing can run any more, as the runtime found: of the whole program, or of a synctest bubble.
  static let runtimeDeadlock = Analysis("runtime-deadlock", endings: [.deadlock]) {
    candidates, _ in
    let context = candidates.context
    let analysis = context.analysis
    // A bubble's goroutines are marked; in the text of older versions all that wait are of it.
    let inBubble = analysis.groups.indices.filter { group in
      analysis.goroutines(of: analysis.groups[group]).contains { $0.flags.contains(.bubble) }
    }
    let among = inBubble.isEmpty ? Array(analysis.groups.indices) : inBubble
    let waiting = among.filter { group in
      let activity = analysis.groups[group].state.activity
      return activity != .system && activity != .runnable
    }
    .sorted { context.firstRow(of: $0) < context.firstRow(of: $1) }
    // Package testing waits for a test, which is the one that is blocked.
    let beyondTesting = waiting.filter { !context.waitsInTesting($0) }
    let groups = beyondTesting.isEmpty ? waiting : beyondTesting
    guard !groups.isEmpty else {
      return [.statement([], ["the text does not show the blocked goroutines"])]
    }
    let main = groups.first { context.isMain($0) }
    var states: [String: Int] = [:]
    for number in groups {
      states[analysis.groups[number].state.name, default: 0] += analysis.groups[number].count
    }
    let waits = states.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\(Evidence.number($0.value)) in \($0.key)" }.joined(separator: ", ")
    let rings = context.waits.rings.filter { $0.grade >= .likely }.prefix(2).map {
      describe($0, context.waits)
    }
    // The finding is named for the main goroutine, which nobody created.
    let named = (main.map { [$0] } ?? []) + groups.filter { $0 != main }
    let places = named.prefix(3).map(context.whereabouts).joined(separator: ", ")
    return [
      Sighting(
        groups: named, doing: "are blocked forever",
        reasons: (groups.count > 1 ? [waits, places] : [places]) + rings,
        stated: .proven, site: context.ownFrame(of: named[0]).map(analysis.place), explains: false)
    ]
  }
}

extension AnalysisContext {
  /// Whether a group is the main goroutine.
  func isMain(_ group: Int) -> Bool {
    analysis.goroutines(of: analysis.groups[group]).contains { $0.id == 1 }
  }

  /// Whether package testing, or testing/synctest, waits in a group for a test.
  fileprivate func waitsInTesting(_ group: Int) -> Bool {
    waitingFrame(of: group).map {
      let name = analysis.dump.symbols.function(of: $0)
      return name.hasPrefix("testing.") || name.hasPrefix("testing/")
    } ?? false
  }
}
