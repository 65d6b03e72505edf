import Foundation
import GoroutineDump
import LeakAnalysis
import Testing

/// Handlers of an HTTP server whose clients are connected are at work, however long they wait.
struct RequestClientTests {
  /// A handler that waits.
  private static func handler(_ state: String) -> String {
    """
    goroutine 77 [\(state)]:
    main.(*feed).events(0xc0000a2000)
    \t/app/feed.go:31 +0x1c5
    net/http.serverHandler.ServeHTTP({0xc0000d0000}, {0x7ed3b8, 0xc0000c4000}, 0xc0000b8000)
    \t/usr/local/go/src/net/http/server.go:3301 +0x8e
    net/http.(*conn).serve(0xc0000e0000, {0x7ed8d8, 0xc0000f0000})
    \t/usr/local/go/src/net/http/server.go:2102 +0x625
    created by net/http.(*Server).Serve in goroutine 1
    \t/usr/local/go/src/net/http/server.go:3454 +0x485
    """
  }

  /// What reads from a connection for a handler: net/http's own, or a web socket's.
  private static func reader(_ frames: String..., by creator: String) -> String {
    "goroutine 77 [IO wait]:\nnet.(*conn).Read(0xc0000a2000)\n\t/usr/local/go/src/net/net.go:194 +0x45\n"
      + frames.map { "\($0)(0xc0000a2000)\n\t/app/file.go:31 +0x4d\n" }.joined()
      + "created by \(creator) in goroutine 70\n\t/app/file.go:24 +0x7b"
  }

  private static let watch = reader(
    "net/http.(*connReader).backgroundRead", by: "net/http.(*connReader).startBackgroundRead")
  private static let webSocket = reader("main.(*feed).read", by: "main.(*feed).events")

  @Test(arguments: ["chan receive", "select"])
  func `a stream ends with its client`(_ state: String) throws {
    for (reader, isLoud) in [(Self.watch, false), (Self.webSocket, false), (nil, true)] {
      var dump = DumpText()
      dump.add(Self.handler(state), times: 120, minutes: 1...12, creators: .main, atOnce: true)
      if let reader {
        dump.add(reader, times: 120, minutes: 1...12, creators: .each(from: 1001), atOnce: true)
      }
      let loud = try dump.findings().filter { $0.severity > .note }.map(Summary.init)
      #expect(loud == (isLoud ? [Summary("http-handler-without-client", .error, 120)] : []))
    }
  }

  /// Handlers of servers that have a goroutine for each connection, which carries many of them; the
  /// goroutine of the connection, and what starts a handler there.
  static let multiplexed = [
    (
      "google.golang.org/grpc.(*Server).processStreamingRPC",
      "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams"
    ),
    (
      "google.golang.org/grpc.(*Server).processUnaryRPC",
      "google.golang.org/grpc/internal/transport.(*http2Server).HandleStreams"
    ),
    ("net/http.(*http2serverConn).runHandler", "net/http.(*http2serverConn).serve"),
    (
      "net/http/internal/http2.(*serverConn).runHandler",
      "net/http/internal/http2.(*serverConn).serve"
    ),
  ]

  @Test(arguments: multiplexed)
  func `a stream lives with its connection`(_ server: String, _ connection: String) throws {
    let handler = """
      goroutine 77 [chan receive]:
      main.(*feed).events(0xc0000a2000)
      \t/app/feed.go:31 +0x1c5
      \(server)(0xc0000c4000)
      \t/app/server.go:1670 +0x1e5
      google.golang.org/grpc.(*Server).handleStream(0xc0000c4000)
      \t/app/server.go:1781 +0xe2b
      created by google.golang.org/grpc.(*Server).serveStreams.func2 in goroutine 70
      \t/app/server.go:1030 +0x11d
      """
    // No connection is in the dump: the streams have outlived theirs.
    var left = DumpText()
    left.add(handler, times: 60, minutes: 1...90)
    let loud = try left.findings().filter { $0.severity > .note }
    #expect(loud.map(Summary.init) == [Summary("chan-receive-never-closed", .warning, 60)])

    // Each on a connection of its own, which is read.
    var live = DumpText()
    live.add(
      connection.hasSuffix("HandleStreams")
        ? Self.reader(connection, by: "google.golang.org/grpc.(*Server).handleRawConn")
        : Self.reader(connection, by: "net/http.(*Server).Serve")
          .replacing("IO wait", with: "select")
          .replacing("net.(*conn).Read", with: "net/http.(*conn).serve"),
      times: 60, minutes: 1...90, creators: .main, atOnce: true)
    live.add(handler, times: 60, minutes: 1...90, creators: .each(from: 1001), atOnce: true)
    #expect(try live.findings().filter { $0.severity > .note }.map(Summary.init).isEmpty)
    let ledgers = Report([try live.input()]).ledgers("feed).events", catalogue: .builtIn)
    let indicators = Set(try #require(ledgers.first).ledger.entries.map(\.indicator))
    #expect(indicators.isSuperset(of: ["owner-at-work", "handler-watched"]))
  }

  @Test func `a count profile tells it by numbers`() throws {
    // 65 handlers without clients, and nobody else; 180 streams with theirs; 28 requests whose
    // bodies are not read yet, and those whose turn it is.
    let left = try fixture("m1-slots-not-given-back.go1.24.debug1.txt")
    #expect(left == [Summary("http-handler-without-client", .warning, 65)])
    #expect(try fixture("h-event-streams.go1.24.debug1.txt").isEmpty)
    withKnownIssue(
      "no indicator weighs that those who hold the slots are in sight and may give them back"
    ) { () throws in
      #expect(try fixture("h-queue-for-slots.go1.24.debug1.txt").isEmpty)
    }
  }

  private func fixture(_ name: String) throws -> [Summary] {
    Report([try DumpText.read(fixture: "server/" + name)]).findings
      .filter { $0.severity > .note }.map(Summary.init)
  }
}
