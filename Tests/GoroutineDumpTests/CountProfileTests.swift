import GoroutineDump
import Testing

/// `debug=1`: one block per stack, with counts and program counters.
struct CountProfileTests {
  @Test func `counts, counters and hidden frames`() throws {
    let dump = try Fixture("posts/unbuffered-early-return.leaking.debug1.txt").read().dumps[0]
    #expect(dump.format == .debug1)
    #expect(dump.profile == "goroutine")
    #expect(dump.declaredTotal == 153)
    #expect(dump.goroutineCount == 153)
    #expect(dump.goroutines.isEmpty)
    #expect(dump.samples.map(\.count) == [150, 1, 1, 1])
    let first = dump.samples[0]
    #expect(
      dump.programCounters(of: first) == [0x1038170, 0x1006dfd, 0x1006bc5, 0x15883ee, 0x10677b1])
    #expect(first.hiddenCounters == 3)
    #expect(
      dump.stack(of: first) == [
        "main.leakGrs.func1 /Users/yuchanns/Coding/golang/gobyexample/main.go:22"
      ])
    #expect(!dump.isTruncated)
    #expect(dump.problems == [])
  }

  @Test func `frame lines of every shape`() throws {
    let dump = try read(
      """
      goroutine profile: total 4
      4 @ 0x10 0x20 0x30 0x40 0x50 0x60 0x70
      #\t0x2f\tmain.(*T).Run+0x1\t\t\tD:/a b/x.go:12
      #\t0x3f\tmain.f[...]+0x0af\t/y.go:7
      #\t0x4f\tmain.noFile+0x1
      #\t0x5f
      #   0x6f   main.spaces+0x1   F:/z.go:8

      """)
    #expect(
      dump.stack(of: dump.samples[0]) == [
        "main.(*T).Run D:/a b/x.go:12", "main.f[...] /y.go:7", "main.noFile",
        "main.spaces F:/z.go:8",
      ])
    #expect(dump.samples[0].hiddenCounters == 2)
    #expect(dump.problems == [])
  }

  @Test func `a block without symbols keeps its count`() throws {
    let dump = try read("goroutine profile: total 5\n3 @ 0x10 0x20\n#\t0xf\n\n2 @ 0x30\n\n")
    #expect(dump.samples.map(\.count).reduce(0, +) == 5)
    #expect(dump.samples.map { dump.stack(of: $0) } == [[]])
    #expect(dump.problems == [])
  }

  @Test func `counts that do not sum to the total are told`() throws {
    let dump = try read("goroutine profile: total 7\n3 @ 0x10\n#\t0xf\tmain.f+0x1\t/a.go:1\n")
    #expect(dump.goroutineCount == 3)
    #expect(dump.declaredTotal == 7)
    #expect(dump.isTruncated)
    #expect(dump.problems.map(\.kind) == [.totalMismatch])
  }

  @Test func `more goroutines than the total is no truncation`() throws {
    let dump = try read("goroutine profile: total 2\n3 @ 0x10\n#\t0xf\tmain.f+0x1\t/a.go:1\n")
    #expect(!dump.isTruncated)
    #expect(dump.problems.map(\.kind) == [.totalMismatch])
  }

  @Test func `a profile of proved leaks`() throws {
    let dump = try Fixture("format/leaked-sticky.go1.27.leakprofile.debug1.txt").read().dumps[0]
    #expect(dump.profile == "goroutineleak")
    #expect(dump.goroutineCount == 12)
    #expect(dump.samples.map(\.isLeaked) == [true, true, true])
  }

  @Test func `an empty profile of proved leaks is a dump`() throws {
    let dump = try read("goroutineleak profile: total 0\n")
    #expect(dump.profile == "goroutineleak")
    #expect(dump.goroutineCount == 0)
    #expect(dump.problems == [])
  }

  @Test func `other profiles are read and named`() throws {
    let dump = try read("threadcreate profile: total 2\n1 @ 0x44cb3 0x45045\n1 @ 0x440e2 0x5191a\n")
    #expect(dump.profile == "threadcreate")
    #expect(!dump.isGoroutineProfile)
    #expect(dump.goroutineCount == 2)
  }

  @Test(arguments: ["[2020-08-01 19:49:52.146]", "$ ", "INFO:", "main> "])
  func `a prefix is no part of the profile's name`(prefix: String) throws {
    let text = "\(prefix)goroutine profile: total 3\n3 @ 0x10\n#\t0xf\tmain.f+0x1\t/a.go:1\n"
    let dump = try read(text)
    #expect(dump.profile == "goroutine")
    #expect(dump.declaredTotal == 3)
  }

  @Test func `a fragment without its first line`() throws {
    let dump = try read("3998 @ 0x66f2d0 0x6c39e7\n#\t0x6c39e6\tio.Copy+0x900\tio/io.go:388\n")
    #expect(dump.format == .debug1)
    #expect(dump.goroutineCount == 3998)
    #expect(dump.declaredTotal == nil)
    #expect(dump.problems == [])
  }

  @Test func `a huge count does not trap`() throws {
    let dump = try read("goroutine profile: total 1\n99999999999999999999999 @ 0x10\n")
    #expect(dump.goroutineCount == 1 << 40)
  }

  @Test func `huge counts do not trap when they are summed`() throws {
    let dump = try read(
      """
      goroutine profile: total 99999999999999999999999
      99999999999999999999999 @ 0x10
      #\t0xf\tmain.f+0x1\t/a.go:1

      99999999999999999999999 @ 0x10
      #\t0xf\tmain.f+0x1\t/a.go:1

      99999999999999999999999 @ 0x20
      #\t0x1f\tmain.g+0x1\t/a.go:1

      """)
    #expect(dump.goroutineCount == 3 << 40)
  }

  @Test func `addresses that were left out cost neither the count nor the frames`() throws {
    let dump = try read(
      """
      goroutine profile: total 10013
      4 @ 0x... 0x... 0x...
      #\t0x...\tmain.batch.func1+0x9b\t./main.go:30

      3 @ 0x102557a98 0x1024f4644 0x1025b0584 ...
      #\t0x1025b0583\tmain.relay+0x43\t/app/relay.go:12

      9998 @ ...
      #   0x73d200   main.(*stats).start.func1+0x40 /app/stats.go:21

      5 @ 0x4f8c.. 0x4f8d.. …
      # main.worker /app/worker.go:42
      # main.run
      # five of them, always

      3 @ 0xXXXXX 0xXXXXX
      #\t0xXXXXX\tmain.masked+0x9\t/app/m.go:7

      """)
    #expect(dump.samples.map(\.count) == [4, 3, 9998, 5, 3])
    #expect(
      dump.samples.map { dump.stack(of: $0) } == [
        ["main.batch.func1 ./main.go:30"], ["main.relay /app/relay.go:12"],
        ["main.(*stats).start.func1 /app/stats.go:21"],
        ["main.worker /app/worker.go:42", "main.run"], ["main.masked /app/m.go:7"],
      ])
    #expect(
      dump.samples.map { dump.programCounters(of: $0) } == [
        [], [0x1_0255_7a98, 0x1_024f_4644, 0x1_025b_0584], [], [], [],
      ])
    #expect(dump.samples.map(\.hiddenCounters) == [0, 2, 0, 0, 0])
    #expect(dump.problems.map(\.kind) == [.badFrame])
  }

  @Test func `frames as tutorials write them`() throws {
    let dump = try read(
      """
      goroutine profile: total 11
      4 @ ...
      #\t... ingest.Read.func1+0x84\t.../ingest/reader.go:18

      3 @ 0x... 0x...
      #\t0x...\truntime.gopark+0x...
      #\t0x...\tmain.leak.func1+0x...\t/path/to/example.go:33

      2 @ 0x103bf40 0x1004234 ...
          google.golang.org/grpc/internal/transport.(*http2Client).reader
          ...

      1 @ 0x103bf40 0x1005345 ...
          main.main.func1  /app/main.go:7
          ...

      1 @ 0x10 0x20
      \\#\t0x1f\tmain.escaped+0x1\t/app/main.go:9

      \\#\t0x20\tmain.apart+0x1\t/app/main.go:10

      """)
    #expect(
      dump.samples.map { dump.stack(of: $0) } == [
        ["ingest.Read.func1 .../ingest/reader.go:18"],
        ["runtime.gopark", "main.leak.func1 /path/to/example.go:33"],
        ["google.golang.org/grpc/internal/transport.(*http2Client).reader"],
        ["main.main.func1 /app/main.go:7"],
        ["main.escaped /app/main.go:9", "main.apart /app/main.go:10"],
      ])
    // Of counters whose rest was left out nobody knows what they are.
    #expect(dump.samples.map(\.hiddenCounters) == [0, 0, 0, 0, 1])
    #expect(dump.samples.map(\.state.name) == Array(repeating: "unknown", count: 5))
    #expect(dump.problems.map(\.kind) == [.cut, .cut])
  }

  @Test func `a sentence with an at sign is no block`() throws {
    let dump = try read(
      """
      goroutine profile: total 1
      1 @ 0x10 0x20
      #\t0xf\tmain.f+0x1\t/a.go:1

      2 @ ... whatever
      3 @ ...
      4 @ 0x10 home
      """)
    #expect(dump.goroutineCount == 1)
  }

  @Test func `a remark behind a line's number`() throws {
    let dump = try read(
      """
      10 @ 0x4410c6 0x4510f0 0x4aa268 0x478cb1
      #\t0x4aa267\tmain.slow.func1+0x87\t/app/leak.go:19  ← ⚠️
      #\t0x478cb0\tmain.g+0x1\t/app/a b/leak.go:7 // here
      #\t0x478cb0\tmain.h+0x1\t/app/leak.go:9 <- there

      """)
    #expect(
      dump.stack(of: dump.samples[0]) == [
        "main.slow.func1 /app/leak.go:19", "main.g /app/a b/leak.go:7", "main.h /app/leak.go:9",
      ])
    #expect(dump.problems == [])
  }

  @Test(arguments: [
    // Go 1.15 on macOS, of a sender.
    (
      "887 @ 0x103e8a5 0x1009e7a 0x1009bd5 0x1291567 0x10745e1\n#\t0x1291566\tmain.f+0xa6\t/a.go:23",
      "chan send"
    ),
    // Go 1.13 on Linux, of a receiver.
    (
      "40 @ 0x442b25 0x409a0f 0x40964b 0x63dc85 0x47c1a1\n#\t0x63dc84\tx/y.f+0x2c4\t/a.go:199",
      "chan receive"
    ),
    // Go 1.12: what is inlined into chanrecv has a counter of its own.
    (
      "816 @ 0x433ecf 0x40a66a 0x40a640 0x40a32b 0x7f4bfc 0x461091\n#\t0x7f4bfb\tx/y.get+0x8ab\t/p.go:278",
      "chan receive"
    ),
    // Go 1.10, of a sender: goparkunlock stands between.
    (
      "9 @ 0x43115a 0x43120e 0x40834b 0x4080e5 0x6db559 0x45dbe1\n#\t0x6db558\tmain.f+0xf8\t/a.go:53",
      "chan send"
    ),
    // Four that are another's: of no function twice.
    (
      "816 @ 0x433ecf 0x40a66a 0x422f40 0x40a32b 0x7f4bfc 0x461091\n#\t0x7f4bfb\tx/y.get+0x8ab\t/p.go:278",
      "unknown"
    ),
  ])
  func `channel operations of releases before 1_17`(block: String, state: String) throws {
    let dump = try read("goroutine profile: total 9\n\(block)\n")
    #expect(dump.samples.map(\.state.name) == [state])
  }

  @Test(arguments: [
    // What `for range ticker.C` of a release on amd64 has in common with a nil send of Go 1.19 on 386.
    ("0x43e18e 0x40ab18 0x40a644 0x6f1a05 0x46c1a1", "unknown"),
    ("0x563ab043e18e 0x563ab040ab18 0x563ab040a644 0x563ab06f1a05 0x563ab046c1a1", "unknown"),
    ("0x807e18e 0x804ab18 0x804a644 0x81f1a05 0x80ac1a1", "chan send (nil chan)"),
  ])
  func `a row of 32 bits is for programs of 32 bits`(counters: String, state: String) throws {
    let call = counters.split(separator: " ")[3].dropLast() + "4"
    let dump = try read(
      "goroutine profile: total 3\n3 @ \(counters)\n#\t\(call)\tmain.f+0x64\t/src/f.go:4\n\n")
    #expect(dump.samples.map(\.state.name) == [state])
  }

  @Test func `a lone place of the runtime in which libraries wait is a select`() throws {
    // Go 1.17 on Windows, which is not in the table.
    let blocks = { (first: String, second: String) in
      """
      goroutine profile: total 3
      2 @ 0x43aa96 0x44a832 0x8a287c 0x46aba1
      #\t0x8a287b\t\(first)+0x25b\tD:/mq/log.go:302

      1 @ 0x43aa96 0x44a832 0x7aacb9 0x46aba1
      #\t0x7aacb8\t\(second)+0x1b8\tD:/mq/log.go:472

      """
    }
    let libraries = try read(blocks("mq/server.(*log).write", "mq/server.(*log).flush"))
    #expect(libraries.samples.map(\.state.name) == ["select", "select"])
    // A program that keeps itself alive with `select {}` looks just so.
    let own = try read(blocks("main.main", "main.main.func1"))
    #expect(own.samples.map(\.state.name) == ["unknown", "unknown"])
    // The library has no such thing.
    let loop = try read(blocks("main.main", "net/http.(*persistConn).writeLoop"))
    #expect(loop.samples.map(\.state.name) == ["select", "select"])
    let one = try read(blocks("main.main", "app/cmd.Run"))
    #expect(one.samples.map(\.state.name) == ["unknown", "unknown"])
  }

  @Test func `frames of the runtime that are shown tell the wait`() throws {
    let dump = try read(
      """
      goroutine profile: total 28
      28 @ 0x4415ce 0x4515ed 0x6b3b4d 0x474b61
      #\t0x4415cd\truntime.gopark+0x10d\t/usr/local/go/src/runtime/proc.go:435
      #\t0x4515ec\truntime.chanrecv+0x3ac\t/usr/local/go/src/runtime/chan.go:664
      #\t0x6b3b4c\tx/relay.(*pipe).pump+0x2c\t/src/relay.go:118

      """)
    #expect(dump.samples.map(\.state.name) == ["chan receive"])
  }

  @Test func `who is in the runtime and not parked has been preempted`() throws {
    let parked = """
      1 @ 0x43aa96 0x43343e 0x465509 0x46aba1
      #\t0x465508\tinternal/poll.runtime_pollWait+0x88\tc:/go/src/runtime/netpoll.go:229


      """
    let busy =
      "1 @ 0x40de3f 0x4680c6 0x8a287c 0x46aba1\n#\t0x8a287b\tmain.work+0x25b\t/app/work.go:30\n"
    func state(besides count: Int) throws -> String? {
      let text = String(repeating: parked, count: count) + busy
      return try read("goroutine profile: total \(count + 1)\n\(text)").samples.last?.state.name
    }
    #expect(try state(besides: 3) == "runnable")
    // Of few it is not sure where they are parked.
    #expect(try state(besides: 2) == "unknown")
  }
}
