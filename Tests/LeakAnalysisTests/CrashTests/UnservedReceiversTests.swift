import LeakAnalysis
import Testing

/// Receivers in the dump of a program that crashed: one thing differs between the loud dump and each quiet
/// one.
struct UnservedReceiversTests {
  /// A dump, in parts that a test changes.
  private struct Crash {
    var end = "panic: boom"
    var main = """
      goroutine 1 [sleep]:
      time.Sleep(0x3b9aca00)
      \t/go/src/runtime/time.go:338 +0x165
      main.main()
      \t/app/main.go:38 +0x1c5
      """
    var ids = Array(7..<19)
    var arguments: (_ id: Int) -> String = { "0x0?, 0xc0000\($0 + 10)000" }
    var entry = "main.(*gateway).audit"
    var more: [String] = []

    var text: String {
      let culprit = """
        goroutine 48 [running]:
        main.(*gateway).settle(...)
        \t/app/main.go:15
        created by main.main in goroutine 1
        \t/app/main.go:32 +0x1aa
        """
      let receivers = ids.map { receiver($0) }
      return ([end, culprit, main] + receivers + more).joined(separator: "\n\n") + "\n"
    }

    func receiver(_ id: Int, state: String = "chan receive", line: Int = 18) -> String {
      """
      goroutine \(id) [\(state)]:
      \(entry)(\(arguments(id)))
      \t/app/main.go:\(line) +0xaa
      created by main.main in goroutine 1
      \t/app/main.go:27 +0x65
      """
    }
  }

  private static func told(_ crash: Crash) throws -> [String] {
    try DumpText.findings(in: crash.text).filter { $0.signature == "unserved-receivers" }
      .map { "\($0.severity) \($0.confidence) \($0.count) \($0.evidence)" }
  }

  @Test func `all that one statement of main has started, while main sleeps`() throws {
    #expect(
      try Self.told(Crash()) == [
        """
        warning medium 12 12 goroutines are parked in a channel receive; every goroutine that \
        main.main started at main.go:27 waits here; main.main itself sleeps at main.go:38; each has a \
        channel or object of its own
        """
      ])
  }

  @Test func `where no argument tells the channel, confidence is low`() throws {
    var crash = Crash()
    crash.arguments = { _ in "0x0?, 0x0?" }
    #expect(try Self.told(crash).map { $0.prefix(14) } == ["warning low 12"])
  }

  @Test func `the workers of a pool share its channel, or the pool`() throws {
    var crash = Crash()
    crash.arguments = { _ in "0x0?, 0xc000010000" }
    #expect(try Self.told(crash) == [])
    crash.arguments = { _ in "0xc000010000" }
    #expect(try Self.told(crash) == [])
  }

  @Test func `a closure does not print what it waits for`() throws {
    var crash = Crash()
    crash.entry = "main.main.func1"
    crash.arguments = { _ in "" }
    #expect(try Self.told(crash) == [])
  }

  @Test func `one of them at work, or gone, makes a pool of them`() throws {
    var crash = Crash()
    crash.more = [crash.receiver(19, state: "running", line: 20)]
    #expect(try Self.told(crash) == [])
    crash = Crash()
    crash.ids = Array(7..<13) + Array(40..<46)
    #expect(try Self.told(crash) == [])
  }

  @Test(arguments: [
    ("chan receive", "main.main()\n\t/app/main.go:40 +0x1c5"),
    ("select (no cases)", "main.main()\n\t/app/main.go:40 +0x1c5"),
    (
      "sync.WaitGroup.Wait",
      "sync.(*WaitGroup).Wait(0x1)\n\t/go/src/sync/waitgroup.go:118 +0x4\nmain.main()\n\t/app/main.go:40 +0x1"
    ),
    (
      "IO wait",
      "internal/poll.runtime_pollWait(0x1, 0x72)\n\t/go/src/runtime/netpoll.go:351 +0x8\nnet/http."
        + "ListenAndServe(...)\n\t/go/src/net/http/server.go:3665\nmain.main()\n\t/app/main.go:40 +0x1"
    ),
  ])
  func `a main that waits or serves may be a daemon's`(_ state: String, stack: String) throws {
    var crash = Crash()
    crash.main = "goroutine 1 [\(state)]:\n\(stack)"
    #expect(try Self.told(crash) == [])
  }

  @Test func `a signal that was sent says nothing of the program`() throws {
    var crash = Crash()
    crash.end = "SIGQUIT: quit\nPC=0x48ba01 m=0 sigcode=0"
    #expect(try Self.told(crash) == [])
  }

  @Test func `requests in progress may send to them`() throws {
    var crash = Crash()
    crash.more = [
      """
      goroutine 30 [IO wait]:
      internal/poll.runtime_pollWait(0x1, 0x72)
      \t/go/src/runtime/netpoll.go:351 +0x8
      net/http.(*conn).serve(0xc0000d6480)
      \t/go/src/net/http/server.go:2102 +0x625
      created by net/http.(*Server).Serve in goroutine 1
      \t/go/src/net/http/server.go:3454 +0x485
      """
    ]
    #expect(try Self.told(crash) == [])
  }
}
