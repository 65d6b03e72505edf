import GoroutineDump
import Testing

/// What a crash says of itself, and where one dump of a text ends and the next begins.
struct FailureTests {
  @Test(arguments: [
    ("fatal error: all goroutines are asleep - deadlock!", Failure.Kind.deadlock),
    ("throw: all goroutines are asleep - deadlock!", .deadlock),
    ("fatal error: concurrent map writes", .fatalError),
    ("panic: runtime error: index out of range [3] with length 3 [recovered]", .panic),
    ("panic: test timed out after 10m0s", .testTimeout),
    ("SIGQUIT: quit", .signal),
    ("SIGABRT: abort", .signal),
    ("WARNING: DATA RACE", .dataRace),
  ])
  func `the line that says why the program ended`(_ line: String, _ kind: Failure.Kind) throws {
    let dump = try read("some log\n\(line)\n\ngoroutine 1 [running]:\nmain.main()\n\t/a.go:1\n")
    #expect(dump.format == .crash)
    #expect(dump.failure == Failure(kind: kind, message: line))
    #expect(dump.goroutineCount == 1)
    #expect(dump.problems == [])
  }

  @Test func `a plain dump has none`() throws {
    let dump = try read("goroutine 1 [running]:\nmain.main()\n\t/a.go:1\n")
    #expect(dump.format == .debug2)
    #expect(dump.failure == nil)
  }

  @Test func `of several panics the first is the cause`() throws {
    let dump = try read(
      """
      panic: first [recovered]
      \tpanic: second

      goroutine 1 [running]:
      main.main()
      \t/a.go:1 +0x1
      exit status 2

      """)
    #expect(dump.failure?.message == "panic: first [recovered]")
  }

  @Test func `sections of threads are one dump`() throws {
    let dump = try Fixture("format/l3-sigquit-crash.go1.24.stderr.txt").read().dumps
    #expect(dump.count == 1)
    #expect(dump[0].goroutineCount == 41)
    #expect(dump[0].failure?.kind == .signal)
  }

  @Test func `an id that stands in two sections counts once`() throws {
    let dump = try read(
      """
      SIGABRT: abort

      goroutine 1 gp=0x1 m=nil [select]:
      main.main()
      \t/a.go:1 +0x1

      goroutine 5 gp=0x5 m=2 mp=0x9 [running]:
      \tgoroutine running on other thread; stack unavailable
      created by main.main
      \t/a.go:2 +0x1

      -----

      SIGABRT: abort
      PC=0x1 m=2 sigcode=0

      goroutine 5 gp=0x5 m=2 mp=0x9 [running]:
      main.f()
      \t/a.go:3 +0x1

      """)
    #expect(dump.goroutineCount == 2)
    #expect(dump.problems.map(\.kind) == [.duplicate])
  }

  @Test func `a ruler of a log is no section`() throws {
    let input = try readAll(
      """
      -----
      SIGQUIT: quit

      goroutine 1 [select]:
      main.main()
      \t/a.go:1 +0x1
      exit status 2
      -----
      SIGQUIT: quit

      goroutine 1 [select]:
      main.main()
      \t/a.go:1 +0x1

      """)
    #expect(input.dumps.reduce(0) { $0 + $1.goroutineCount } == 2)
  }

  @Test func `two packages that time out are two dumps`() throws {
    let dumps = try Fixture("format/testtimeout.go1.24.gotest.txt").read().dumps
    #expect(dumps.map(\.goroutineCount) == [7, 5])
    #expect(dumps.map { $0.failure?.kind } == [.testTimeout, .testTimeout])
    #expect(dumps.map { $0.state(0) } == ["running", "running"])
  }

  @Test func `profiles of all forms, one after the other`() throws {
    let before = try Fixture("posts/unbuffered-early-return.before.debug1.txt").text()
    let leaking = try Fixture("posts/unbuffered-early-return.leaking.debug1.txt").text()
    let pasted = try Fixture("posts/transport-per-request.pasted.debug2.txt").text()
    let input = try readAll(before + "\n" + leaking + "\n" + pasted + "\n" + pasted + before)
    #expect(input.dumps.map(\.goroutineCount) == [3, 153, 2, 2, 3])
    #expect(input.dumps.map(\.format) == [.debug1, .debug1, .debug2, .debug2, .debug1])
  }

  @Test func `the goroutine that writes a dump belongs to that dump`() throws {
    let dump = """
      goroutine 9 [running]:
      runtime/pprof.writeGoroutineStacks()
      \t/p.go:1 +0x1

      goroutine 1 [select]:
      main.main()
      \t/a.go:1 +0x1

      goroutine 3 [select]:
      main.f()
      \t/a.go:1 +0x1


      """
    let later = dump.replacing("goroutine 9 ", with: "goroutine 12 ")
    let input = try readAll(dump + later)
    #expect(input.dumps.map { $0.goroutines.map(\.id) } == [[9, 1, 3], [12, 1, 3]])
  }

  @Test func `stacks that a test's log indents, behind its prefix`() throws {
    let dump = try Fixture("format/leakcheck.go1.24.gotest.txt").read().dumps[0]
    #expect(dump.goroutines.map(\.id) == [7, 8, 9, 10, 11, 12])
    #expect(dump.stateCounts == ["select": 6])
    #expect(
      dump.stack(5) == [
        "example.com/lib/batcher.(*Batcher).loop example.com/lib/batcher/batcher.go:20",
        "created by example.com/lib/batcher.New example.com/lib/batcher/batcher.go:12",
      ])
    #expect(dump.problems == [])
  }
}
