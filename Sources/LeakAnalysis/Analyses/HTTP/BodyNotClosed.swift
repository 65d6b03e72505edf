import GoroutineDump

extension Analysis {
  /// Connections of a client that wait for the end of a body which nobody reads.
  static let bodyNotClosed = Analysis("body-not-closed") { candidates in
    let context = candidates.context
    let waiting = candidates.groups.filter(context.waitsForBody)
    let count = context.count(of: waiting)
    let readers = context.count(with: HTTPConnections.bodyReaders)
    guard count > readers else { return [] }
    let groups = waiting + HTTPConnections.companions(of: count, in: context)
    return [
      Sighting(
        groups: groups, lead: waiting,
        strength: candidates.measure(waiting, count: count - readers, ageless: 1)
          * Candidates.lack(of: readers, for: count),
        measure: count - readers, doing: "wait for a response body to be closed",
        reasons: [reading(readers, "one")])
    ]
  }
}

extension AnalysisContext {
  /// Whether a read loop waits for a body: in a select, or, where a profile of an old Go does not
  /// tell the state, at the line of that select (1536 in Go 1.7, 1654 in Go 1.9).
  fileprivate func waitsForBody(_ group: Int) -> Bool {
    let group = analysis.groups[group]
    if group.state.activity == .select { return true }
    guard analysis.dump.samples[group.sample].stateSource != .reported, let top = group.top else {
      return false
    }
    return top.line == 1536 || top.line == 1654
  }
}

/// The goroutines of HTTP client connections.
enum HTTPConnections {
  static let bodyReaders: Set<String> = [
    "net/http.(*bodyEOFSignal).Read", "net/http.(*body).Read", "net/http.(*body).readLocked",
  ]

  /// The write loops of connections that a finding speaks of, where they are all of that kind.
  static func companions(of count: Int, in context: AnalysisContext) -> [Int] {
    loops("net/http.(*persistConn).writeLoop", like: count, in: context)
  }

  /// Both loops of connections whose requests wait for an answer.
  static func inFlight(_ count: Int, in context: AnalysisContext) -> [Int] {
    loops("net/http.(*persistConn).writeLoop", like: count, in: context)
      + loops("net/http.(*persistConn).readLoop", like: count, in: context)
  }

  /// The groups with a loop, where their number is about the one given: then they belong together.
  private static func loops(
    _ name: String, like count: Int, in context: AnalysisContext
  ) -> [Int] {
    let groups = context.groups(with: [name])
    let total = context.count(of: groups)
    return abs(total - count) <= max(2, count / 10) ? groups : []
  }
}
