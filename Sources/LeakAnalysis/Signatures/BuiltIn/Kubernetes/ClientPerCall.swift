import GoroutineDump

extension Signature {
  /// Clientsets that are made again and again.
  static let kubernetesClient = Signature(
    id: "k8s-client-per-call",
    title: "Kubernetes clientsets or work queues that are made again and again",
    summary: """
      Loops that a client with a TLS certificate, or a work queue, starts once \
      (dynamicClientCert.Run, updateUnfinishedWorkLoop, waitingLoop), in large and equal numbers.
      """,
    cause: """
      A clientset (or a work queue) is made for each request or reconcile. A client with a \
      certificate of its own never stops its loops; a queue stops them at ShutDown only.
      """,
    fix: """
      Make the clientset once and share it, or cache one for each configuration; call ShutDown on \
      queues that end.
      """,
    severity: .error,
    thresholds: Thresholds(note: 50, warning: 100, error: 500),
    lookAlikes: [
      "a controller with 10 to 40 queues: one loop each",
      "idle workers in workqueue.Get, for days",
    ],
    sources: [
      "kubernetes/client-go#939 (767 of each of 4 stacks)",
      "controller-runtime#649",
      "kubeflow/spark-operator#1570 (benign)",
    ],
    help: "https://pkg.go.dev/k8s.io/client-go/util/workqueue#Interface",
    example: Example(
      stack: """
        goroutine 77 [chan receive, 12 minutes]:
        k8s.io/client-go/transport.(*dynamicClientCert).Run(0xc0000a2000)
        \t/go/pkg/mod/k8s.io/client-go@v0.18.6/transport/cert_rotation.go:147 +0xfc
        created by k8s.io/client-go/transport.tlsTransportCache.get in goroutine 70
        \t/go/pkg/mod/k8s.io/client-go@v0.18.6/transport/cache.go:101 +0x316
        """,
      before: """
        func reconcile(req Request) error {
        \tclient, err := kubernetes.NewForConfig(cfg) // and its loops, each time
        \tif err != nil { return err }
        \treturn sync(client, req)
        }
        """,
      after: """
        type reconciler struct{ client kubernetes.Interface } // made once

        func (r *reconciler) reconcile(req Request) error { return sync(r.client, req) }
        """),
    detection: .judged(
      GroupPattern(frames: [
        "k8s.io/client-go/transport.(*dynamicClientCert).Run",
        "k8s.io/client-go/util/workqueue.(*Type).updateUnfinishedWorkLoop",
        "k8s.io/client-go/util/workqueue.(*Typed).updateUnfinishedWorkLoop",
        "k8s.io/client-go/util/workqueue.(*delayingType).waitingLoop",
      ])
    ) { $0.together(doing: "are loops of clients or queues, one of each kind for each") })
}
