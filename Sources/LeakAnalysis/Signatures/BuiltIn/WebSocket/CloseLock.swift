import GoroutineDump

extension Signature {
  /// A library's regression in Close.
  static let websocketCloseLock = Signature(
    id: "websocket-close-lock",
    title: "web sockets whose close waits for a lock that nobody gives back",
    summary: """
      Goroutines are parked in the forceLock of nhooyr.io/websocket (coder/websocket), one for \
      each connection that was closed.
      """,
    cause: """
      In v1.8.5 and its neighbours Close locks the writer for good and leaves a goroutine behind \
      for each connection.
      """,
    fix: "Update the library (github.com/coder/websocket is its new home).",
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 50, error: 500),
    lookAlikes: ["a close that takes its turn: a few, for moments"],
    sources: ["coder/websocket#231 (2151)", "coder/websocket#205"],
    help: "https://pkg.go.dev/github.com/coder/websocket#Conn.Close",
    example: Example(
      stack: """
        goroutine 77 [chan send, 12 minutes]:
        nhooyr.io/websocket.(*mu).forceLock(0xc0000a2000)
        \t/go/pkg/mod/nhooyr.io/websocket@v1.8.5/conn_notjs.go:234 +0xfc
        nhooyr.io/websocket.(*msgWriterState).close(0xc0000a2000)
        \t/go/pkg/mod/nhooyr.io/websocket@v1.8.5/write.go:224 +0x316
        nhooyr.io/websocket.(*Conn).close.func1()
        \t/go/pkg/mod/nhooyr.io/websocket@v1.8.5/conn_notjs.go:142 +0x1d0
        created by nhooyr.io/websocket.(*Conn).close in goroutine 70
        \t/go/pkg/mod/nhooyr.io/websocket@v1.8.5/conn_notjs.go:138 +0xe4
        """,
      before: "require nhooyr.io/websocket v1.8.5",
      after: "require github.com/coder/websocket v1.8.12"),
    detection: .pattern(
      GroupPattern(frames: [
        "nhooyr.io/websocket.(*mu).forceLock", "github.com/coder/websocket.(*mu).forceLock",
      ])))
}
