import GoroutineDump

/// Finds the function of the program that handles the request, message or job a goroutine works on.
///
/// A handler is called by a dispatcher: a function of the standard library or of a framework whose
/// work it is to call handlers. Middleware is called by one too, so the innermost dispatcher counts
/// that has a function of the program's own below it.
final class Handlers {
  private let analysis: DumpAnalysis
  private var kinds: [Kind?]

  private enum Kind { case dispatcher, own, library }

  init(_ analysis: DumpAnalysis) {
    self.analysis = analysis
    kinds = Array(repeating: nil, count: analysis.dump.symbols.frames.count)
  }

  /// The frame of the handler; nil where the stack has none.
  func handler(of group: Group) -> Frame? {
    let symbols = analysis.dump.symbols
    let stack = symbols.stacks[Int(analysis.dump.samples[group.sample].stack)]
    var own: Frame?
    for index in symbols.frameIndices(of: stack) {
      switch kind(Int(index)) {
      case .own: own = symbols.frames[Int(index)]
      case .dispatcher: if let own { return own }
      case .library: break
      }
    }
    return nil
  }

  private func kind(_ index: Int) -> Kind {
    if let known = kinds[index] { return known }
    let frame = analysis.dump.symbols.frames[index]
    let isLibrary =
      analysis.isLibrary(frame) || NameFacts.isModule(analysis.dump.symbols.file(of: frame))
    let name = FunctionName(analysis.dump.symbols.function(of: frame)).canonical
    let kind: Kind =
      Self.isDispatcher(name, package: analysis.package(of: frame), isLibrary: isLibrary)
      ? .dispatcher : isLibrary ? .library : .own
    kinds[index] = kind
    return kind
  }

  /// Packages whose functions call handlers, or stand between the handlers that they call; canonical,
  /// so without `/v2`.
  private static let frameworks: Set<String> = [
    "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber",
    "github.com/valyala/fasthttp", "github.com/go-chi/chi", "github.com/go-chi/chi/middleware",
    "github.com/gorilla/mux", "github.com/julienschmidt/httprouter", "github.com/justinas/alice",
    "github.com/urfave/negroni", "github.com/emicklei/go-restful",
    "github.com/kataras/iris/context", "github.com/cloudwego/hertz/pkg/app",
    "github.com/beego/beego/server/web", "google.golang.org/grpc", "connectrpc.com/connect",
    "net/rpc", "github.com/smallnest/rpcx/server", "github.com/grpc-ecosystem/go-grpc-middleware",
    "github.com/IBM/sarama", "github.com/Shopify/sarama", "github.com/twmb/franz-go/pkg/kgo",
    "github.com/nats-io/nats.go", "github.com/nats-io/nats.go/jetstream",
    "github.com/nsqio/go-nsq", "github.com/hibiken/asynq", "github.com/RichardKnop/machinery",
    "github.com/RichardKnop/machinery/tasks", "github.com/gocraft/work",
    "github.com/riverqueue/river", "github.com/ThreeDotsLabs/watermill/message",
    "cloud.google.com/go/pubsub", "go.temporal.io/sdk/internal", "github.com/robfig/cron",
    "github.com/go-co-op/gocron", "github.com/aws/aws-lambda-go/lambda",
    "github.com/eclipse/paho.mqtt.golang", "github.com/apache/rocketmq-client-go/consumer",
    "github.com/apache/pulsar-client-go/pulsar", "github.com/wagslane/go-rabbitmq",
    "sigs.k8s.io/controller-runtime/pkg/internal/controller",
  ]

  private static func isDispatcher(_ name: String, package: String, isLibrary: Bool) -> Bool {
    if frameworks.contains(package) { return true }
    // `ServeHTTP` of a library hands on to the next handler; the program's own may be the handler.
    if isLibrary, name.hasSuffix(".ServeHTTP") { return true }
    if ServerLoops.names.contains(name) { return true }
    // What protoc-gen-go-grpc writes beside each method: `pb._Pay_Charge_Handler`, also its closure.
    let element = name.dropFirst(package.utf8.count)
    return element.hasPrefix("._")
      && (element.hasSuffix("_Handler") || element.hasSuffix("_Handler.func"))
  }
}
