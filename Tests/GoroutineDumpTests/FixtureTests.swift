import GoroutineDump
import Testing

/// Every fixture, with what stands in it.
struct FixtureTests {
  @Test func `there are fixtures, and each is expected below`() {
    #expect(!Fixture.all.isEmpty)
    #expect(Set(Fixture.all.map(\.name)) == Set(Self.expectations.keys).union(Self.crashes.keys))
  }

  @Test(arguments: Fixture.all)
  func `goroutines by state`(_ fixture: Fixture) throws {
    let dumps = try fixture.read().dumps
    #expect(
      dumps.map { "\($0.format) \(describe($0.stateCounts))" }
        == Self.expectations[fixture.name] ?? Self.crashes[fixture.name])
    // Nothing of these texts is misread; what their authors left out is told.
    let kinds = Set(dumps.flatMap(\.problems).map(\.kind))
    #expect(kinds.isSubset(of: [.cut, .totalMismatch]))
    #expect(kinds.isEmpty || fixture.name.hasPrefix("posts/"))
  }

  private func describe(_ states: [String: Int]) -> String {
    states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  // The states of debug=2 and crash files were counted in their header lines, by other means; those
  // of debug=1 files were held against the debug=2 dump of the same moment.
  private static let expectations: [String: [String]] = [
    "format/ancestors.go1.24.debug2.txt": [
      "debug2 1 IO wait, 12 chan receive, 1 runnable, 1 running"
    ],
    "format/cgo.go1.24.debug1.txt": ["debug1 1 IO wait, 1 running, 11 syscall"],
    "format/cgo.go1.24.debug2.txt": ["debug2 1 IO wait, 1 runnable, 1 running, 10 syscall"],
    "format/deep.go1.19.debug1.txt": ["debug1 1 IO wait, 6 chan send, 1 runnable, 1 running"],
    "format/deep.go1.27.debug2.txt": ["debug2 1 IO wait, 6 chan send, 1 runnable, 1 running"],
    "format/gccgo-deadlock.stderr.txt": ["crash 1 chan receive, 1 select (no cases)"],
    "format/gccgo-panic.stderr.txt": [
      "crash 1 chan receive, 3 chan send, 1 chan send (nil chan), 1 running, 3 select, "
        + "1 select (no cases), 1 sleep, 1 sync.Mutex.Lock, 1 sync.WaitGroup.Wait"
    ],
    "format/gccgo-quit-crash.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 3 chan send, "
        + "1 chan send (nil chan), 1 finalizer wait, 1 force gc (idle), 4 idle, 3 select, "
        + "1 select (no cases), 2 sleep, 1 sync.Mutex.Lock, 1 sync.WaitGroup.Wait"
    ],
    "format/gccgo.debug1.txt": ["debug1 2 running, 11 unknown"],
    "format/gccgo.debug2.txt": [
      "debug2 1 chan receive, 3 chan send, 1 chan send (nil chan), 1 running, 3 select, "
        + "1 select (no cases), 1 sleep, 1 sync.Mutex.Lock, 1 sync.WaitGroup.Wait"
    ],
    "format/generics.go1.24.debug2.txt": [
      "debug2 1 IO wait, 30 chan receive, 3 chan send, 1 runnable, 1 running"
    ],
    "format/generics.go1.27.debug1.txt": [
      "debug1 30 chan receive, 3 chan send, 2 runnable, 1 running"
    ],
    "format/l1-deadlock-chan.go1.27.stderr.txt": ["crash 5 chan receive, 1 sync.WaitGroup.Wait"],
    "format/l2-panic-all.go1.19.stderr.txt": [
      "crash 1 IO wait, 40 chan receive, 1 running, 1 sleep"
    ],
    "format/l3-sigquit-crash.go1.24.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 2 IO wait, 6 chan receive, 1 chan send, "
        + "1 finalizer wait, 1 force gc (idle), 4 idle, 24 sync.Mutex.Lock"
    ],
    "format/l3-sigquit.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 2 IO wait, 5 chan receive, 1 chan send, "
        + "1 finalizer wait, 1 force gc (idle), 1 idle, 24 sync.Mutex.Lock"
    ],
    "format/l5-concurrent-map.go1.27.stderr.txt": ["crash 1 running"],
    "format/labels-godebug1.go1.26.debug2.txt": [
      "debug2 1 IO wait, 1 chan receive, 12 chan send, 1 runnable, 1 running"
    ],
    "format/labels.go1.24.debug1.txt": [
      "debug1 1 IO wait, 1 chan receive, 12 chan send, 1 running, 1 syscall"
    ],
    "format/labels.go1.27.debug1.txt": [
      "debug1 2 IO wait, 1 chan receive, 12 chan send, 1 running"
    ],
    "format/labels.go1.27.debug2.txt": [
      "debug2 1 IO wait, 1 chan receive, 12 chan send, 1 runnable, 1 running"
    ],
    "format/leakcheck.go1.24.gotest.txt": ["debug2 6 select"],
    "format/leaked-sticky.go1.27.debug2.txt": [
      "debug2 1 IO wait, 4 chan receive (nil chan), 4 chan send (nil chan), 1 runnable, "
        + "1 running, 4 select"
    ],
    "format/leaked-sticky.go1.27.leakprofile.debug1.txt": [
      "debug1 4 chan receive (nil chan), 4 chan send (nil chan), 4 select"
    ],
    "format/locked.go1.24.debug2.txt": [
      "debug2 1 IO wait, 12 chan receive, 1 runnable, 1 running, 12 sleep, 12 syscall"
    ],
    "format/plain-paths.go1.24.debug2.txt": ["debug2 2 IO wait, 33 chan send, 1 running"],
    "format/synctest-dump.go1.26.debug2.txt": [
      "debug2 7 chan receive, 1 running, 5 select, 1 sleep, 1 sync.Cond.Wait, "
        + "1 sync.WaitGroup.Wait, 1 synctest.Run"
    ],
    "format/testtimeout.go1.24.gotest.txt": [
      "crash 1 chan receive, 1 running, 5 sync.Mutex.Lock",
      "crash 4 chan receive, 1 running",
    ],
    "posts/first-answer-wins.windows-pasted.debug1.txt": ["debug1 1 IO wait, 2 chan send"],
    "posts/first-answer-wins.windows-pasted.debug2.txt": [
      "debug2 1 IO wait, 2 chan send, 1 running"
    ],
    "posts/nil-channel.deadlock.txt": ["crash 1 chan send (nil chan)"],
    "posts/runtime-stack.leaktest.debug2.txt": ["debug2 1 chan receive, 1 running"],
    "posts/transport-per-request.pasted.debug2.txt": ["debug2 1 IO wait, 1 select"],
    "posts/unbuffered-early-return.before.debug1.txt": ["debug1 2 IO wait, 1 running"],
    "posts/unbuffered-early-return.leaking.debug1.txt": [
      "debug1 1 IO wait, 150 chan send, 1 running, 1 syscall"
    ],
    "server/a1-early-return.go1.19.debug2.txt": ["debug2 2 IO wait, 160 chan send, 1 running"],
    "server/a1-early-return.go1.24.debug1.txt": [
      "debug1 1 IO wait, 480 chan send, 1 runnable, 1 running"
    ],
    "server/a1-early-return.go1.27.leakprofile.debug1.txt": ["debug1 160 chan send"],
    "server/b1-transport-per-request.go1.19.debug2.txt": [
      "debug2 26 IO wait, 1 running, 24 select"
    ],
    "server/b1-transport-per-request.go1.24.debug1.txt": [
      "debug1 122 IO wait, 1 running, 120 select"
    ],
    "server/d1-range-never-closed.go1.19.debug1.txt": [
      "debug1 1 IO wait, 56 chan receive, 1 runnable, 1 running"
    ],
    "server/d1-range-never-closed.go1.19.debug2.txt": [
      "debug2 2 IO wait, 56 chan receive, 1 running"
    ],
    "server/f1-mutex-held.go1.21.debug2.txt": [
      "debug2 28 IO wait, 1 chan receive, 1 running, 21 sync.Mutex.Lock"
    ],
    "server/f1-mutex-held.go1.24.debug1.txt": [
      "debug1 61 IO wait, 1 chan receive, 1 runnable, 1 running, 55 sync.Mutex.Lock"
    ],
    "server/h-event-streams.go1.24.debug1.txt": [
      "debug1 181 IO wait, 181 chan receive, 1 running, 180 select, 1 syscall"
    ],
    "server/h-queue-for-slots.go1.24.debug1.txt": [
      "debug1 1 IO wait, 28 chan send, 1 runnable, 1 running, 3 select"
    ],
    "server/h-worker-pool-recv.go1.19.debug1.txt": [
      "debug1 1 IO wait, 60 chan receive, 1 running, 1 syscall"
    ],
    "server/h-worker-pool-recv.go1.19.debug2.txt": ["debug2 2 IO wait, 60 chan receive, 1 running"],
    "server/m1-slots-not-given-back.go1.24.debug1.txt": [
      "debug1 1 IO wait, 65 chan send, 1 runnable, 1 running"
    ],
    "server/l4-abba.go1.19.debug2.txt": [
      "debug2 1 IO wait, 1 runnable, 1 running, 2 sync.Mutex.Lock"
    ],
    "server/l4-abba.go1.27.debug1.txt": [
      "debug1 1 IO wait, 1 running, 2 sync.Mutex.Lock, 1 syscall"
    ],
  ]
}
