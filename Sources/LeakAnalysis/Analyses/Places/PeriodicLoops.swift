import GoroutineDump

extension Analysis {
  /// Loops over a ticker, by the name of the function.
  static let periodicLoops = Analysis("periodic-loops") { candidates in
    let context = candidates.context
    return candidates.places(ofAtLeast: candidates.signature.thresholds.note).compactMap { groups in
      guard isPeriodic(context.siteMethod(groups[0])) else { return nil }
      return Sighting(groups: groups, strength: 0, doing: "run a periodic loop")
    }
  }

  /// Whether a function does its work again and again, by its name.
  private static func isPeriodic(_ function: String) -> Bool {
    let name = function.lowercased()
    return [
      "flush", "tick", "reap", "janitor", "sweep", "refresh", "poll", "heartbeat", "cleanup",
      "evict",
    ].contains { name.contains($0) }
  }
}
