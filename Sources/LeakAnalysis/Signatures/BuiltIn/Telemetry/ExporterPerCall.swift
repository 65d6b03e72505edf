import GoroutineDump

extension Signature {
  /// Telemetry providers that are made again and again.
  static let telemetryExporter = Signature(
    id: "telemetry-provider-per-call",
    title: "telemetry providers that are made again and again",
    summary: """
      The worker of a telemetry provider or error reporter (batch span processor, periodic reader, \
      view worker, transport), of which a program has one, is there many times.
      """,
    cause: """
      A provider, exporter or client is made for each request, test or tenant, and Shutdown is \
      missing.
      """,
    fix: """
      Make one provider when the program starts, and call its Shutdown (or Close) at the end; with \
      several, shut down each.
      """,
    severity: .error,
    thresholds: Thresholds(note: 4, warning: 10, error: 100),
    lookAlikes: ["one for each provider: one to three"],
    sources: [
      "open-telemetry/opentelemetry-go#6360",
      "open-telemetry/opentelemetry-go#6368",
      "uber-go/goleak#117",
    ],
    help: "https://pkg.go.dev/go.opentelemetry.io/otel/sdk/trace#TracerProvider.Shutdown",
    example: Example(
      stack: """
        goroutine 77 [select]:
        go.opentelemetry.io/otel/sdk/trace.(*batchSpanProcessor).processQueue(0xc0000a2000)
        \t/go/pkg/mod/go.opentelemetry.io/otel/sdk@v1.24.0/trace/batch_span_processor.go:292 +0xfc
        go.opentelemetry.io/otel/sdk/trace.NewBatchSpanProcessor.func1()
        \t/go/pkg/mod/go.opentelemetry.io/otel/sdk@v1.24.0/trace/batch_span_processor.go:114 +0x316
        created by go.opentelemetry.io/otel/sdk/trace.NewBatchSpanProcessor in goroutine 70
        \t/go/pkg/mod/go.opentelemetry.io/otel/sdk@v1.24.0/trace/batch_span_processor.go:112 +0x1d0
        """,
      before: """
        func handle(w http.ResponseWriter, r *http.Request) {
        \ttp := trace.NewTracerProvider(trace.WithBatcher(exp)) // each time
        \t…
        }
        """,
      after: """
        tp := trace.NewTracerProvider(trace.WithBatcher(exp)) // in main
        defer tp.Shutdown(ctx)
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "go.opentelemetry.io/otel/sdk/trace.(*batchSpanProcessor).processQueue",
        "go.opentelemetry.io/otel/sdk/metric.(*PeriodicReader).run",
        "go.opentelemetry.io/otel/sdk/metric.(*periodicReader).run",
        "go.opentelemetry.io/otel/sdk/log.exportSync.func",
        "go.opencensus.io/stats/view.(*worker).start",
        "github.com/golang/glog.(*loggingT).flushDaemon",
        "k8s.io/klog.(*flushDaemon).run.func", "k8s.io/klog.(*loggingT).flushDaemon",
        "github.com/rollbar/rollbar-go.NewAsyncTransport.func",
        "github.com/getsentry/sentry-go.(*HTTPTransport).worker",
        "github.com/uber/jaeger-client-go.(*remoteReporter).processQueue",
        "github.com/DataDog/datadog-go/statsd.(*Client).watch",
        "gopkg.in/alexcesaro/statsd.v2.newConn.func",
      ])))
}
