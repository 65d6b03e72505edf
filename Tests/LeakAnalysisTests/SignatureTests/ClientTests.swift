import LeakAnalysis
import Testing

/// Clients of libraries, as real libraries print them: what is left behind, and what only lives long.
struct ClientTests {
  private func goroutine(
    _ state: String, _ function: String, by creator: String, in folder: String = "/go/src/lib"
  ) -> String {
    """
    goroutine 77 [\(state)]:
    \(function)(0xc0000a2000)
    \t\(folder)/file.go:31 +0x4d
    created by \(creator) in goroutine 70
    \t\(folder)/file.go:24 +0x7b
    """
  }

  private func loud(_ dump: DumpText) throws -> [Summary] {
    try dump.findings().filter { $0.severity > .note }.map(Summary.init)
  }

  private let session = "github.com/hashicorp/yamux.(*Session)"

  /// Goroutines that are made together, again and again.
  private func together(_ stacks: String..., minutes: ClosedRange<Int> = 0...0) -> DumpText {
    var dump = DumpText()
    for _ in 0..<60 {
      for stack in stacks { dump.add(stack, times: 1, minutes: minutes) }
    }
    return dump
  }

  @Test(arguments: [
    "/go/pkg/mod/github.com/hashicorp/yamux@v0.1.1", "/go/src/github.com/hashicorp/yamux",
  ])
  func `all that a client has started is one finding`(folder: String) throws {
    let creator = "github.com/hashicorp/yamux.newSession"
    let findings = try together(
      goroutine("select", session + ".keepalive", by: creator, in: folder),
      goroutine("select", session + ".send", by: creator, in: folder)
    ).findings()
    #expect(findings.map(Summary.init) == [Summary("client-per-call", .warning, 120)])
    #expect(
      try #require(findings.first).evidence.hasPrefix(
        "120 goroutines belong to clients of the library; "))
  }

  @Test func `what a client's goroutine has started is the client's, however many there are`()
    throws
  {
    // A kafka-go writer has one goroutine, which starts one for each partition.
    let folder = "/go/pkg/mod/github.com/segmentio/kafka-go@v0.3.10"
    let library = "github.com/segmentio/kafka-go"
    var dump = DumpText()
    func add(_ id: Int, _ function: String, by creator: String, _ creatorID: Int) {
      dump.add(
        verbatim: goroutine("select", library + function, by: library + creator, in: folder)
          .replacing("goroutine 77", with: "goroutine \(id)")
          .replacing("goroutine 70", with: "goroutine \(creatorID)")
          .replacing("0xc0000a2000", with: "0xc0000\(10000 + id * 8)"))
    }
    for client in 0..<60 {
      let id = 2000 + client * 100
      add(id, ".(*Writer).run", by: ".NewWriter", id - 1)
      for partition in 1...9 { add(id + partition, ".(*writer).run", by: ".newWriter", id) }
    }
    #expect(try dump.findings().map(Summary.init) == [Summary("client-per-call", .warning, 600)])
  }

  @Test(arguments: [true, false])
  func `subscriptions of one client are not clients`(isOne: Bool) throws {
    var dump = DumpText()
    let loops = isOne ? 1 : 60
    let path = "github.com/nats-io/nats%2ego.(*Conn)"
    func loop(_ name: String, by creator: String) -> String {
      let header = "goroutine 77 [sync.Cond.Wait]:\n"
      let wait = "sync.(*Cond).Wait(0xc0000a2000)\n\t/usr/local/go/src/sync/cond.go:70 +0x8c\n"
      return goroutine("sync.Cond.Wait", path + name, by: path + creator)
        .replacing("/go/src/lib", with: "/go/pkg/mod/github.com/nats-io/nats.go@v1.31.0")
        .replacing("(0xc0000a2000)", with: isOne ? "(0xc000178000)" : "(...)")
        .replacing(header, with: header + wait)
    }
    dump.add(loop(".flusher", by: ".processConnectInit"), times: loops, minutes: 0...0)
    dump.add(loop(".waitForMsgs", by: ".subscribeLocked"), times: 60, minutes: 0...30)
    let finding = try #require(try dump.findings().first { $0.signature == "client-per-call" })
    #expect(
      finding.title
        == (isOne
          ? "goroutines of one library client that pile up"
          : "library clients created repeatedly and not closed"))
    #expect(finding.count == (isOne ? 60 : 120))
    #expect(finding.help == "https://pkg.go.dev/github.com/nats-io/nats.go")
  }

  @Test func `clients that were made at the start and none since are a program's own`() throws {
    // Each dialled by a goroutine of its own that has ended.
    var dump = DumpText()
    dump.add(
      goroutine("select", session + ".keepalive", by: "github.com/hashicorp/yamux.newSession"),
      times: 60, minutes: 0...0)
    let text =
      dump.text + "\ngoroutine 900000 [running]:\nmain.dump()\n\t/app/dump.go:9 +0x1d\n"
    let findings = try DumpText.findings(in: text).map(Summary.init)
    #expect(findings.contains(Summary("client-per-call", .note, 60)))
    #expect(findings.allSatisfy { $0.severity == .note })
  }

  @Test func `transactions that were begun by calls that have returned`() throws {
    let transaction = goroutine(
      "select", "database/sql.(*Tx).awaitDone", by: "database/sql.(*DB).beginDC")
    let watcher = goroutine(
      "select", "github.com/go-sql-driver/mysql.(*mysqlConn).startWatcher.func1",
      by: "github.com/go-sql-driver/mysql.(*mysqlConn).startWatcher")
    #expect(
      try loud(together(transaction, watcher, minutes: 2...2)) == [
        Summary("sql-tx-not-ended", .warning, 60)
      ])

    // The driver's own goroutine is one for each connection, as long as it lives.
    var connections = DumpText()
    connections.add(watcher, times: 60, minutes: 1...9)
    #expect(try loud(connections).isEmpty)
  }

  @Test func `a read pump whose other half has another name is none`() throws {
    let pump = goroutine("IO wait", "main.(*client).readPump", by: "main.serve")
    var dump = DumpText()
    for half in [pump, goroutine("select", "main.(*client).drain", by: "main.serve")] {
      dump.add(half, times: 41, minutes: 1...2, creators: .each(from: 9_000_000))
    }
    #expect(try loud(dump).isEmpty)
    // Without it they are readers whose creators have ended, not orphans of a pair.
    var alone = DumpText()
    alone.add(pump, times: 41, minutes: 1...2)
    #expect(try loud(alone) == [Summary("conn-read-no-deadline", .warning, 41)])

    let reader =
      "goroutine 77 [IO wait]:\ngithub.com/gorilla/websocket.(*Conn).NextReader(0xc0000a2000)\n"
      + "\t/go/src/conn.go:1019 +0x45\nmain.(*client).receive(0xc0000a2000)\n\t/app/c.go:31 +0x4d"
    let writer = goroutine("select", "main.(*client).writePump", by: "main.serve")
    var pairs = DumpText()
    pairs.add(reader, times: 40, minutes: 0...0, creators: .main)
    pairs.add(writer, times: 40, minutes: 0...0, creators: .main)
    #expect(try loud(pairs).isEmpty)

    var left = DumpText()
    left.add(writer, times: 40, minutes: 0...0)
    #expect(try loud(left) == [Summary("websocket-pump-orphaned", .warning, 40)])
  }

  @Test func `gRPC clients of servers that are away, held by who made them`() throws {
    let watcher = goroutine(
      "chan receive", "google.golang.org/grpc.(*ccBalancerWrapper).watcher",
      by: "google.golang.org/grpc.newCCBalancerWrapper",
      in: "/go/pkg/mod/google.golang.org/grpc@v1.40.0")
    var held = DumpText()
    held.add(watcher, times: 60, minutes: 0...0, creators: .main, atOnce: true)
    #expect(try loud(held).isEmpty)

    var left = DumpText()
    left.add(watcher, times: 60, minutes: 0...0)
    #expect(try loud(left) == [Summary("grpc-conn-per-call", .warning, 60)])
  }

  @Test func `who knows the cause warns where a general signature would`() throws {
    // In a count profile neither has ages.
    let text = """
      goroutine profile: total 41
      40 @ 0x43a0ce 0x4066cd 0x4062b7 0x6f0d12 0x470b21
      #\t0x6f0d11\tgithub.com/rabbitmq/amqp091-go.(*Channel).shutdown.func1+0x91\t/go/src/channel.go:121

      1 @ 0x43a0ce 0x470b21 0x4a1b2c
      #\t0x4a1b2b\tmain.main+0x11\t/app/main.go:9

      """
    let findings = try DumpText.findings(in: text).filter { $0.severity > .note }
    #expect(findings.map(Summary.init) == [Summary("amqp-notify-not-drained", .error, 40)])
    #expect(
      findings[0].cause == Catalogue.builtIn.signature("amqp-notify-not-drained")?.cause)
  }

  @Test func `a subscription that is stuck in its handler is the handler's`() throws {
    let stuck = """
      goroutine 77 [chan send]:
      main.(*feed).handle(0xc0000a2000)
      \t/app/feed.go:31 +0x4d
      github.com/nats-io/nats%2ego.(*Conn).waitForMsgs(0xc0000b4000, 0xc0000b6000)
      \t/go/src/nats.go:2900 +0x5b1
      created by github.com/nats-io/nats%2ego.(*Conn).subscribeLocked in goroutine 70
      \t/go/src/nats.go:4164 +0x5c5
      """
    var dump = DumpText()
    dump.add(stuck, times: 60, minutes: 0...2)
    #expect(try loud(dump) == [Summary("chan-send-no-receiver", .warning, 60)])
  }

  @Test func `reads from the streams of one connection are reads`() throws {
    let read = goroutine(
      "select", "github.com/hashicorp/yamux.(*Stream).Read", by: "main.(*tunnel).open")
    var streams = DumpText()
    streams.add(read, times: 60, minutes: 2...2)
    #expect(try loud(streams).isEmpty)
    var old = DumpText()
    old.add(read, times: 300, minutes: 31...60)
    #expect(try loud(old) == [Summary("yamux-stream-not-closed", .warning, 300)])
  }

  @Test func `a pool that is asked again and again shows no minutes`() throws {
    let polling = """
      goroutine 77 [sleep]:
      time.Sleep(0x5f5e100)
      \t/usr/local/go/src/runtime/time.go:338 +0x165
      gopkg.in/mgo%2ev2.(*mongoCluster).AcquireSocket(0xc0000a2000)
      \t/go/src/cluster.go:632 +0x135
      created by net/http.(*Server).Serve in goroutine 1
      \t/usr/local/go/src/net/http/server.go:3454 +0x485
      """
    func loud(_ count: Int, atOnce: Bool = false) throws -> [Summary] {
      var dump = DumpText()
      dump.add(polling, times: count, minutes: 0...0, creators: .main, atOnce: atOnce)
      return try self.loud(dump)
    }
    // Who has come with each stretch of the program's life has been asking since; a burst has not.
    #expect(try loud(40) == [Summary("client-pool-exhausted", .warning, 40)])
    #expect(try loud(15) == [Summary("client-pool-exhausted", .warning, 15)])
    #expect(try loud(9).isEmpty)
    #expect(try loud(40, atOnce: true).isEmpty)
  }

  @Test func `those that wait for the same minutes came at one moment`() throws {
    let watch = goroutine("chan receive", "main.(*watcher).run", by: "main.watch")
    func finding(_ minutes: ClosedRange<Int>, atOnce: Bool = false) throws -> Finding {
      var dump = DumpText()
      dump.add(watch, times: 60, minutes: minutes, atOnce: atOnce)
      return try #require(try dump.findings().first { $0.signature == "chan-receive-never-closed" })
    }
    // By their ids too: a pool.
    let pool = try finding(6...6, atOnce: true)
    #expect(pool.severity == .note)
    #expect((0.1..<0.2).contains(pool.probability))
    // Started one after the other, by calls that have returned, and parked in one minute: less probably a
    // leak than those that have waited the longer the older they are.
    let parked = try finding(6...6)
    #expect(parked.severity == .warning)
    #expect((0.94..<0.97).contains(parked.probability))
    #expect(parked.ledger?.entries.contains { $0.indicator == "one-age" } == true)
    let left = try finding(1...6)
    #expect(left.severity == .warning)
    #expect(left.probability > 0.999)
  }

  @Test func `a consumer that waits for deliveries is idle, one that nobody reads from is not`()
    throws
  {
    func loud(
      _ state: String, _ minutes: ClosedRange<Int>, by creators: DumpText.Creators = .gone,
      atOnce: Bool = false
    ) throws -> [Summary] {
      let buffer = goroutine(
        state, "github.com/streadway/amqp.(*consumers).buffer",
        by: "github.com/streadway/amqp.(*consumers).add")
      var dump = DumpText()
      dump.add(buffer, times: 20, minutes: minutes, creators: creators, atOnce: atOnce)
      return try self.loud(dump)
    }
    #expect(try loud("chan receive", 1...9).isEmpty)
    #expect(
      try loud("select", 1...9) == [Summary("client-messages-not-drained", .warning, 20)])
    // The consumers of a program that has just begun have a message in hand now and then.
    #expect(try loud("select", 0...0, by: .main, atOnce: true).isEmpty)
  }
}
