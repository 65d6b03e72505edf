/// Panics and fatal errors of programs that Go 1.19 and 1.27 built.
extension CrashExpectation {
  static let fatalErrors: [CrashExpectation] = [
    CrashExpectation(
      "bad-pointer.go1.19", "note proven crash-fatal-error-heap-corruption 0", "nobody",
      """
      fatal error: found bad pointer in Go heap (incorrect use of unsafe or cgo?); runtime: \
      pointer 0xc000213fc0 to unallocated span span.base()=0xc00020c000 \
      span.limit=0xc000214000 span.state=0; runtime: found in object at *(0xc000113fc0+0x0); \
      the text does not show what damaged the memory: the runtime detected it later
      """),
    CrashExpectation(
      "bad-pointer.go1.27", "note proven crash-fatal-error-heap-corruption 0", "nobody",
      """
      fatal error: found bad pointer in Go heap (incorrect use of unsafe or cgo?); runtime: \
      pointer 0x28b506580000 to unallocated span span.base()=0x28b506522000 \
      span.limit=0x28b50652a000 span.state=0; the text does not show what damaged the \
      memory: the runtime detected it later
      """),
    CrashExpectation(
      "checkptr.go1.19", "note proven crash-fatal-error-checkptr 1", "main.(*decoder).next:11",
      """
      fatal error: checkptr: misaligned pointer conversion; goroutine 1 is in \
      main.(*decoder).next (main.go:11)
      """),
    CrashExpectation(
      "checkptr.go1.27", "note proven crash-fatal-error-checkptr 1", "main.(*decoder).next:11",
      """
      fatal error: checkptr: misaligned pointer conversion; goroutine 1 is in \
      main.(*decoder).next (main.go:11)
      """),
    CrashExpectation(
      "closed-channel.go1.19", "note proven crash-panic-closed-channel 1", "main.main:200",
      "panic: send on closed channel; goroutine 1 is in main.main (main.go:200)"),
    CrashExpectation(
      "closed-channel.go1.27", "note proven crash-panic-closed-channel 1", "main.main:200",
      "panic: send on closed channel; goroutine 1 is in main.main (main.go:200)"),
    CrashExpectation(
      "deadlock-goexit.go1.19", "error proven runtime-deadlock 1", "main.(*queue).take:16",
      """
      1 goroutine is blocked forever; goroutine 6 [chan receive] at main.(*queue).take \
      (main.go:16)
      """),
    CrashExpectation(
      "deadlock-goexit.go1.27", "error proven runtime-deadlock 1", "main.(*queue).take:16",
      """
      1 goroutine is blocked forever; goroutine 18 [chan receive] at main.(*queue).take \
      (main.go:16)
      """),
    CrashExpectation(
      "deadlock-mutex.go1.19", "error proven runtime-deadlock 1", "main.(*queue).twice:20",
      """
      1 goroutine is blocked forever; goroutine 1 [sync.Mutex.Lock] at main.(*queue).twice \
      (main.go:20)
      """),
    CrashExpectation(
      "deadlock-mutex.go1.27", "error proven runtime-deadlock 1", "main.(*queue).twice:20",
      """
      1 goroutine is blocked forever; goroutine 1 [sync.Mutex.Lock] at main.(*queue).twice \
      (main.go:20)
      """),
    CrashExpectation(
      "deadlock.go1.19", "error proven runtime-deadlock 4", "main.(*queue).drain:18",
      """
      4 goroutines are blocked forever; 3 in chan receive, 1 in sync.WaitGroup.Wait; \
      goroutine 1 [sync.WaitGroup.Wait] at main.(*queue).drain (main.go:18), 3 goroutines \
      [chan receive] at main.(*queue).take (main.go:16)
      """),
    CrashExpectation(
      "deadlock.go1.27", "error proven runtime-deadlock 4", "main.(*queue).drain:18",
      """
      4 goroutines are blocked forever; 3 in chan receive, 1 in sync.WaitGroup.Wait; \
      goroutine 1 [sync.WaitGroup.Wait] at main.(*queue).drain (main.go:18), 3 goroutines \
      [chan receive] at main.(*queue).take (main.go:16)
      """),
    CrashExpectation(
      "fault.go1.19", "note proven crash-fatal-error-signal 1", "main.load:93",
      """
      fatal error: fault; unexpected fault address 0xdeadbeef000; [signal SIGSEGV: \
      segmentation violation code=0x1 addr=0xdeadbeef000 pc=0x658300]; goroutine 5 is in \
      main.load (main.go:93)
      """),
    CrashExpectation(
      "fault.go1.27", "note proven crash-fatal-error-signal 1", "main.load:93",
      """
      fatal error: fault; unexpected fault address 0xdeadbeef000; [signal SIGSEGV: \
      segmentation violation code=0x1 addr=0xdeadbeef000 pc=0x678700]; goroutine 5 is in \
      main.load (main.go:93)
      """),
    CrashExpectation(
      "http-panic.go1.19", "note proven crash-panic-recovered 3", "main.(*cart).total:54",
      """
      3 requests panicked in main.(*cart).total (main.go:54); http: panic serving \
      127.0.0.1:34458: runtime error: invalid memory address or nil pointer dereference
      """),
    CrashExpectation(
      "http-panic.go1.27", "note proven crash-panic-recovered 3", "main.(*cart).total:54",
      """
      3 requests panicked in main.(*cart).total (main.go:54); http: panic serving \
      127.0.0.1:56300: runtime error: invalid memory address or nil pointer dereference
      """),
    CrashExpectation(
      "map-iteration.go1.19", "note proven crash-fatal-error-concurrent-map 1",
      "main.(*cart).sum:48",
      """
      fatal error: concurrent map iteration and map write; goroutine 18 is in main.(*cart).sum \
      (main.go:48)
      """),
    CrashExpectation(
      "map-iteration.go1.27", "note proven crash-fatal-error-concurrent-map 1",
      "main.(*cart).sum:48",
      """
      fatal error: concurrent map iteration and map write; goroutine 23 is in main.(*cart).sum \
      (main.go:48)
      """),
    CrashExpectation(
      "map-read.go1.19", "note proven crash-fatal-error-concurrent-map 1", "main.(*cart).read:42",
      """
      fatal error: concurrent map read and map write; goroutine 10 is in main.(*cart).read \
      (main.go:42)
      """),
    CrashExpectation(
      "map-read.go1.27", "note proven crash-fatal-error-concurrent-map 1", "main.(*cart).read:42",
      """
      fatal error: concurrent map read and map write; goroutine 6 is in main.(*cart).read \
      (main.go:42)
      """),
    CrashExpectation(
      "map-writes.go1.19", "note proven crash-fatal-error-concurrent-map 1", "main.(*cart).put:36",
      """
      fatal error: concurrent map writes; goroutine 17 is in main.(*cart).put (main.go:36)
      """),
    CrashExpectation(
      "map-writes.go1.27", "note proven crash-fatal-error-concurrent-map 1", "main.(*cart).put:36",
      """
      fatal error: concurrent map writes; goroutine 22 is in main.(*cart).put (main.go:36)
      """),
    CrashExpectation(
      "nil-pointer.go1.19", "note proven crash-panic-nil-pointer 1", "main.load:93",
      """
      panic: runtime error: invalid memory address or nil pointer dereference; [signal \
      SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x658300]; goroutine 9 is in \
      main.load (main.go:93)
      """),
    CrashExpectation(
      "nil-pointer.go1.27", "note proven crash-panic-nil-pointer 1", "main.load:93",
      """
      panic: runtime error: invalid memory address or nil pointer dereference; [signal \
      SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x678700]; goroutine 2 is in \
      main.load (main.go:93)
      """),
    CrashExpectation(
      "out-of-memory-one.go1.19", "note proven crash-fatal-error-out-of-memory 1",
      "main.main.func3:158",
      """
      fatal error: runtime: out of memory; the last allocation was requested by \
      main.main.func3 (main.go:158), which is not necessarily what retains it
      """),
    CrashExpectation(
      "out-of-memory-one.go1.27", "note proven crash-fatal-error-out-of-memory 1",
      "main.main.func3:158",
      """
      fatal error: runtime: out of memory; the last allocation was requested by \
      main.main.func3 (main.go:158), which is not necessarily what retains it
      """),
    CrashExpectation(
      "out-of-memory.go1.19", "note proven crash-fatal-error-out-of-memory 1", "main.grow:62",
      """
      fatal error: out of memory; runtime: out of memory: cannot allocate 16777216-byte block \
      (792461312 in use); the last allocation was requested by main.grow (main.go:62), which is \
      not necessarily what retains it
      """),
    CrashExpectation(
      "out-of-memory.go1.27", "note proven crash-fatal-error-out-of-memory 1", "main.grow:62",
      """
      fatal error: out of memory; runtime: out of memory: cannot allocate 16777216-byte block \
      (222035968 in use); the last allocation was requested by main.grow (main.go:62), which is \
      not necessarily what retains it
      """),
    CrashExpectation(
      "panic-twice.go1.19", "note proven crash-panic-nil-pointer 1", "main.load:93",
      """
      panic: runtime error: invalid memory address or nil pointer dereference [recovered]; \
      panic: while closing: runtime error: invalid memory address or nil pointer dereference; \
      [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x658300]; goroutine 17 is \
      in main.load (main.go:93)
      """),
    CrashExpectation(
      "panic-twice.go1.27", "note proven crash-panic-nil-pointer 1", "main.load:93",
      """
      panic: runtime error: invalid memory address or nil pointer dereference [recovered]; \
      panic: while closing: runtime error: invalid memory address or nil pointer dereference; \
      [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x678700]; goroutine 20 is \
      in main.load (main.go:93)
      """),
    CrashExpectation(
      "recovered.go1.19", "note proven crash-panic-recovered 1", "main.load:93",
      "1 panic was recovered in main.load (main.go:93)"),
    CrashExpectation(
      "recovered.go1.27", "note proven crash-panic-recovered 1", "main.load:93",
      "1 panic was recovered in main.load (main.go:93)"),
    CrashExpectation(
      "regexp.go1.19", "note proven crash-panic 1", "main.main:193",
      """
      panic: regexp: Compile(`(regexp`): error parsing regexp: missing closing ): `(regexp`; \
      goroutine 1 is in main.main (main.go:193)
      """),
    CrashExpectation(
      "regexp.go1.27", "note proven crash-panic 1", "main.main:193",
      """
      panic: regexp: Compile(`(regexp`): error parsing regexp: missing closing ): `(regexp`; \
      goroutine 1 is in main.main (main.go:193)
      """),
    CrashExpectation(
      "runlock.go1.19", "note proven crash-fatal-error-unlock 1", "main.main:170",
      """
      fatal error: sync: RUnlock of unlocked RWMutex; goroutine 1 is in main.main \
      (main.go:170)
      """),
    CrashExpectation(
      "runlock.go1.27", "note proven crash-fatal-error-unlock 1", "main.main:170",
      """
      fatal error: sync: RUnlock of unlocked RWMutex; goroutine 1 is in main.main \
      (main.go:170)
      """),
    CrashExpectation(
      "stack-overflow.go1.19", "note proven crash-fatal-error-stack-overflow 1", "main.recurse:56",
      """
      fatal error: stack overflow; runtime: goroutine stack exceeds 1000000000-byte limit; \
      goroutine 5 is in main.recurse (main.go:56); main.recurse is in 100 of the 100 frames \
      shown
      """),
    CrashExpectation(
      "stack-overflow.go1.27", "note proven crash-fatal-error-stack-overflow 1", "main.recurse:56",
      """
      fatal error: stack overflow; runtime: goroutine stack exceeds 1000000000-byte limit; \
      goroutine 22 is in main.recurse (main.go:56); main.recurse is in 50 of the 50 frames \
      shown
      """),
    CrashExpectation(
      "threads.go1.19", "note proven crash-thread-limit 10", "main.blockInSyscall:74",
      """
      fatal error: thread exhaustion; runtime: program exceeds 12-thread limit; 10 goroutines \
      are in a system call or in C; each occupies a thread; 10 goroutines [syscall] at \
      main.blockInSyscall (main.go:74) in syscall.Syscall
      """),
    CrashExpectation(
      "threads.go1.27", "note proven crash-thread-limit 11", "main.blockInSyscall:74",
      """
      fatal error: thread exhaustion; runtime: program exceeds 12-thread limit; 11 goroutines \
      are in a system call or in C; each occupies a thread; 11 goroutines [syscall] at \
      main.blockInSyscall (main.go:74) in syscall.Syscall
      """),
    CrashExpectation(
      "unlock.go1.19", "note proven crash-fatal-error-unlock 1", "main.main:167",
      """
      fatal error: sync: unlock of unlocked mutex; goroutine 1 is in main.main (main.go:167)
      """),
    CrashExpectation(
      "unlock.go1.27", "note proven crash-fatal-error-unlock 1", "main.main:167",
      """
      fatal error: sync: unlock of unlocked mutex; goroutine 1 is in main.main (main.go:167)
      """),
    CrashExpectation(
      "close-nil.go1.19", "note proven crash-panic-closed-channel 1", "main.(*store).run:32",
      """
      panic: close of nil channel; goroutine 1 is in main.(*store).run (main.go:32)
      """),
    CrashExpectation(
      "close-nil.go1.27", "note proven crash-panic-closed-channel 1", "main.(*store).run:32",
      """
      panic: close of nil channel; goroutine 1 is in main.(*store).run (main.go:32)
      """),
    CrashExpectation(
      "fault-mapped.go1.19", "note proven crash-fatal-error-signal 1", "main.(*store).run:62",
      """
      fatal error: fault; unexpected fault address 0x7fcd43686388; [signal SIGBUS: bus error \
      code=0x2 addr=0x7fcd43686388 pc=0x48d955]; goroutine 1 is in main.(*store).run \
      (main.go:62)
      """),
    CrashExpectation(
      "fault-mapped.go1.27", "note proven crash-fatal-error-signal 1", "main.(*store).run:62",
      """
      fatal error: fault; unexpected fault address 0x7f9d00025388; [signal SIGBUS: bus error \
      code=0x2 addr=0x7f9d00025388 pc=0x4a74b5]; goroutine 1 is in main.(*store).run \
      (main.go:62)
      """),
    CrashExpectation(
      "fault-recovered.go1.19", "note proven crash-panic 1", "main.(*store).run:69",
      """
      panic: runtime error: invalid memory address or nil pointer dereference; [signal \
      SIGBUS: bus error code=0x2 addr=0x7f2ee428e388 pc=0x48dd77]; goroutine 1 is in \
      main.(*store).run (main.go:69)
      """),
    CrashExpectation(
      "fault-recovered.go1.27", "note proven crash-panic 1", "main.(*store).run:69",
      """
      panic: runtime error: invalid memory address or nil pointer dereference; [signal \
      SIGBUS: bus error code=0x2 addr=0x7f8ae841b388 pc=0x4a785f]; goroutine 1 is in \
      main.(*store).run (main.go:69)
      """),
    CrashExpectation(
      "index.go1.19", "note proven crash-panic 1", "main.(*store).run:26",
      """
      panic: runtime error: index out of range [7] with length 3; goroutine 1 is in \
      main.(*store).run (main.go:26)
      """),
    CrashExpectation(
      "index.go1.27", "note proven crash-panic 1", "main.(*store).run:26",
      """
      panic: runtime error: index out of range [7] with length 3; goroutine 1 is in \
      main.(*store).run (main.go:26)
      """),
    CrashExpectation(
      "nil-function.go1.19", "note proven crash-fatal-error 1", "main.(*store).run:90",
      """
      fatal error: go of nil func value; goroutine 1 is in main.(*store).run (main.go:90)
      """),
    CrashExpectation(
      "nil-function.go1.27", "note proven crash-fatal-error 1", "main.(*store).run:90",
      """
      fatal error: go of nil func value; goroutine 1 is in main.(*store).run (main.go:90)
      """),
    CrashExpectation(
      "nil-map.go1.19", "note proven crash-panic 1", "main.(*store).run:38",
      """
      panic: assignment to entry in nil map; goroutine 1 is in main.(*store).run \
      (main.go:38)
      """),
    CrashExpectation(
      "nil-map.go1.27", "note proven crash-panic 1", "main.(*store).run:38",
      """
      panic: assignment to entry in nil map; goroutine 1 is in main.(*store).run \
      (main.go:38)
      """),
    CrashExpectation(
      "stack-overflow-mutual.go1.19", "note proven crash-fatal-error-stack-overflow 1",
      "main.odd:136",
      """
      fatal error: stack overflow; runtime: goroutine stack exceeds 1000000000-byte limit; \
      goroutine 1 is in main.odd (main.go:136); main.odd and main.even are in 199 of the \
      199 frames shown
      """),
    CrashExpectation(
      "stack-overflow-mutual.go1.27", "note proven crash-fatal-error-stack-overflow 1",
      "main.odd:136",
      """
      fatal error: stack overflow; runtime: goroutine stack exceeds 1000000000-byte limit; \
      goroutine 1 is in main.odd (main.go:136); main.even and main.odd are in 96 of the \
      100 frames shown
      """),
    CrashExpectation(
      "waitgroup-negative.go1.19", "note proven crash-panic 1", "main.(*store).run:30",
      """
      panic: sync: negative WaitGroup counter; goroutine 1 is in main.(*store).run \
      (main.go:30)
      """),
    CrashExpectation(
      "waitgroup-negative.go1.27", "note proven crash-panic 1", "main.(*store).run:30",
      """
      panic: sync: negative WaitGroup counter; goroutine 1 is in main.(*store).run \
      (main.go:30)
      """),
  ]
}
