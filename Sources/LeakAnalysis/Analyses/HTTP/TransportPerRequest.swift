import GoroutineDump

extension DumpAnalysis {
  /// The share of some goroutines that wait within a minute, or a tenth, of so many minutes.
  fileprivate func shareNear(_ median: Int, of groups: [Int]) -> Double {
    var (near, all) = (0, 0)
    for group in groups {
      for wait in waitCounts(of: self.groups[group]) {
        all += Int(wait.count)
        if abs(max(wait.minutes, 0) - median) <= max(1, median / 10) { near += Int(wait.count) }
      }
    }
    return all > 0 ? Double(near) / Double(all) : 0
  }
}

extension Analysis {
  /// Connections that nobody uses again, told by the two loops of each.
  static let transportPerRequest = Analysis("idle-connections") { candidates in
    let context = candidates.context
    let readers = context.groups(
      with: ["net/http.(*persistConn).readLoop"], among: candidates.groups)
    let reading = context.count(of: readers)
    let pairs = max(reading, candidates.count - reading)
    let wait = context.wait(of: candidates.groups)
    let median = wait?.median ?? 0
    // Without ages they may be a pool that is in use: only time tells idle ones.
    var strength = candidates.measure(candidates.groups, count: pairs, ageless: 0.2)
    // Dialled at one moment and kept since: for as many targets, not for one request after the other.
    if median >= 2, context.analysis.shareNear(median, of: candidates.groups) >= 0.9 {
      strength *= 0.1
    }
    // However few: a connection that is idle for an hour belongs to a transport that closes none.
    strength = max(strength, 0.6 * PlaceFacts.unit(Double(median) / 60))
    var reasons: [String] = []
    if median >= 2 {
      reasons.append("the default transport closes a connection after 90 seconds of idleness")
    }
    if pairs > 100 { reasons.append("the default transport keeps at most 100 idle connections") }
    return [
      Sighting(
        groups: candidates.groups, strength: strength,
        measure: pairs,
        doing: "keep \(pairs == 1 ? "1 connection" : "\(Evidence.number(pairs)) connections")",
        reasons: reasons)
    ]
  }
}
