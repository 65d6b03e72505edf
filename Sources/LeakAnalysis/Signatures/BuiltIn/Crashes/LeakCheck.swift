import GoroutineDump

extension Signature {
  /// Goroutines that a test left behind.
  static let leakCheck = Signature(
    id: "test-leak-check",
    title: "a leak checker found goroutines that a test left behind",
    summary: """
      goleak, leaktest or a checker like them printed the goroutines that were still there when a \
      test had ended. Those that no other signature explains are told by place.
      """,
    cause: """
      Something that the test started is not stopped by it: a client, a server, a loop without an \
      end.
      """,
    fix: """
      Close what the test makes (t.Cleanup), and wait for its goroutines; only then tell the \
      checker to ignore what cannot be stopped.
      """,
    severity: .error,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["goroutines that live as long as the process by design: goleak.IgnoreTopFunction"],
    sources: ["uber-go/goleak#117"],
    help: "https://pkg.go.dev/go.uber.org/goleak",
    example: Example(
      stack: """
            leaks.go:78: found unexpected goroutines:

        [Goroutine 21 in state select, with main.(*poller).loop on top of the stack:
        goroutine 21 [select]:
        main.(*poller).loop(0xc0000a2000)
        \t/app/poller.go:31 +0xfc
        created by main.newPoller in goroutine 19
        \t/app/poller.go:24 +0x316
        ]
        """,
      before: """
        func TestPoll(t *testing.T) {
        \tp := newPoller() // its loop goes on
        \tp.once()
        }
        """,
      after: """
        p := newPoller()
        t.Cleanup(p.Close)
        p.once()
        """),
    detection: .analysis { inquiry, _ in
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
    })

  /// Whether the frames are those of a loop that a client has for each of its connections.
  private static func isIdleClient(_ functions: [String]) -> Bool {
    functions.contains {
      // HTTP/2's loop has three names, all of which end so.
      $0.hasPrefix("net/http.(*persistConn).") || $0.hasSuffix("lientConnReadLoop).run")
    }
  }
}
