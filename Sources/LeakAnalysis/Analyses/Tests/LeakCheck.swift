import GoroutineDump

extension Analysis {
  /// Goroutines that a test left behind, as a leak checker reports them.
  static let leakCheck = Analysis(ofWholeDump: "leak-check") { candidates in
    let context = candidates.context
    guard let report = context.analysis.dump.failure, report.kind == .leakCheck else { return [] }
    var left = context.analysis.groups.indices.filter { !context.expected.contains($0) }
    let firstIdle = left.partition { isIdleClient(context.functions(of: $0)) }
    // A checker without a heading has a line for each goroutine: that of the first is no other's.
    let namesEach =
      report.message.contains(" on top of the stack") || report.message.hasSuffix("eaked goroutine")
    func sighting(_ groups: [Int], cause: String?, fix: String?) -> Sighting {
      Sighting(
        groups: groups, doing: "are still there after the test",
        reasons: [namesEach ? context.whereabouts(of: groups[0]) : report.message],
        stated: .high, cause: cause, fix: fix)
    }
    var sightings = context.byPlaceAndState(left[..<firstIdle].sorted()).map { groups in
      // In the library's own loops the channel is not what is wrong.
      let known = context.parksInOwnCode(groups[0]) ? context.explanation(of: groups[0]) : nil
      return sighting(groups, cause: known?.cause, fix: known?.fix)
    }
    if firstIdle < left.endIndex {
      // The two loops of a connection are one defect.
      sightings.append(
        sighting(
          left[firstIdle...].sorted(),
          cause: """
            An HTTP client keeps its connections for the next request: 90 seconds with the \
            default transport, indefinitely with one that has no IdleConnTimeout or where a body was \
            not closed.
            """,
          fix: """
            Close every response's body, close the httptest.Server, and call \
            client.CloseIdleConnections() in t.Cleanup (of http.DefaultClient too, where it is used).
            """))
    }
    return sightings
  }

  /// Whether the frames are those of a loop that a client has for each of its connections.
  private static func isIdleClient(_ functions: [String]) -> Bool {
    functions.contains {
      // HTTP/2's loop has three names, all of which end so.
      $0.hasPrefix("net/http.(*persistConn).") || $0.hasSuffix("lientConnReadLoop).run")
    }
  }
}
