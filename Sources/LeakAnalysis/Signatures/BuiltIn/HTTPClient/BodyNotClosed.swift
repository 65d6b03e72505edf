import GoroutineDump

extension Signature {
  /// Bodies that are neither read nor closed.
  static let bodyNotClosed = Signature(
    id: "http-body-not-closed",
    title: "HTTP response bodies that are neither read to the end nor closed",
    summary: """
      net/http.(*persistConn).readLoop is parked in a select (not in IO wait): it has handed out a \
      response and waits for its body to be read or closed. Fewer goroutines read bodies than wait.
      """,
    cause: "The response's body is not closed on every way out, so its connection is kept for it.",
    fix: "defer resp.Body.Close() right after the error check; read what is left, for reuse.",
    severity: .error, thresholds: Thresholds(note: 5, warning: 10, error: 100, minutes: 1),
    lookAlikes: ["streams (watch, server-sent events): their readers are visible in Body.Read"],
    sources: ["golang/go#16953 (426 + 426)", "golang/go#22773 (869 + 866)"],
    help: "https://pkg.go.dev/net/http#Response",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        net/http.(*persistConn).readLoop(0xc0000a2000)
        \t/usr/local/go/src/net/http/transport.go:2325 +0xca5
        created by net/http.(*Transport).dialConn in goroutine 70
        \t/usr/local/go/src/net/http/transport.go:1874 +0x154f
        """,
      before: """
        resp, err := http.Get(url)
        if err != nil { return err }
        if resp.StatusCode != 200 { return errStatus } // body still open
        """,
      after: """
        resp, err := http.Get(url)
        if err != nil { return err }
        defer resp.Body.Close()
        """),
    detection: .judged(
      GroupPattern(
        frames: ["net/http.(*persistConn).readLoop"])
    ) { all in
      let inquiry = all.inquiry
      let candidates = Candidates(
        inquiry: inquiry, signature: all.signature,
        groups: all.groups.filter(inquiry.waitsForBody))
      let limits = candidates.signature.thresholds
      let waiting = candidates.count
      let readers = inquiry.count(with: HTTPConnections.bodyReaders)
      let unread = waiting - readers
      guard unread >= limits.note else { return [] }
      let wait = inquiry.wait(of: candidates.groups)
      let isOld = !inquiry.agesAreKnown || (wait?.median ?? 0) >= limits.minutes
      var severity = Severity.note
      if unread >= limits.error {
        severity = isOld ? .error : .warning
      } else if unread >= limits.warning, isOld {
        severity = .warning
      }
      let groups = candidates.groups + HTTPConnections.companions(of: waiting, in: inquiry)
      return [
        Match(
          groups: groups, severity: severity,
          confidence: severity == .note ? .low : inquiry.agesAreKnown ? .high : .medium,
          evidence: Evidence.sentence(
            inquiry.signals(candidates.groups), doing: "wait for a response body to be closed",
            and: ["\(readers) read one"]))
      ]
    })
}

extension Inquiry {
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
