import GoroutineDump

/// The goroutines of HTTP client connections.
struct HTTPConnections {
  /// How many connections: the larger of the two loops' counts.
  let count: Int

  init(_ candidates: Candidates) {
    let inquiry = candidates.inquiry
    let readers = inquiry.count(
      of: inquiry.groups(with: ["net/http.(*persistConn).readLoop"], among: candidates.groups))
    count = max(readers, candidates.count - readers)
  }

  static let bodyReaders: Set<String> = [
    "net/http.(*bodyEOFSignal).Read", "net/http.(*body).Read", "net/http.(*body).readLocked",
  ]

  /// The write loops of connections that a finding speaks of, where they are all of that kind.
  static func companions(of count: Int, in inquiry: Inquiry) -> [Int] {
    loops("net/http.(*persistConn).writeLoop", like: count, in: inquiry)
  }

  /// Both loops of connections whose requests wait for an answer.
  static func inFlight(_ count: Int, in inquiry: Inquiry) -> [Int] {
    loops("net/http.(*persistConn).writeLoop", like: count, in: inquiry)
      + loops("net/http.(*persistConn).readLoop", like: count, in: inquiry)
  }

  /// The groups with a loop, where their number is about the one given: then they belong together.
  private static func loops(_ name: String, like count: Int, in inquiry: Inquiry) -> [Int] {
    let groups = inquiry.groups(with: [name]).filter { !inquiry.claimed.contains($0) }
    let total = groups.reduce(0) { $0 + inquiry.analysis.groups[$1].count }
    return abs(total - count) <= max(2, count / 10) ? groups : []
  }
}
