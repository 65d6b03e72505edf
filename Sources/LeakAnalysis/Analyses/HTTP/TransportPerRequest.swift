import GoroutineDump

extension Analysis {
  /// Connections that nobody uses again, told by the two loops of each.
  static let transportPerRequest = Analysis("idle-connections") { candidates in
    let context = candidates.context
    let readers = context.groups(with: ["net/http.(*persistConn).readLoop"], among: candidates.groups)
    let reading = context.count(of: readers)
    let pairs = max(reading, candidates.count - reading)
    let median = context.wait(of: candidates.groups)?.median ?? 0
    var reasons: [String] = []
    if median >= 2 {
      reasons.append("the default transport closes a connection that is idle for 90 seconds")
    }
    if pairs > 100 { reasons.append("the default transport keeps 100 idle ones") }
    return [
      Sighting(
        groups: candidates.groups, strength: candidates.measure(candidates.groups, count: pairs),
        measure: pairs,
        doing: "keep \(pairs == 1 ? "1 connection" : "\(Evidence.number(pairs)) connections")",
        reasons: reasons)
    ]
  }
}
