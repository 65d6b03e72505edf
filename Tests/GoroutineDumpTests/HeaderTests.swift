import GoroutineDump
import Testing

/// The line that starts a goroutine: id, state, marks, wait, thread.
struct HeaderTests {
  private func header(_ line: String) throws -> Dump {
    try read(line + "\nmain.f()\n\t/a.go:1 +0x1\n")
  }

  @Test(arguments: [
    ("goroutine 1 [running]:", 1, "running", nil),
    ("goroutine 39381 [IO wait, 147 minutes]:", 39381, "IO wait", 147),
    ("goroutine 7 [select, 1 minutes]:", 7, "select", 1),
    ("goroutine 7 [chan receive (nil chan), 3 minutes]:", 7, "chan receive (nil chan)", 3),
    ("goroutine 7 [select (no cases)]:", 7, "select (no cases)", nil),
    ("goroutine 2 [force gc (idle)]:", 2, "force gc (idle)", nil),
    ("goroutine 8 [sync.(*Cond).Wait, 5 minutes]:", 8, "sync.Cond.Wait", 5),
    ("goroutine 8 [a state of the future, 5 minutes]:", 8, "a state of the future", 5),
    ("goroutine 8 [???]:", 8, "???", nil),
  ])
  func `id, state and wait`(_ line: String, id: UInt64, state: String, wait: Int?) throws {
    let dump = try header(line)
    #expect(dump.goroutines.count == 1)
    #expect(dump.goroutines[0].id == id)
    #expect(dump.state() == state)
    #expect(dump.goroutines[0].waitMinutes == wait)
    #expect(dump.sample().stateSource == .reported)
    #expect(dump.problems == [])
  }

  @Test func `marks are taken off the state`() throws {
    let dump = try read(
      """
      goroutine 1 [chan send (leaked)]:
      main.f()

      goroutine 2 [chan send (nil chan) (leaked) (scan)]:
      main.f()

      goroutine 3 [chan receive (durable), 2 minutes, synctest bubble 4]:
      main.f()

      goroutine 4 [syscall (scan), 2 minutes, locked to thread]:
      main.f()

      goroutine 5 [running, synctest group 1]:
      main.f()

      """)
    #expect(
      (0..<5).map(dump.state) == [
        "chan send", "chan send (nil chan)", "chan receive", "syscall", "running",
      ])
    #expect((0..<5).map { dump.sample($0).isLeaked } == [true, true, false, false, false])
    #expect((0..<5).map { dump.goroutines[$0].waitMinutes } == [nil, nil, 2, 2, nil])
    let wanted: [GoroutineRecord.Flags] = [
      [], .scan, [.durable, .bubble], [.scan, .lockedToThread], .bubble,
    ]
    let marks: GoroutineRecord.Flags = [.scan, .durable, .bubble, .lockedToThread]
    #expect(dump.goroutines.map { $0.flags.intersection(marks) } == wanted)
    #expect(dump.sample(3).lockedToThread == 1)
  }

  @Test func `machine words before the state`() throws {
    let dump = try read(
      """
      goroutine 0 gp=0x9d9d80 m=3 mp=0x9dac00 [idle]:
      runtime.futex(0x1)
      \t/runtime/sys.s:1 +0x21 fp=0x7f sp=0x7e pc=0x47d0a1

      goroutine 1 gp=0xc000002380 m=nil [IO wait, 3 minutes]:
      main.main()
      \t/main.go:1 +0x21 fp=0x7f sp=0x7e pc=0x47d0a1

      """)
    #expect(dump.goroutines.map(\.id) == [0, 1])
    #expect([dump.state(0), dump.state(1)] == ["idle", "IO wait"])
    #expect(dump.goroutines[1].waitMinutes == 3)
    #expect(dump.details.map(\.thread) == [3, nil])
  }

  @Test(arguments: [
    ("semacquire", "sync.(*Mutex).Lock", "sync.Mutex.Lock"),
    ("semacquire", "sync.(*RWMutex).RLock", "sync.RWMutex.RLock"),
    ("semacquire", "sync.(*RWMutex).Lock", "sync.RWMutex.Lock"),
    ("semacquire", "sync.(*WaitGroup).Wait", "sync.WaitGroup.Wait"),
    ("semacquire", "main.own", "semacquire"),
  ])
  func `old spellings of waits for package sync`(
    _ printed: String, frame: String, newest: String
  ) throws {
    let dump = try read(
      """
      goroutine 9 [\(printed), 12 minutes]:
      sync.runtime_SemacquireMutex(0xc000012018, 0x0, 0x1)
      \t/runtime/sema.go:71 +0x47
      \(frame)(0xc000012014)
      \t/sync/x.go:81

      """)
    #expect(dump.state() == newest)
    #expect(dump.sample().reportedState == (printed == newest ? "" : printed))
  }

  @Test func `the colon can be lost`() throws {
    let dump = try header("goroutine 12 [select]")
    #expect(dump.goroutines.map(\.id) == [12])
    #expect(dump.stack() == ["main.f /a.go:1"])
  }

  @Test(arguments: [
    "goroutine 12 [chan se", "goroutine 12 [chan send, 3 min", "goroutine 12 [",
    "goroutine 12 [chan send] {tenant: ac",
  ])
  func `a header that ends early is counted and told`(_ line: String) throws {
    let dump = try header(line)
    #expect(dump.goroutineCount == 1)
    #expect(dump.goroutines[0].id == 12)
    #expect(dump.problems.map(\.kind) == [.badHeader])
    #expect(dump.problems.map(\.line) == [1])
  }

  /// Headers are recognised by those above them: what differs must still be read of each.
  @Test func `headers alike but for their ends`() throws {
    let headers = [
      "[chan send, 3 minutes]:", "[chan send]:", "[chan send, 12 minutes]:", "[chan send",
      "[chan send, 4 minutes, locked to thread]:", "[chan send, 5 minutes, locked to thread]:",
      "[chan send, locked to thread, 6 minutes]:", "[chan send (leaked), 7 minutes]:",
      "[chan send (leaked)]:", "[chan send, 8 minutes]:\r", "[chan send, 9 minutes",
      "[chan send, 10 minutes]", "[chan send, minutes]:",
    ]
    let text = headers.enumerated().map { number, header in
      "goroutine \(number + 1) \(header)\nmain.f()\n\t/a.go:1 +0x1\n\n"
    }.joined()
    let dump = try read(text)
    #expect(dump.goroutines.map(\.id) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    #expect(
      dump.goroutines.map(\.waitMinutes)
        == [3, nil, 12, nil, 4, 5, 6, 7, nil, 8, nil, 10, nil])
    #expect(
      dump.goroutines.map { $0.flags.contains(.lockedToThread) }
        == [
          false, false, false, false, true, true, true, false, false, false, false, false, false,
        ])
    #expect(
      dump.goroutines.map { dump.samples[Int($0.sample)].isLeaked }
        == [
          false, false, false, false, false, false, false, true, true, false, false, false, false,
        ])
    #expect(dump.samples.allSatisfy { $0.state.name == "chan send" })
    #expect(dump.problems.map(\.kind) == [.badHeader, .badHeader])
    #expect(dump.problems.map(\.line) == [13, 41])
  }

  @Test func `numbers that are too large stay large`() throws {
    let dump = try header(
      "goroutine 99999999999999999999999 [select, 99999999999999999999 minutes]:")
    #expect(dump.goroutines[0].id == .max)
    #expect(dump.goroutines[0].waitMinutes == 16_777_215)
  }

  @Test(arguments: [
    "goroutine 12 exited", "goroutine running on other thread", "goroutine [select]:",
    "no goroutine 12 here [1]", "goroutines 12 [select]:",
  ])
  func `a sentence about goroutines is no header`(_ line: String) throws {
    #expect(throws: DumpError.self) { try readAll(line + "\n") }
  }
}
