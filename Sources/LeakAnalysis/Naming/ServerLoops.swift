/// The loops of servers, known by their names.
enum ServerLoops {
  /// Goroutines that answer one request or serve one connection.
  static let names: Set<String> = [
    "net/http.(*conn).serve", "net/http.(*http2serverConn).runHandler",
    "net/http/internal/http2.(*serverConn).runHandler",
    "golang.org/x/net/http2.(*serverConn).runHandler",
    "google.golang.org/grpc.(*Server).serveStreams.func",
    "google.golang.org/grpc.(*Server).handleStream",
    "github.com/valyala/fasthttp.(*workerPool).workerFunc",
    "net/rpc.(*service).call",
  ]

  /// Calls that last as long as a connection of a server, on the goroutine that starts one for each
  /// request over it.
  static let connections = [
    "net/http.(*conn).serve", "golang.org/x/net/http2.(*Server).ServeConn",
    "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams",
    "google.golang.org/grpc/transport.(*http2Server).HandleStreams",
  ]

  /// The packages of ``names``.
  static let packages = Set(names.map { FunctionName($0).package })

  /// The packages, as a dump spells them, all or some of whose functions are listening.
  static let listeningPackages: Set<String> = [
    "os/signal.", "net/http/pprof.", "runtime/pprof.", "testing.",
  ]

  /// Whether a function waits for connections, signals or tests: idle by nature.
  static func isListening(_ function: String) -> Bool {
    function.hasSuffix("Listener).Accept") || function.hasSuffix(").ListenAndServe")
      || function == "os/signal.signal_recv" || function.hasPrefix("net/http/pprof.")
      || function.hasPrefix("runtime/pprof.") || function == "testing.(*T).Run"
  }
}
