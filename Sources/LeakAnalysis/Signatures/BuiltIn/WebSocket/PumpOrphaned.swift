import GoroutineDump

extension Signature {
  /// Pumps whose other half has gone.
  static let websocketPump = Signature(
    id: "websocket-pump-orphaned",
    title: "read or write pumps whose other half has ended",
    summary: """
      A web socket is served by two goroutines, readPump and writePump; the dump shows many more \
      of one kind than of the other.
      """,
    cause: """
      One pump returned (an error, a closed connection) without ending the other: the write pump \
      waits for a channel that nobody closes, or the read pump for a peer that is gone.
      """,
    fix: """
      Close the connection in the defer of both pumps, close the send channel when the reader \
      ends, and set a read deadline that each pong renews.
      """,
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 20, error: 100),
    lookAlikes: ["one pair for each live connection: equal numbers, at any age"],
    sources: [
      "gorilla/websocket#396",
      "gorilla/websocket#250",
      "gorilla/websocket#630",
      "googollee/go-engine.io#46",
    ],
    help: "https://pkg.go.dev/github.com/gorilla/websocket#hdr-Concurrency",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        main.(*Client).writePump(0xc0000a2000)
        \t/app/client.go:95 +0xfc
        created by main.serveWs in goroutine 70
        \t/app/client.go:130 +0x316
        """,
      before: """
        func (c *Client) readPump() {
        \tfor {
        \t\tif _, _, err := c.conn.ReadMessage(); err != nil {
        \t\t\treturn // and writePump never hears of it
        \t\t}
        \t}
        }
        """,
      after: """
        func (c *Client) readPump() {
        \tdefer func() { c.hub.unregister <- c; c.conn.Close() }() // closes c.send
        \t…
        }
        """),
    detection: .analysis { inquiry, signature in
      let limits = signature.thresholds
      var readers: [Int] = []
      var writers: [Int] = []
      for (group, word) in inquiry.groups(endingIn: [
        ").readPump", ").ReadPump", ").writePump", ").WritePump",
      ]) where !inquiry.claimed.contains(group) {
        if word.lowercased().hasSuffix("readpump") {
          readers.append(group)
        } else {
          writers.append(group)
        }
      }
      // The other half can go by another name: readers are known by what they call, writers are not.
      guard !writers.isEmpty else { return [] }
      let reading = inquiry.count(with: ["github.com/gorilla/websocket.(*Conn).NextReader"])
      let counts = (
        readers: max(inquiry.count(of: readers), reading), writers: inquiry.count(of: writers)
      )
      let (many, surplus) =
        counts.readers > counts.writers
        ? (readers, counts.readers - counts.writers) : (writers, counts.writers - counts.readers)
      // A connection that begins or ends has one pump for a moment.
      guard surplus >= limits.note, surplus * 2 >= inquiry.count(of: many) else { return [] }
      return [
        Match(
          groups: many,
          severity: surplus >= limits.error
            ? .error : surplus >= limits.warning ? .warning : .note,
          confidence: surplus >= limits.warning ? .high : .low,
          evidence: Evidence.sentence(
            inquiry.signals(many), doing: "serve one side of a web socket",
            and: ["\(counts.readers) read pumps and \(counts.writers) write pumps"]))
      ]
    })
}
