import GoroutineDump

extension Signature {
  /// Watches whose results nobody takes.
  static let kubernetesWatch = Signature(
    id: "k8s-watch-not-stopped",
    title: "Kubernetes watches that were left without Stop",
    summary: """
      StreamWatcher.receive is parked in a channel send: it has an event, and nobody takes it from \
      ResultChan.
      """,
    cause: """
      The loop over ResultChan ended (a return, a timeout) without Stop on the watch; the \
      connection to the API server stays open, too.
      """,
    fix: "defer w.Stop() right after the error check, on every way out; or use an informer.",
    severity: .error,
    thresholds: Thresholds(warning: 1, error: 20, minutes: 5),
    lookAlikes: ["a watch that lives: the same function in IO wait or select"],
    sources: ["kuberhealthy/kuberhealthy#533 (143 minutes)", "apimachinery#123"],
    help: "https://pkg.go.dev/k8s.io/apimachinery/pkg/watch#Interface",
    example: Example(
      stack: """
        goroutine 77 [chan send, 143 minutes]:
        k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive(0xc0000a2000)
        \t/go/pkg/mod/k8s.io/apimachinery@v0.29.0/pkg/watch/streamwatcher.go:127 +0xfc
        created by k8s.io/apimachinery/pkg/watch.NewStreamWatcher in goroutine 70
        \t/go/pkg/mod/k8s.io/apimachinery@v0.29.0/pkg/watch/streamwatcher.go:81 +0x316
        """,
      before: """
        w, err := pods.Watch(ctx, opts)
        if err != nil { return err }
        for e := range w.ResultChan() {
        \tif done(e) { return nil } // without Stop
        }
        """,
      after: """
        w, err := pods.Watch(ctx, opts)
        if err != nil { return err }
        defer w.Stop()
        """),
    detection: .pattern(
      GroupPattern(
        states: [.channelSend], frames: ["k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive"]))
  )
}
