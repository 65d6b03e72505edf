import GoroutineDump

extension Analysis {
  /// Goroutines that a test left behind.
  static let testLeakCheck = Analysis.dump { inquiry, _ in
    guard let report = inquiry.analysis.dump.failure, report.kind == .leakCheck else { return [] }
    // What another signature has explained better is not said again.
    var left = inquiry.analysis.groups.indices.filter {
      !inquiry.claimed.contains($0) && !inquiry.expected.contains($0)
    }
    let firstIdle = left.partition { isIdleClient(inquiry.functions(of: $0)) }
    func match(_ groups: [Int], cause: String?, fix: String?) -> Match {
      Match(
        groups: groups, severity: .error, confidence: .high,
        evidence: Evidence.sentence(
          inquiry.signals(groups), doing: "are still there after the test", and: [report.message]),
        cause: cause, fix: fix)
    }
    var matches = inquiry.byPlaceAndState(left[..<firstIdle].sorted()).map { groups in
      // In the library's own loops the channel is not what is wrong.
      let known =
        inquiry.parksInOwnCode(groups[0])
        ? explanation(of: inquiry.analysis.groups[groups[0]].state.activity) : nil
      return match(groups, cause: known?.cause, fix: known?.fix)
    }
    if firstIdle < left.endIndex {
      // The two loops of a connection are one thing to mend.
      matches.append(
        match(
          left[firstIdle...].sorted(),
          cause: """
            An HTTP client keeps its connections for the next request: 90 seconds with the \
            default transport, for ever with one that has no IdleConnTimeout or where a body was \
            not closed.
            """,
          fix: """
            Close every response's body, close the httptest.Server, and call \
            client.CloseIdleConnections() in t.Cleanup (of http.DefaultClient too, where it is used).
            """))
    }
    return matches
  }

  /// Whether the frames are those of a loop that a client has for each of its connections.
  private static func isIdleClient(_ functions: [String]) -> Bool {
    functions.contains {
      // HTTP/2's loop has three names, all of which end so.
      $0.hasPrefix("net/http.(*persistConn).") || $0.hasSuffix("lientConnReadLoop).run")
    }
  }
}
