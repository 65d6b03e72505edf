/// The states in `Fixtures/crashes`, counted in the header lines by other means.
extension FixtureTests {
  static let crashes: [String: [String]] = [
    "crashes/abrt-sent.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 4 chan receive, "
        + "1 finalizer wait, 1 force gc (idle), 1 idle, 2 select (no cases)"
    ],
    "crashes/abrt-sent.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 4 chan receive, "
        + "1 cleanup wait, 1 finalizer wait, 1 force gc (idle), 1 idle, 2 select (no cases)"
    ],
    "crashes/bad-pointer.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 GC worker (idle), 1 IO wait, "
        + "1 finalizer wait, 1 force gc (idle), 1 runnable, 3 select (no cases), 1 wait for GC cycle"
    ],
    "crashes/bad-pointer.go1.27.stderr.txt": [
      "crash 1 GC sweep wait, 1 GC worker (active), 1 GC worker (idle), "
        + "1 finalizer wait, 1 force gc (idle), 1 select (no cases), 1 sleep, 1 wait for GC cycle"
    ],
    "crashes/cgo-abort.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-abort.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-abrt-sent.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 select (no cases), 1 syscall"
    ],
    "crashes/cgo-abrt-sent.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 select (no cases), 1 syscall"
    ],
    "crashes/cgo-assert.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 select (no cases), 1 syscall"
    ],
    "crashes/cgo-assert.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-fpe.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 select (no cases), 1 syscall"
    ],
    "crashes/cgo-fpe.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-free.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-free.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-segv.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 select (no cases), 1 syscall"
    ],
    "crashes/cgo-segv.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 force gc (idle), "
        + "2 runnable, 1 syscall"
    ],
    "crashes/cgo-threads.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 idle, 106 runnable, 1 select (no cases), 1 sleep, 14 syscall"
    ],
    "crashes/cgo-threads.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 idle, 112 runnable, 1 select (no cases), 1 sleep, 8 syscall"
    ],
    "crashes/cgo-trap.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 select (no cases), 1 syscall"
    ],
    "crashes/cgo-trap.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 chan receive, 1 finalizer wait, "
        + "1 force gc (idle), 1 runnable, 1 syscall"
    ],
    "crashes/checkptr.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), "
        + "1 running"
    ],
    "crashes/checkptr.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), "
        + "1 running"
    ],
    "crashes/close-nil.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/close-nil.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/closed-channel.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/closed-channel.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/deadlock-goexit.go1.19.stderr.txt": [
      "crash 1 chan receive"
    ],
    "crashes/deadlock-goexit.go1.27.stderr.txt": [
      "crash 1 chan receive"
    ],
    "crashes/deadlock-mutex.go1.19.stderr.txt": [
      "crash 1 sync.Mutex.Lock"
    ],
    "crashes/deadlock-mutex.go1.27.stderr.txt": [
      "crash 1 sync.Mutex.Lock"
    ],
    "crashes/deadlock.go1.19.stderr.txt": [
      "crash 3 chan receive, 1 sync.WaitGroup.Wait"
    ],
    "crashes/deadlock.go1.27.stderr.txt": [
      "crash 3 chan receive, 1 sync.WaitGroup.Wait"
    ],
    "crashes/fault-mapped.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), 1 "
        + "running"
    ],
    "crashes/fault-mapped.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), 1 "
        + "running"
    ],
    "crashes/fault-recovered.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/fault-recovered.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/fault.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 finalizer wait, "
        + "1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/fault.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 cleanup wait, "
        + "1 finalizer wait, 1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/http-panic.go1.19.stderr.txt": [
      "debug2 3 running"
    ],
    "crashes/http-panic.go1.27.stderr.txt": [
      "debug2 3 running"
    ],
    "crashes/index.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/index.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/map-iteration.go1.19.stderr.txt": [
      "crash 1 IO wait, 1 runnable, 1 running, 3 select (no cases)"
    ],
    "crashes/map-iteration.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/map-read.go1.19.stderr.txt": [
      "crash 1 IO wait, 1 runnable, 1 running, 3 select (no cases)"
    ],
    "crashes/map-read.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/map-writes.go1.19.stderr.txt": [
      "crash 1 IO wait, 1 runnable, 1 running, 3 select (no cases)"
    ],
    "crashes/map-writes.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/nil-function.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/nil-function.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/nil-map.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/nil-map.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/nil-pointer.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/nil-pointer.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/out-of-memory-one.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 finalizer wait, "
        + "1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/out-of-memory-one.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 cleanup wait, "
        + "1 finalizer wait, 1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/out-of-memory.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 2 GC worker (idle), 1 IO wait, "
        + "1 finalizer wait, 1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/out-of-memory.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 2 GC worker (idle), 1 IO wait, "
        + "1 cleanup wait, 1 finalizer wait, 1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/panic-twice.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/panic-twice.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/quit-sent.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 4 chan receive, "
        + "1 finalizer wait, 1 force gc (idle), 1 idle, 2 select (no cases)"
    ],
    "crashes/quit-sent.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 4 chan receive, "
        + "1 cleanup wait, 1 finalizer wait, 1 force gc (idle), 1 idle, 2 select (no cases)"
    ],
    "crashes/race.go1.27.stderr.txt": [
      "crash 1 finished, 1 running"
    ],
    "crashes/recovered.go1.19.stderr.txt": [
      "debug2 1 running"
    ],
    "crashes/recovered.go1.27.stderr.txt": [
      "debug2 1 running"
    ],
    "crashes/regexp.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/regexp.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/runlock.go1.19.stderr.txt": [
      "crash 1 IO wait, 1 running, 2 select (no cases)"
    ],
    "crashes/runlock.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/segv-sent.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 4 chan receive, "
        + "1 finalizer wait, 1 force gc (idle), 1 idle, 2 select (no cases)"
    ],
    "crashes/segv-sent.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 4 chan receive, "
        + "1 cleanup wait, 1 finalizer wait, 1 force gc (idle), 1 idle, 2 select (no cases)"
    ],
    "crashes/stack-overflow-mutual.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), 1 "
        + "running"
    ],
    "crashes/stack-overflow-mutual.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), 1 "
        + "running"
    ],
    "crashes/stack-overflow.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 finalizer wait, "
        + "1 force gc (idle), 1 running, 3 select (no cases)"
    ],
    "crashes/stack-overflow.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/synctest-all.go1.27.gotest.txt": [
      "crash 2 chan receive, 1 chan send, 1 running"
    ],
    "crashes/synctest-fan.go1.27.gotest.txt": [
      "crash 1 chan send, 1 running"
    ],
    "crashes/test-hang.go1.19.gotest.txt": [
      "crash 4 chan receive, 1 running"
    ],
    "crashes/test-hang.go1.27.gotest.txt": [
      "crash 4 chan receive, 1 running"
    ],
    "crashes/test-late.go1.19.gotest.txt": [
      "crash 1 running"
    ],
    "crashes/test-late.go1.27.gotest.txt": [
      "crash 1 running"
    ],
    "crashes/test-parallel.go1.19.gotest.txt": [
      "crash 3 chan receive, 1 running"
    ],
    "crashes/test-parallel.go1.27.gotest.txt": [
      "crash 3 chan receive, 1 running"
    ],
    "crashes/test-slow.go1.19.gotest.txt": [
      "crash 1 chan receive, 1 running, 1 sleep"
    ],
    "crashes/test-slow.go1.27.gotest.txt": [
      "crash 1 chan receive, 1 running, 1 sleep"
    ],
    "crashes/test-spin.go1.19.gotest.txt": [
      "crash 1 chan receive, 1 runnable, 1 running"
    ],
    "crashes/test-spin.go1.27.gotest.txt": [
      "crash 1 chan receive, 1 runnable, 1 running"
    ],
    "crashes/test-worker.go1.19.gotest.txt": [
      "crash 2 chan receive, 1 running, 1 sync.WaitGroup.Wait"
    ],
    "crashes/test-worker.go1.27.gotest.txt": [
      "crash 2 chan receive, 1 running, 1 sync.WaitGroup.Wait"
    ],
    "crashes/threads.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 finalizer wait, "
        + "1 force gc (idle), 3 runnable, 2 select (no cases), 10 syscall"
    ],
    "crashes/threads.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 IO wait, 1 cleanup wait, "
        + "1 finalizer wait, 1 force gc (idle), 19 runnable, 3 select (no cases), 11 syscall"
    ],
    "crashes/trap-sent.go1.19.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 finalizer wait, 1 force gc (idle), 1 "
        + "running"
    ],
    "crashes/trap-sent.go1.27.stderr.txt": [
      "crash 1 GC scavenge wait, 1 GC sweep wait, 1 force gc (idle), 1 runnable, 1 running"
    ],
    "crashes/unlock.go1.19.stderr.txt": [
      "crash 1 IO wait, 1 running, 2 select (no cases)"
    ],
    "crashes/unlock.go1.27.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/waitgroup-negative.go1.19.stderr.txt": [
      "crash 1 running"
    ],
    "crashes/waitgroup-negative.go1.27.stderr.txt": [
      "crash 1 running"
    ],
  ]
}
