/// What the made-up programs call their packages, types and functions.
enum Words {
  static let services = ["orders", "billing", "search", "gateway"]
  static let packages = [
    "store", "cache", "queue", "client", "worker", "ingest", "router", "session", "ledger",
    "stream", "notify", "report", "schema", "tenant", "upload", "batch",
  ]
  static let types = [
    "", "(*Client)", "(*Server)", "(*Pool)", "(*Session)", "(*Reader)", "(*Writer)", "(*Loop)",
    "(*Registry)", "(*Watcher)", "(*Handler)", "(*Cache)", "(*Stream)", "(*Batch)", "Config",
    "(*Router)",
  ]
  static let methods = [
    "fetch", "Run", "handle", "process", "Send", "receive", "flush", "dispatch", "Watch", "load",
    "Store", "retry", "consume", "publish", "Close", "refresh",
  ]
  static let endings = [
    "", ".func1", ".func2", ".func3", ".gowrap1", ".gowrap2", ".func1.1", ".func1.2", ".func2.1",
    ".func2.2", ".func3.1", ".deferwrap1", ".func1.gowrap1", ".func2.1.1", ".func4", ".func5",
  ]
  static let files = ["client.go", "server.go", "pool.go", "run.go", "handler.go", "loop.go"]

  /// How many functions ``function(_:)`` tells apart.
  static let functionCount =
    services.count * packages.count * types.count * methods.count * endings.count

  /// The name of a function; another for each number below ``functionCount``.
  static func function(_ number: Int) -> (package: String, name: String) {
    var rest = number
    func word(_ words: [String]) -> String {
      defer { rest /= words.count }
      return words[rest % words.count]
    }
    let package = word(services) + "/internal/" + word(packages)
    let type = word(types)
    let name = word(methods) + word(endings)
    return (package, "github.com/acme/\(package).\(type.isEmpty ? "" : type + ".")\(name)")
  }
}
