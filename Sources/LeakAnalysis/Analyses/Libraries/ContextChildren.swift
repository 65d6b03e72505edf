import GoroutineDump

extension Analysis {
  /// Goroutines that wait for the end of a context, one for each child of a context of another type.
  static let contextChildren = Analysis("context-children") { candidates in
    let context = candidates.context
    let isAlone = context.outnumbersAllOthers(candidates.count)
    return [
      Sighting(
        groups: candidates.groups,
        strength: max(
          candidates.measure(candidates.groups),
          isAlone ? PlaceFacts.unit(Double(candidates.count) / 100) : 0),
        doing: "wait for a context to be cancelled",
        reasons: isAlone
          ? ["there are more of these than of all other goroutines, which could use the contexts"]
          : [])
    ]
  }
}
