import GoroutineDump

extension Analysis {
  /// Requests of a client that wait for an answer, with their connections.
  static let requestWithoutTimeout = Analysis("request-in-flight") { candidates in
    let context = candidates.context
    return candidates.places().map { groups in
      let count = context.count(of: groups)
      return Sighting(
        groups: groups + HTTPConnections.inFlight(count, in: context), lead: groups,
        strength: candidates.measure(groups), doing: "wait for an HTTP response")
    }
  }
}
