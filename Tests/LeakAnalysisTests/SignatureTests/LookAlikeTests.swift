import LeakAnalysis
import Testing

/// Healthy programs that look like leaks: no signature may say more than a note of them.
struct LookAlikeTests {
  /// Goroutines of a healthy program, and how many of them there are.
  struct Healthy: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The stacks, by the signature whose example they are, or as text.
    var parts: [Part]

    struct Part: Sendable {
      var stack: String
      var times: Int
      var minutes: ClosedRange<Int>
      var creators: DumpText.Creators = .main
      var atOnce = true
    }

    init(_ description: String, _ parts: Part...) {
      testDescription = description
      self.parts = parts
    }
  }

  @Test(arguments: programs)
  func `is no leak`(_ program: Healthy) throws {
    var dump = DumpText()
    for part in program.parts {
      dump.add(
        part.stack, times: part.times, minutes: part.minutes, creators: part.creators,
        atOnce: part.atOnce)
    }
    // Goroutines that cannot run for want of a processor are no leak.
    let loud = try dump.findings().filter {
      $0.severity > .note && $0.signature != "runnable-pile-up"
    }
    #expect(loud.map(Summary.init).isEmpty, "\(loud.map(\.evidence))")
  }

  private static func example(_ id: String) -> String {
    Catalogue.builtIn.signature(id)?.exampleGoroutines.first ?? ""
  }

  private static func stack(_ state: String, _ frames: String..., by creator: String) -> String {
    "goroutine 77 [\(state)]:\n"
      + frames.map { "\($0)(0xc0000a2000)\n\t/app/file.go:31 +0x4d\n" }.joined()
      + "created by \(creator) in goroutine 70\n\t/app/file.go:24 +0x7b"
  }

  static let programs: [Healthy] = [
    Healthy(
      "an idle server with thousands of kept-alive connections",
      .init(stack: example("http-server-no-idle-timeout"), times: 5000, minutes: 0...75)),
    Healthy(
      "the idle pool of one transport",
      .init(
        stack: example("http-transport-per-request"), times: 100, minutes: 0...1, creators: .gone),
      .init(
        stack: stack(
          "IO wait", "net.(*conn).Read", "net/http.(*persistConn).readLoop",
          by: "net/http.(*Transport).dialConn"), times: 100, minutes: 0...1, creators: .gone)),
    Healthy(
      "a pool of thousands of workers, parked since the start",
      .init(
        stack: stack("chan receive", "main.(*pool).worker", by: "main.newPool"), times: 5000,
        minutes: 600...600)),
    Healthy(
      "idle workers of Kubernetes work queues",
      .init(
        stack: stack(
          "sync.Cond.Wait", "sync.runtime_notifyListWait", "sync.(*Cond).Wait",
          "k8s.io/client-go/util/workqueue.(*Type).Get", "main.(*controller).runWorker",
          by: "main.(*controller).Run"), times: 200, minutes: 1383...1383)),
    Healthy(
      "a controller with forty queues",
      .init(stack: example("k8s-client-per-call"), times: 40, minutes: 0...9),
      .init(stack: example("k8s-reflector-restarted"), times: 60, minutes: 900...900)),
    Healthy(
      "a client of a Redis cluster with twelve nodes",
      .init(stack: example("redis-client-per-call"), times: 12, minutes: 0...1)),
    Healthy(
      "a replica set with three servers",
      .init(stack: example("mongo-client-per-call"), times: 3, minutes: 0...0),
      .init(stack: example("mgo-dial-per-call"), times: 3, minutes: 0...0)),
    Healthy(
      "a chat server: a read pump and a write pump for each connection",
      .init(
        stack: stack(
          "IO wait", "net.(*conn).Read", "main.(*Client).readPump", by: "main.serveWs"),
        times: 500, minutes: 0...90, creators: .each(from: 9_000_000), atOnce: false),
      .init(
        stack: stack("select", "main.(*Client).writePump", by: "main.serveWs"), times: 500,
        minutes: 0...90, creators: .each(from: 9_000_000), atOnce: false)),
    Healthy(
      "streams of gRPC that are read",
      .init(
        stack: example("grpc-client-stream-abandoned"), times: 300, minutes: 0...90,
        creators: .main),
      .init(
        stack: stack(
          "select", "google.golang.org/grpc.(*clientStream).RecvMsg", "main.(*watch).run",
          by: "main.main"), times: 300, minutes: 0...0)),
    Healthy(
      "pipes with both ends",
      .init(stack: example("pipe-writer-abandoned"), times: 200, minutes: 0...9),
      .init(stack: example("pipe-reader-abandoned"), times: 200, minutes: 0...9)),
    Healthy(
      "children of a supervisor, running for a week",
      .init(stack: example("exec-child-never-exits"), times: 15, minutes: 10000...10000)),
    Healthy(
      "one file watcher, one log file, one telemetry provider",
      .init(stack: example("fsnotify-watcher-per-call"), times: 1, minutes: 10000...10000),
      .init(stack: example("lumberjack-mill-per-logger"), times: 2, minutes: 10000...10000),
      .init(stack: example("telemetry-provider-per-call"), times: 1, minutes: 0...0)),
    Healthy(
      "a database pool with a burst of queries",
      .init(stack: example("sql-open-per-call"), times: 1, minutes: 10000...10000),
      .init(stack: example("sql-pool-exhausted"), times: 50, minutes: 0...0),
      .init(stack: example("sql-rows-not-closed"), times: 20, minutes: 0...0)),
    Healthy(
      "requests with contexts of a framework's own",
      .init(stack: example("context-never-cancelled"), times: 300, minutes: 0...0),
      .init(
        stack: stack("runnable", "main.handle", by: "net/http.(*Server).Serve"), times: 400,
        minutes: 0...0)),
    Healthy(
      "tickers of a program, made at start",
      .init(stack: example("ticker-loop-never-ends"), times: 8, minutes: 0...0)),
    Healthy(
      "delayed clean-up after each request, none of the program's earlier life",
      .init(
        stack: example("http-server-no-idle-timeout"), times: 50, minutes: 0...1, atOnce: false),
      .init(
        stack: example("http-server-no-idle-timeout"), times: 50, minutes: 0...1, atOnce: false),
      .init(
        stack: example("sleep-loop-never-ends"), times: 2000, minutes: 0...0, creators: .gone,
        atOnce: false)),
    Healthy(
      "a batch that waits for a place under the limit",
      .init(stack: example("errgroup-limit-stuck"), times: 1, minutes: 45...45)),
    Healthy(
      "a torrent client: thousands of requesters on their conditions",
      .init(
        stack: stack(
          "sync.Cond.Wait", "sync.runtime_notifyListWait", "sync.(*Cond).Wait",
          "github.com/anacrolix/torrent.webseedPeer.requester",
          by: "github.com/anacrolix/torrent.(*Torrent).addWebSeed"), times: 12096,
        minutes: 0...300, creators: .main, atOnce: false)),
  ]
}
