import GoroutineDump
import Testing

/// What stands beside the line that says why a program ended, and ends whose line is missing.
struct FailureRemarkTests {
  private static let goroutine = "\ngoroutine 7 [running]:\nmain.work()\n\t/app/work.go:19 +0x65\n"

  @Test(arguments: [
    "SIGSEGV: segmentation violation", "SIGBUS: bus error", "SIGILL: illegal instruction",
    "SIGTRAP: trace trap", "SIGFPE: floating-point exception", "SIGSYS: bad system call",
    "SIGTERM: termination", "SIGABRT: abort", "Exception 0xc0000005 0x0 0x0 0x7ff6c2d41a2b",
  ])
  func `signals and exceptions`(_ line: String) throws {
    let dump = try read(line + "\nPC=0x49c902 m=0 sigcode=1\n" + Self.goroutine)
    #expect(dump.format == .crash)
    #expect(dump.failure?.kind == .signal)
    #expect(dump.failure?.message == line)
    #expect(dump.failure?.remarks == ["PC=0x49c902 m=0 sigcode=1"])
  }

  @Test func `a log line about a signal is none`() throws {
    let dump = try read("SIGTERM: shutting down\n" + Self.goroutine)
    #expect(dump.format == .debug2)
    #expect(dump.failure == nil)
  }

  @Test(arguments: [
    "fatal error: no goroutines (main called runtime.Goexit) - deadlock!",
    "panic: deadlock: all goroutines in bubble are blocked",
    "panic: deadlock: main bubble goroutine has exited but blocked goroutines remain [recovered]",
  ])
  func `deadlocks that the runtime found`(_ line: String) throws {
    #expect(try read(line + "\n" + Self.goroutine).failure?.kind == .deadlock)
  }

  @Test func `what C and the runtime print above and below`() throws {
    let dump = try read(
      """
      12:01 starting
      app: store.c:57: page_search: Assertion `page > 0' failed.
      SIGABRT: abort
      PC=0x7fe1a5762eec m=0 sigcode=18446744073709551610
      signal arrived during cgo execution

      goroutine 7 [syscall]:
      main.work()
      \t/app/work.go:19 +0x65

      """)
    #expect(
      dump.failure?.remarks == [
        "app: store.c:57: page_search: Assertion `page > 0' failed.",
        "PC=0x7fe1a5762eec m=0 sigcode=18446744073709551610",
        "signal arrived during cgo execution",
      ])
  }

  @Test func `what was said long before is not about it`() throws {
    let log = String(repeating: "a line of a log\n", count: 40)
    let dump = try read("runtime: something\n" + log + "panic: boom\n" + Self.goroutine)
    #expect(dump.failure?.remarks == [])
  }

  @Test func `the runtime's own stack`() throws {
    let text = """
      runtime: program exceeds 10000-thread limit
      fatal error: thread exhaustion

      runtime stack:
      runtime.throw({0x1188b6a, 0x11})
      \t/go/src/runtime/panic.go:774 +0x72

      """
    let failure = try #require(try read(text + Self.goroutine).failure)
    #expect(failure.isOnSystemStack)
    #expect(failure.remarks == ["runtime: program exceeds 10000-thread limit"])
    #expect(try read("panic: boom\n" + Self.goroutine).failure?.isOnSystemStack == false)
  }

  @Test func `the tests that ran`() throws {
    let dump = try read(
      """
      --- PASS: TestBig (594.10s)
      panic: test timed out after 10m0s
      \trunning tests:
      \t\tTestNext (6s)
      \t\tTestNext/a_b (1m6s)

      """ + Self.goroutine)
    #expect(
      dump.failure?.runningTests == [
        Failure.RunningTest(name: "TestNext", duration: "6s"),
        Failure.RunningTest(name: "TestNext/a_b", duration: "1m6s"),
      ])
  }

  @Test func `a later panic of the same end`() throws {
    let dump = try read("panic: a [recovered]\n\tpanic: b\n" + Self.goroutine)
    #expect(dump.failure?.message == "panic: a [recovered]")
    #expect(dump.failure?.remarks == ["panic: b"])
  }

  @Test func `a stack that panics is a crash without its line`() throws {
    let stack = """
      goroutine 7 [running]:
      panic({0x48e290, 0x4ac4c0})
      \t/go/src/runtime/panic.go:770 +0x132
      main.work()
      \t/app/work.go:19 +0x65

      """
    #expect(try read(stack).failure == Failure(kind: .panic, message: "panic"))
    #expect(try read(stack).format == .crash)
    let told = try read("runtime error: index out of range [9] with length 3\n\n" + stack)
    #expect(told.failure?.message == "panic: runtime error: index out of range [9] with length 3")
    // Parked inside of a deferred function, it has not ended the program.
    #expect(try read(stack.replacing("running", with: "select")).failure == nil)
  }

  @Test func `a stack that is printed below a panic was recovered`() throws {
    let dump = try read(
      """
      goroutine 1 [running]:
      runtime/debug.Stack()
      \t/go/src/runtime/debug/stack.go:26 +0x5e
      main.main.func1()
      \t/app/main.go:9 +0x14
      panic({0x9b63d8?, 0xa43110?})
      \t/go/src/runtime/panic.go:859 +0x125
      main.load(0x0)
      \t/app/main.go:5

      """)
    #expect(dump.failure?.kind == .recoveredPanic)
    #expect(dump.format == .debug2)
  }

  @Test(arguments: [
    (
      "github.com/labstack/echo/v4/middleware.RecoverWithConfig.func1.1.1",
      Failure.Kind.recoveredPanic
    ),
    ("main.recoverer.func1", .recoveredPanic), ("testing.tRunner.func1.2", .panic),
    ("runtime/pprof.writeGoroutineStacks", nil),
  ])
  func `who stands above a panic tells what became of it`(
    _ top: String, _ kind: Failure.Kind?
  ) throws {
    let dump = try read(
      """
      goroutine 35 [running]:
      \(top)()
      \t/app/recover.go:91 +0x1b6
      panic({0x6b7d40, 0x8120d0})
      \t/go/src/runtime/panic.go:914 +0x21f
      main.(*api).get(0xc0000b2000)
      \t/app/api.go:31 +0x2a

      """)
    #expect(dump.failure?.kind == kind)
    #expect(dump.format == (kind == .panic ? .crash : .debug2))
  }

  @Test func `requests that panic are one dump, and what follows is another`() throws {
    let request = { (id: Int) in
      """
      2026/11/30 06:02:16 http: panic serving 127.0.0.1:\(id): boom
      goroutine \(id) [running]:
      net/http.(*conn).serve.func1()
      \t/go/src/net/http/server.go:1959 +0xbb
      panic({0x9b63d8?, 0xa43110?})
      \t/go/src/runtime/panic.go:859 +0x125
      main.handler()
      \t/app/main.go:5

      """
    }
    let other = """
      goroutine 30 [select]:
      main.f()
      \t/app/f.go:5

      goroutine 31 [select]:
      main.f()
      \t/app/f.go:5

      """
    let dumps = try readAll(request(23) + request(24) + request(25) + other).dumps
    #expect(dumps.map(\.goroutineCount) == [3, 2])
    #expect(dumps.map(\.format) == [.debug2, .debug2])
    #expect(dumps[0].failure?.message == "http: panic serving 127.0.0.1:23: boom")
    #expect(dumps[1].failure == nil)
  }

  @Test func `lines behind other text`() throws {
    let quit = try read("^\\SIGQUIT: quit\nPC=0x48db21 m=0 sigcode=0\n" + Self.goroutine)
    #expect(quit.failure?.message == "SIGQUIT: quit")
    let panic = try read("<error><![CDATA[panic: boom\n" + Self.goroutine)
    #expect(panic.failure?.message == "panic: boom")
    // A log can speak of a panic; only a goroutine below makes it one.
    #expect(try read("recovered: panic: boom\nnext line\n" + Self.goroutine).failure == nil)
  }

  @Test func `redaction keeps the runtime's words alone`() throws {
    let dump = try read(
      """
      app: /home/alice/store.c:57: Assertion `card_4111' failed.
      SIGABRT: abort
      PC=0x7fe1a5762eec m=0 sigcode=0

      """ + Self.goroutine)
    #expect(dump.redacted().failure?.remarks == ["(redacted)", "PC=0x... m=0 sigcode=0"])
    let failure = try #require(dump.failure)
    let evidence = "SIGABRT: abort; \(failure.remarks[0]); goroutine 7"
    #expect(failure.redact(in: evidence) == "SIGABRT: abort; (redacted); goroutine 7")
  }
}
