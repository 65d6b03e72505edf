import GoroutineDump
import Testing

/// The dumps that gostackparse is tested with, frame for frame as its own golden results have them.
///
/// Where the two differ is said at each test. Its wait of 60,000,000,000 ns is one minute here.
struct GostackparseTests {
  private static let go = "/usr/local/Cellar/go/1.15.6/libexec/src/"

  /// A goroutine of a golden result: `ID STATE`, minutes, frames and creator.
  private struct Golden: Equatable {
    var header: String
    var wait: Int?
    var stack: [String]
  }

  private func goroutines(_ name: String) throws -> [Golden] {
    let dump = try #require(try Fixture("real/\(name).txt").read().dumps.first)
    #expect(dump.problems == [])
    return goroutines(of: dump)
  }

  private func goroutines(of dump: Dump) -> [Golden] {
    dump.goroutines.indices.map { row in
      let goroutine = dump.goroutines[row]
      return Golden(
        header: "\(goroutine.id) \(dump.state(row))", wait: goroutine.waitMinutes,
        stack: dump.stack(row))
    }
  }

  @Test func `waitsince`() throws {
    let main =
      "/Users/felix.geisendoerfer/go/src/github.com/felixge/go-profiler-notes/examples/goroutine/"
      + "main.go"
    let go = Self.go
    let found = try goroutines("38-gostackparse-waitsince")
    let expected = [
      Golden(
        header: "1 running",
        stack: [
          "runtime/pprof.writeGoroutineStacks \(go)runtime/pprof/pprof.go:693",
          "runtime/pprof.writeGoroutine \(go)runtime/pprof/pprof.go:682",
          "runtime/pprof.(*Profile).WriteTo \(go)runtime/pprof/pprof.go:331",
          "main.glob..func5 \(main):67", "main.writeProfiles \(main):106", "main.main \(main):152",
        ]),
      Golden(
        header: "22 sleep", wait: 1,
        stack: [
          "time.Sleep \(go)runtime/time.go:188", "main.shortSleepLoop \(main):165",
          "created by main.indirectShortSleepLoop2 \(main):185",
        ]),
      Golden(
        header: "3 IO wait", wait: 1,
        stack: [
          "internal/poll.runtime_pollWait \(go)runtime/netpoll.go:222",
          "internal/poll.(*pollDesc).wait \(go)internal/poll/fd_poll_runtime.go:87",
          "internal/poll.(*pollDesc).waitRead \(go)internal/poll/fd_poll_runtime.go:92",
          "internal/poll.(*FD).Accept \(go)internal/poll/fd_unix.go:394",
          "net.(*netFD).accept \(go)net/fd_unix.go:172",
          "net.(*TCPListener).accept \(go)net/tcpsock_posix.go:139",
          "net.(*TCPListener).Accept \(go)net/tcpsock.go:261",
          "net/http.(*Server).Serve \(go)net/http/server.go:2937",
          "net/http.(*Server).ListenAndServe \(go)net/http/server.go:2866",
          "net/http.ListenAndServe \(go)net/http/server.go:3120", "main.main.func1 \(main):123",
          "created by main.main \(main):121",
        ]),
      Golden(
        header: "4 sleep", wait: 1,
        stack: [
          "time.Sleep \(go)runtime/time.go:188", "main.shortSleepLoop \(main):165",
          "created by main.main \(main):130",
        ]),
      Golden(
        header: "5 sleep", wait: 1,
        stack: [
          "time.Sleep \(go)runtime/time.go:188", "main.sleepLoop \(main):171",
          "created by main.main \(main):131",
        ]),
      Golden(
        header: "6 chan receive", wait: 1,
        stack: ["main.chanReceiveForever \(main):177", "created by main.main \(main):132"]),
      Golden(
        header: "24 select", wait: 1,
        stack: [
          "net/http.(*persistConn).writeLoop \(go)net/http/transport.go:2340",
          "created by net/http.(*Transport).dialConn \(go)net/http/transport.go:1709",
        ]),
      Golden(
        header: "23 IO wait", wait: 1,
        stack: [
          "internal/poll.runtime_pollWait \(go)runtime/netpoll.go:222",
          "internal/poll.(*pollDesc).wait \(go)internal/poll/fd_poll_runtime.go:87",
          "internal/poll.(*pollDesc).waitRead \(go)internal/poll/fd_poll_runtime.go:92",
          "internal/poll.(*FD).Read \(go)internal/poll/fd_unix.go:159",
          "net.(*netFD).Read \(go)net/fd_posix.go:55", "net.(*conn).Read \(go)net/net.go:182",
          "net/http.(*persistConn).Read \(go)net/http/transport.go:1887",
          "bufio.(*Reader).fill \(go)bufio/bufio.go:101",
          "bufio.(*Reader).Peek \(go)bufio/bufio.go:139",
          "net/http.(*persistConn).readLoop \(go)net/http/transport.go:2040",
          "created by net/http.(*Transport).dialConn \(go)net/http/transport.go:1708",
        ]),
      Golden(
        header: "41 IO wait", wait: 1,
        stack: [
          "internal/poll.runtime_pollWait \(go)runtime/netpoll.go:222",
          "internal/poll.(*pollDesc).wait \(go)internal/poll/fd_poll_runtime.go:87",
          "internal/poll.(*pollDesc).waitRead \(go)internal/poll/fd_poll_runtime.go:92",
          "internal/poll.(*FD).Read \(go)internal/poll/fd_unix.go:159",
          "net.(*netFD).Read \(go)net/fd_posix.go:55", "net.(*conn).Read \(go)net/net.go:182",
          "net/http.(*connReader).Read \(go)net/http/server.go:798",
          "bufio.(*Reader).fill \(go)bufio/bufio.go:101",
          "bufio.(*Reader).ReadSlice \(go)bufio/bufio.go:360",
          "bufio.(*Reader).ReadLine \(go)bufio/bufio.go:389",
          "net/textproto.(*Reader).readLineSlice \(go)net/textproto/reader.go:58",
          "net/textproto.(*Reader).ReadLine \(go)net/textproto/reader.go:39",
          "net/http.readRequest \(go)net/http/request.go:1012",
          "net/http.(*conn).readRequest \(go)net/http/server.go:984",
          "net/http.(*conn).serve \(go)net/http/server.go:1851",
          "created by net/http.(*Server).Serve \(go)net/http/server.go:2969",
        ]),
    ]
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(found == expected) }
  }

  /// gostackparse keeps whether frames are left out, and not the goroutine's creator: none is
  /// printed, since the outermost frames are what is missing.
  @Test func `frameselided`() throws {
    let dump = try Fixture("real/34-gostackparse-frameselided.txt").read().dumps[0]
    let file =
      "/Users/felix.geisendoerfer/go/src/github.com/DataDog/dd-trace-go/profiler/internal/"
      + "stackparse/test-fixtures/frameselided.go"
    #expect(
      goroutines(of: dump) == [
        Golden(
          header: "1 running",
          stack: [
            "runtime/pprof.writeGoroutineStacks \(Self.go)runtime/pprof/pprof.go:693",
            "runtime/pprof.writeGoroutine \(Self.go)runtime/pprof/pprof.go:682",
            "runtime/pprof.(*Profile).WriteTo \(Self.go)runtime/pprof/pprof.go:331",
            "main.stackDump \(file):16",
          ] + Array(repeating: "main.stackDump \(file):14", count: 96))
      ])
    #expect(dump.elidedFrames == [1])
    #expect(dump.problems == [])
  }

  /// gostackparse drops the id behind `in goroutine`; it is kept here. Its `semacquire` is the wait
  /// that the frame above it names, and stands in `reportedState`.
  @Test func `go121_createdby`() throws {
    let file = "/Users/nick.ripley/repos/gostackparse/test-fixtures/go121_createdby.go"
    let go = "/Users/nick.ripley/repos/go/src/"
    let dump = try Fixture("real/36-gostackparse-go121-createdby.txt").read().dumps[0]
    #expect(
      goroutines(of: dump) == [
        Golden(
          header: "18 running",
          stack: [
            "main.printStack \(file):23", "main.main.func1 \(file):16",
            "created by main.main \(file):14",
          ]),
        Golden(
          header: "1 sync.WaitGroup.Wait",
          stack: [
            "sync.runtime_Semacquire \(go)runtime/sema.go:62",
            "sync.(*WaitGroup).Wait \(go)sync/waitgroup.go:116", "main.main \(file):18",
          ]),
      ])
    #expect(dump.sample(1).reportedState == "semacquire")
    #expect(dump.goroutines.map(\.creator) == [1, 0])
    #expect(dump.problems == [])
  }

  @Test func `windows`() throws {
    #expect(
      try goroutines("39-gostackparse-windows") == [
        Golden(
          header: "1 running",
          stack: ["runtime/pprof.writeGoroutineStacks C:/Users/felixge/pprof.go:693"])
      ])
  }

  /// gostackparse keeps the stacks of the ancestors; here they are read and left out, and the first
  /// one's id is the creator's, which Go 1.21 prints by itself.
  @Test func `ancestors`() throws {
    let file = "/Users/eric/Downloads/gostackparse/test-fixtures/ancestors.go"
    let dump = try Fixture("real/32-gostackparse-ancestors.txt").read().dumps[0]
    let leaked = [
      "main.bar \(file):57", "main.foo.func2 \(file):50", "created by main.d1 \(file):69",
    ]
    #expect(
      goroutines(of: dump) == [
        Golden(header: "1 running", stack: ["main.stackAll \(file):31", "main.main \(file):24"]),
        Golden(header: "25 chan receive", stack: leaked),
        Golden(header: "29 chan receive", stack: leaked),
      ])
    #expect(dump.goroutines.map(\.creator) == [0, 24, 28])
    #expect(dump.problems == [])
  }

  /// gostackparse keeps no goroutine of these texts; here each is counted, with what is left of it.
  @Test func `goroutines whose stack ends early, which gostackparse drops`() throws {
    let dump = try read(
      """
      goroutine 1 [running]:
      main.foo()
      \t/example/main.go:182 +0x123
      created by main.main

      goroutine 2 [running]:
      main.main()

      goroutine 3 [running]:

      goroutine 4 [running]:
      main.main)(
      \t/example/main.go:152 +0x3d2

      """)
    #expect(
      goroutines(of: dump) == [
        Golden(
          header: "1 running", stack: ["main.foo /example/main.go:182", "created by main.main"]),
        Golden(header: "2 running", stack: ["main.main"]),
        Golden(header: "3 running", stack: []),
        // No function is named so; it is told as it stands.
        Golden(header: "4 running", stack: ["main.main)( /example/main.go:152"]),
      ])
  }
}
