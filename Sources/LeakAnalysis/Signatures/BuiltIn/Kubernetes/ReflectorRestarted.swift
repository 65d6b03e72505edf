import GoroutineDump

extension Signature {
  /// Informers that are started again and again.
  static let kubernetesReflector = Signature(
    id: "k8s-reflector-restarted",
    title: "Kubernetes informers that are started again without being stopped",
    summary: """
      Far more reflectors (ListAndWatch, and the resync loop of each) than a program has kinds of \
      objects, and they came one after the other.
      """,
    cause: """
      An informer or its factory is made for each reconcile or reload, and its stop channel is \
      never closed; or event handlers are registered each time.
      """,
    fix: """
      Share one SharedInformerFactory, close its stop channel when it ends, and remove handlers \
      with RemoveEventHandler.
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 100, error: 1000, minutes: 5),
    lookAlikes: [
      "one reflector for each informer: made at start, all of one age",
      "loops of wait.Until, for days",
    ],
    sources: [
      "kubernetes/kubernetes#39734 (1776 minutes)",
      "kubernetes/kubernetes#35015",
      "kcp#3016",
      "kubernetes/kubernetes#77434",
    ],
    help: "https://pkg.go.dev/k8s.io/client-go/tools/cache#SharedInformer",
    example: Example(
      stack: """
        goroutine 77 [select, 1776 minutes]:
        k8s.io/client-go/tools/cache.(*Reflector).ListAndWatch.func1()
        \t/go/pkg/mod/k8s.io/client-go@v0.18.6/tools/cache/reflector.go:301 +0xfc
        created by k8s.io/client-go/tools/cache.(*Reflector).ListAndWatch in goroutine 70
        \t/go/pkg/mod/k8s.io/client-go@v0.18.6/tools/cache/reflector.go:294 +0x316
        """,
      before: """
        func reload(cfg Config) {
        \tf := informers.NewSharedInformerFactory(client, time.Minute)
        \tf.Start(make(chan struct{})) // that nobody closes
        }
        """,
      after: """
        func reload(cfg Config, stop <-chan struct{}) {
        \tf := informers.NewSharedInformerFactory(client, time.Minute)
        \tf.Start(stop) // closed before the next reload
        }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "k8s.io/client-go/tools/cache.(*Reflector).ListAndWatch.func",
        "k8s.io/client-go/tools/cache.(*Reflector).startResync",
        "k8s.io/client-go/tools/cache.(*processorListener).pop",
        "k8s.io/client-go/tools/cache.(*processorListener).run",
      ])
    ) { candidates in
      let signals = candidates.inquiry.signals(candidates.groups)
      // Those of a healthy controller are all of one age.
      guard signals.agesAreSpread || !signals.agesAreKnown else { return [] }
      return candidates.together(doing: "belong to informers")
    })
}
