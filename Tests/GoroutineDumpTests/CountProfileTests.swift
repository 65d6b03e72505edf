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
      #   0x4f   main.spaces+0x1   F:/z.go:8
      #\t0x5f
      #\t0x6f\tmain.noFile+0x1

      """)
    #expect(
      dump.stack(of: dump.samples[0]) == [
        "main.(*T).Run D:/a b/x.go:12", "main.f[...] /y.go:7", "main.spaces F:/z.go:8",
        "main.noFile",
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
}
