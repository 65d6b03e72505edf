import GoroutineDump

extension Signature {
  /// Answers that nobody takes.
  static let http2ServerPeer = Signature(
    id: "http2-server-peer-not-reading",
    title: "HTTP/2 handlers whose client has stopped reading",
    summary: """
      Handlers wait to write their answer (serverConn.writeDataFromHandler), for a minute and \
      more: the flow-control window of the client is used up.
      """,
    cause: """
      The client has stopped reading without closing the stream, and the server sets no limit for \
      writing.
      """,
    fix: """
      Set WriteTimeout on http.Server, or a deadline for each response with \
      http.ResponseController.SetWriteDeadline.
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 50, error: 200, minutes: 1),
    lookAlikes: ["slow downloads: some, and the client reads in between"],
    sources: ["golang/go#56385 (243 of 287 goroutines)"],
    help: "https://pkg.go.dev/net/http#ResponseController",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        net/http.(*http2serverConn).writeDataFromHandler(0xc0000a2000)
        \t/usr/local/go/src/net/http/h2_bundle.go:4570 +0xfc
        net/http.(*http2responseWriterState).writeChunk(0xc0000a2000)
        \t/usr/local/go/src/net/http/h2_bundle.go:6400 +0x316
        bufio.(*Writer).Flush(0xc0000a2000)
        \t/usr/local/go/src/bufio/bufio.go:639 +0x1d0
        main.export(0xc0000a2000)
        \t/app/export.go:31 +0xe4
        net/http.(*http2serverConn).runHandler(0xc0000a2000)
        \t/usr/local/go/src/net/http/h2_bundle.go:6120 +0x26e
        created by net/http.(*http2serverConn).scheduleHandler in goroutine 70
        \t/usr/local/go/src/net/http/h2_bundle.go:6055 +0x137
        """,
      before: """
        func export(w http.ResponseWriter, r *http.Request) {
        \tio.Copy(w, report()) // as long as the client likes
        }
        """,
      after: """
        func export(w http.ResponseWriter, r *http.Request) {
        \trc := http.NewResponseController(w)
        \trc.SetWriteDeadline(time.Now().Add(time.Minute))
        \tio.Copy(w, report())
        }
        """),
    detection: .pattern(
      GroupPattern(
        states: [.select], frames: HTTP2Names.method("serverConn", "writeDataFromHandler"))))
}
