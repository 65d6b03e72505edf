import GoroutineDump
import Testing

/// What gccgo prints: functions without arguments, methods without receivers' parentheses.
struct GccgoTests {
  @Test func `every frame of every goroutine`() throws {
    let dump = try Fixture("format/gccgo-panic.stderr.txt").read().dumps[0]
    #expect(dump.problems == [])
    #expect(dump.failure?.message == "panic: it failed")
    let started = "created by main.start /usr/src/blocked/main.go:"
    let send = ["main.send /usr/src/blocked/main.go:26", started + "48"]
    let select = ["main.worker.run /usr/src/blocked/main.go:20", started + "49"]
    #expect(
      dump.goroutines.indices.map { dump.stack($0) } == [
        ["main.main /usr/src/blocked/main.go:88"],
        send, select, send, select, send, select,
        ["main.receive /usr/src/blocked/main.go:28", started + "51"],
        ["main.block /usr/src/blocked/main.go:30", started + "52"],
        [
          "sync.runtime__SemacquireMutex ../../../src/libgo/go/runtime/sema.go:71",
          "sync.Mutex.lockSlow ../../../src/libgo/go/sync/mutex.go:162",
          "sync.Mutex.Lock ../../../src/libgo/go/sync/mutex.go:81",
          "main.lock /usr/src/blocked/main.go:33", started + "53",
        ],
        [
          "sync.runtime__Semacquire ../../../src/libgo/go/runtime/sema.go:56",
          "sync.WaitGroup.Wait ../../../src/libgo/go/sync/waitgroup.go:136",
          "main.wait /usr/src/blocked/main.go:37", started + "54",
        ],
        [
          "time.Sleep ../../../src/libgo/go/runtime/time.go:192",
          "main.start..func1 /usr/src/blocked/main.go:55", started + "55",
        ],
        ["main.start..func2 /usr/src/blocked/main.go:58", started + "56"],
      ])
  }

  @Test func `a signal, with the runtime's own goroutines and C functions`() throws {
    let dump = try Fixture("format/gccgo-quit-crash.stderr.txt").read().dumps[0]
    #expect(dump.goroutineCount == 21)
    #expect(dump.problems == [])
    let sleeping = try #require(
      dump.goroutines.indices.first { dump.goroutines[$0].id == 1 })
    #expect(
      dump.stack(sleeping) == [
        "runtime.mcall ../../../src/libgo/runtime/proc.c:346",
        "runtime.gopark ../../../src/libgo/go/runtime/proc.go:399",
        "time.Sleep ../../../src/libgo/go/runtime/time.go:192",
        "main.main /usr/src/blocked/main.go:85",
        "runtime.main ../../../src/libgo/go/runtime/proc.go:285",
      ])
    #expect(dump.stack(0).last == "runtime_mstart ../../../src/libgo/runtime/proc.c:596")
  }

  @Test func `a count profile, which shows the goroutines that run only`() throws {
    let dump = try Fixture("format/gccgo.debug1.txt").read().dumps[0]
    #expect(dump.samples.map(\.count) == [11, 2])
    #expect(dump.declaredTotal == 13)
    #expect(dump.problems == [])
    #expect(dump.stack(of: dump.samples[0]) == [])
    #expect(
      dump.stack(of: dump.samples[1]).suffix(2) == [
        "main.main /usr/src/blocked/main.go:76",
        "runtime.main ../../../src/libgo/go/runtime/proc.go:285",
      ])
  }

  @Test func `one function's name can begin another's, at the same place`() throws {
    let dump = try read(
      """
      goroutine 1 [select]:
      main.f
      \t/a.go:1

      goroutine 2 [select]:
      main.f..func1
      \t/a.go:1

      goroutine 3 [select]:
      main.f
      \t/a.go:1

      """)
    #expect(
      (0..<3).map { dump.stack($0) } == [
        ["main.f /a.go:1"], ["main.f..func1 /a.go:1"], ["main.f /a.go:1"],
      ])
  }
}
