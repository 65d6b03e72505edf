import GoroutineDump

extension Signature {
  /// File events that nobody takes.
  static let fsnotifyEvents = Signature(
    id: "fsnotify-events-not-drained",
    title: "file watchers whose events nobody takes",
    summary: """
      A watcher of fsnotify is parked in the select that sends an event, for a minute and more.
      """,
    cause: "Nobody reads Events (or Errors: both must be read) any more, and Close was not called.",
    fix: """
      Read both channels in one select until they are closed, and call Close when the reader ends.
      """,
    severity: .error,
    thresholds: Thresholds(warning: 1, error: 10, minutes: 1),
    lookAlikes: ["a watcher that waits for events: in IO wait (or epoll), for days"],
    sources: ["fsnotify/fsnotify#3", "golang/go#13723", "ory/x#672"],
    help: "https://pkg.go.dev/github.com/fsnotify/fsnotify#Watcher",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        github.com/fsnotify/fsnotify.(*Watcher).sendEvent(0xc0000a2000)
        \t/go/pkg/mod/github.com/fsnotify/fsnotify@v1.6.0/backend_inotify.go:291 +0xfc
        github.com/fsnotify/fsnotify.(*Watcher).readEvents(0xc0000a2000)
        \t/go/pkg/mod/github.com/fsnotify/fsnotify@v1.6.0/backend_inotify.go:520 +0x316
        created by github.com/fsnotify/fsnotify.NewWatcher in goroutine 70
        \t/go/pkg/mod/github.com/fsnotify/fsnotify@v1.6.0/backend_inotify.go:276 +0x1d0
        """,
      before: """
        w, _ := fsnotify.NewWatcher()
        w.Add(dir)
        <-w.Events // the first change, and no one after it
        """,
      after: """
        w, _ := fsnotify.NewWatcher()
        defer w.Close()
        w.Add(dir)
        <-w.Events
        """),
    detection: .pattern(
      GroupPattern(
        states: [.select, .channelSend],
        frames: [
          "github.com/fsnotify/fsnotify.(*Watcher).sendEvent",
          "github.com/fsnotify/fsnotify.(*Watcher).sendError",
          "github.com/fsnotify/fsnotify.(*shared).sendEvent",
          "github.com/fsnotify/fsnotify.(*inotify).sendEvent",
          "github.com/fsnotify/fsnotify.(*Watcher).readEvents",
          "github.com/howeyc/fsnotify.(*Watcher).readEvents",
        ])))
}
