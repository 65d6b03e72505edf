import GoroutineDump

extension Signature {
  /// File watchers that are made again and again.
  static let fsnotifyWatcher = Signature(
    id: "fsnotify-watcher-per-call",
    title: "file watchers that are made again and again",
    summary: """
      Each watcher of fsnotify has one goroutine in readEvents; there are many. Each holds an \
      inotify instance, of which a user has 128.
      """,
    cause: "fsnotify.NewWatcher is called for each file, request or reload, and Close is missing.",
    fix: "Use one watcher for all files (Add), and Close those that end.",
    severity: .error,
    thresholds: Thresholds(note: 10, warning: 50, error: 500),
    lookAlikes: ["one for each watcher, idle in IO wait for days"],
    sources: ["fsnotify/fsnotify#3", "lime#440"],
    help: "https://pkg.go.dev/github.com/fsnotify/fsnotify#Watcher",
    example: Example(
      stack: """
        goroutine 77 [IO wait, 12 minutes]:
        internal/poll.runtime_pollWait(0x7f5adf63ccb0, 0x72)
        \t/usr/local/go/src/runtime/netpoll.go:351 +0xfc
        os.(*File).Read(0xc0000a2000)
        \t/usr/local/go/src/os/file.go:119 +0x316
        github.com/fsnotify/fsnotify.(*Watcher).readEvents(0xc0000a2000)
        \t/go/pkg/mod/github.com/fsnotify/fsnotify@v1.6.0/backend_inotify.go:480 +0x1d0
        created by github.com/fsnotify/fsnotify.NewWatcher in goroutine 70
        \t/go/pkg/mod/github.com/fsnotify/fsnotify@v1.6.0/backend_inotify.go:276 +0xe4
        """,
      before: """
        func reload(path string) {
        \tw, _ := fsnotify.NewWatcher() // one more each time
        \tw.Add(path)
        \tgo follow(w)
        }
        """,
      after: "func reload(path string) { watcher.Add(path) } // one watcher for all"),
    detection: .pattern(
      GroupPattern(
        frames: [
          "github.com/fsnotify/fsnotify.(*Watcher).readEvents",
          "github.com/fsnotify/fsnotify.(*inotify).readEvents",
          "github.com/howeyc/fsnotify.(*Watcher).readEvents",
        ])))
}
