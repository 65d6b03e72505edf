import Foundation
import LeakAnalysis
import Testing

/// Who is named for the end of a program, and when nobody is: one thing differs between the dumps.
struct EndsOfProgramsTests {
  private static let parked = """
    goroutine 31 [select]:
    main.(*watcher).loop(0xc0002c17c0)
    \t/app/watch.go:279 +0xa9
    created by main.start in goroutine 4
    \t/app/watch.go:277 +0x6df

    """
  private static let running = """
    goroutine 18 [running]:
    main.(*cart).total(...)
    \t/app/cart.go:31
    created by main.start in goroutine 4
    \t/app/main.go:24 +0x6df

    """

  private func first(_ text: String) throws -> Finding {
    try #require(try DumpText.findings(in: text).first)
  }

  @Test func `a goroutine that is parked has not panicked`() throws {
    let found = try first("panic: boom\n\n" + Self.running + "\n" + Self.parked)
    #expect(found.site?.function == "main.(*cart).total")
    #expect(found.evidence == "panic: boom; goroutine 18 is in main.(*cart).total (cart.go:31)")
    let excerpt = try first("panic: boom\n\n" + Self.parked)
    #expect(excerpt.signature == "crash-panic")
    #expect(excerpt.site == nil && excerpt.count == 0)
    #expect(excerpt.evidence == "panic: boom; the text does not show the goroutine that panicked")
  }

  @Test func `what the runtime throws on its own stack is nobody's`() throws {
    let message = "fatal error: bad g->status in ready\n\n"
    let stack =
      "runtime stack:\nruntime.throw({0x1, 0x2})\n\t/go/src/runtime/panic.go:774 +0x72\n\n"
    #expect(try first(message + Self.running).site?.line == 31)
    let thrown = try first(message + stack + Self.running)
    #expect(thrown.signature == "crash-fatal-error")
    #expect(thrown.site == nil)
  }

  @Test func `a user's frame is named before a library's and before C`() throws {
    let found = try first(
      """
      SIGSEGV: segmentation violation
      PC=0x49c902 m=0 sigcode=1 addr=0x0
      signal arrived during cgo execution

      goroutine 18 [syscall]:
      runtime.cgocall(0x49c8f0, 0xe8778805760)
      \t/go/src/runtime/cgocall.go:167 +0x4b
      github.com/mattn/go-sqlite3._Cfunc_sqlite3_step(0x0)
      \t_cgo_gotypes.go:75 +0x45
      github.com/mattn/go-sqlite3.(*SQLiteRows).Next(0x0)
      \t/mod/github.com/mattn/go-sqlite3@v1.14.22/sqlite3.go:2201 +0x45
      main.(*store).load(0xc0000a2000)
      \t/app/store.go:31 +0x175
      created by main.main in goroutine 1
      \t/app/main.go:24 +0x316

      """)
    #expect(found.site?.function == "main.(*store).load")
    #expect(found.evidence.hasSuffix("; in the C function sqlite3_step"))
  }

  @Test func `whoever sends a signal is not the goroutine that it finds`() throws {
    let dump = { (code: String) in
      """
      SIGTRAP: trace trap
      PC=0x40268e m=0 sigcode=\(code)

      """ + "\n" + Self.running
    }
    let sent = try first(dump("0"))
    #expect(sent.signature == "crash-signal" && sent.site == nil)
    let raised = try first(dump("128"))
    #expect(raised.signature == "crash-signal-fault" && raised.site?.line == 31)
  }

  @Test func `an address that is no offset of a field is no nil pointer`() throws {
    let dump = { (signal: String) in
      "panic: runtime error: invalid memory address or nil pointer dereference\n[signal \(signal)]\n\n"
        + Self.running
    }
    let null = "SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x48da4b"
    #expect(try first(dump(null)).signature == "crash-panic-nil-pointer")
    let mapped = "SIGBUS: bus error code=0x2 addr=0x7f2ee428e388 pc=0x48dd77"
    #expect(try first(dump(mapped)).signature == "crash-panic")
  }

  @Test func `what package sync throws has a text for each of its errors`() throws {
    func signature(_ words: String) throws -> String {
      try first("fatal error: \(words)\n\n" + Self.running).signature
    }
    #expect(try signature("sync: Unlock of unlocked RWMutex") == "crash-fatal-error-unlock")
    #expect(try signature("sync: inconsistent mutex state") == "crash-fatal-error")
    for words in [
      "sync: WaitGroup.Add called from inside and outside synctest bubble",
      "sync: WaitGroup.Add called from multiple synctest bubbles",
      "send on synctest channel from outside bubble",
      "receive on synctest channel from outside bubble",
      "close of synctest channel from outside bubble",
    ] {
      #expect(try signature(words) == "crash-fatal-error-synctest")
    }
  }

  @Test func `a race without its heading is told by the access that it begins with`() throws {
    let found = try first(
      """
      Write at 0x00c0000140b8 by goroutine 8:
        main.(*counter).add()
            /app/counter.go:31 +0x44

      Previous read at 0x00c0000140b8 by goroutine 7:
        main.(*counter).get()
            /app/counter.go:35 +0x2f

      Goroutine 8 (running) created at:
        main.main()
            /app/main.go:11 +0x84

      Goroutine 7 (finished) created at:
        main.main()
            /app/main.go:15 +0x10e

      """)
    #expect(found.signature == "crash-data-race")
    #expect(
      found.evidence == """
        Write at 0x00c0000140b8 by goroutine 8; goroutine 8 in main.(*counter).add (counter.go:31) \
        and goroutine 7 in main.(*counter).get (counter.go:35)
        """)
  }

  @Test func `a test that was just ending did not hang`() throws {
    let ending = """
      panic: test timed out after 1s
      running tests:
      \tTestHello (1s)

      goroutine 3 [running]:
      testing.(*M).startAlarm.func1()
      \t/usr/local/go/src/testing/testing.go:2240 +0x219
      created by time.goFunc
      \t/usr/local/go/src/time/sleep.go:176 +0x48

      goroutine 20 [runnable]:
      runtime.goexit1()
      \t/usr/local/go/src/runtime/proc.go:3616 +0x54
      created by testing.(*T).Run
      \t/usr/local/go/src/testing/testing.go:1628 +0x435

      """
    let found = try first(ending)
    #expect(found.site == nil)
    #expect(
      found.evidence == """
        panic: test timed out after 1s; running: TestHello (1s); a test was just ending when the time \
        was over
        """)
    #expect(found.fix.hasPrefix("Raise -timeout"))
  }

  @Test func `who aborts, and who is aborted`() throws {
    let dump = { (code: String) in
      """
      SIGABRT: abort
      PC=0x7f543d089eec m=0 sigcode=\(code)

      """ + "\n" + Self.parked
    }
    #expect(try first(dump("0")).signature == "crash-signal")
    #expect(try first(dump("18446744073709551610")).signature == "crash-signal-abort")
    #expect(
      try first("malloc(): corrupted top size\n" + dump("0")).signature == "crash-signal-abort")
  }

  @Test func `a signal from outside blames the longest wait alone`() throws {
    let quit = "SIGQUIT: quit\nPC=0x42ca51 m=0 sigcode=0\n\n"
    #expect(try first(quit + Self.running).site == nil)
    #expect(try first(quit + Self.parked).site == nil)
    // A loop waits for its next round.
    let loop = Self.parked.replacing("select]", with: "select, 12 minutes]")
    #expect(try first(quit + loop).site == nil)
    let old = try first(quit + Self.parked.replacing("select]", with: "chan receive, 12 minutes]"))
    #expect(old.confidence == .low)
    #expect(
      old.evidence == """
        SIGQUIT: quit; blocked longest in the program's own code: goroutine 31 [chan receive, 12 \
        minutes] at main.(*watcher).loop (watch.go:279)
        """)
  }

  @Test func `who waited in vain names whom`() throws {
    let waiting = Self.parked.replacing("select", with: "sync.WaitGroup.Wait")
    let words = "panic: shutdown: timed out after 30s\n\n"
    let found = try first(words + Self.running + "\n" + waiting)
    #expect(found.signature == "crash-panic-timed-out")
    #expect(found.site?.function == "main.(*watcher).loop")
    #expect(
      found.evidence == """
        panic: shutdown: timed out after 30s; goroutine 18 is in main.(*cart).total (cart.go:31); \
        waiting: goroutine 31 [sync.WaitGroup.Wait] at main.(*watcher).loop (watch.go:279)
        """)
    let alone = try first(words + Self.running)
    #expect(alone.site?.function == "main.(*cart).total")
    #expect(try first("panic: boom\n\n" + Self.running + "\n" + waiting).signature == "crash-panic")
  }

  private static func hung(_ state: String, _ running: String, limit: String = "10m0s") -> String {
    """
    panic: test timed out after \(limit)
    running tests:
    \t\(running)

    goroutine 90 [running]:
    testing.(*M).startAlarm.func1()
    \t/go/src/testing/testing.go:2366 +0x265
    created by time.goFunc
    \t/go/src/time/sleep.go:177 +0x2d

    goroutine 6 [select, 9 minutes]:
    main.(*client).renew(0xc0001bbc30)
    \t/app/session.go:97 +0x105
    created by main.dial in goroutine 8
    \t/app/session.go:88 +0x4d

    goroutine 10 [\(state)]:
    main.TestSync(0xc0001bc450)
    \t/app/sync_test.go:33 +0x165
    testing.tRunner(0xc0001bc450, 0x17ab020)
    \t/go/src/testing/testing.go:1690 +0xf4
    created by testing.(*T).Run in goroutine 1
    \t/go/src/testing/testing.go:1743 +0x390

    """
  }

  @Test(arguments: [
    ("chan receive, 9 minutes", "TestSync (9m58s)", Confidence.high),
    ("chan receive", "TestSync (9m58s)", .high), ("runnable", "TestSync (9m58s)", .medium),
    ("chan receive", "TestSync (6s)", .low),
  ])
  func `the test hangs, not who waits longer beside it`(
    _ state: String, _ running: String, _ confidence: Confidence
  ) throws {
    let found = try first(Self.hung(state, running))
    #expect(found.signature == "test-timed-out")
    #expect(found.site?.function == "main.TestSync")
    #expect(found.confidence == confidence)
    #expect(found.evidence.contains("running: \(running); goroutine 10 ["))
  }

  @Test func `of several tests the one that waits longest, and the others`() throws {
    let other = """

      goroutine 12 [chan receive, 2 minutes]:
      main.TestOther(0xc0002bc900)
      \t/app/other_test.go:20 +0x165
      testing.tRunner(0xc0002bc900, 0x17ab020)
      \t/go/src/testing/testing.go:1690 +0xf4
      created by testing.(*T).Run in goroutine 1
      \t/go/src/testing/testing.go:1743 +0x390

      """
    let found = try first(Self.hung("chan receive, 9 minutes", "TestSync (9m58s)") + other)
    #expect(found.site?.function == "main.TestSync")
    #expect(
      found.evidence.hasSuffix(
        "; other tests: goroutine 12 [chan receive, 2 minutes] at main.TestOther (other_test.go:20)"
      ))
    // What `running tests:` names comes before who waits longer.
    let named = try first(Self.hung("chan receive, 9 minutes", "TestOther (9m58s)") + other)
    #expect(named.site?.function == "main.TestOther")
  }

  @Test func `time that others used up`() throws {
    let found = try first(Self.hung("chan receive", "TestSync (6s)"))
    #expect(found.evidence.hasSuffix("; it had run for 6s of the 10m0s"))
    #expect(found.cause.hasPrefix("-timeout is for all tests of a package together."))
    #expect(found.fix.contains("raise -timeout"))
  }

  @Test func `a test that is not in the text`() throws {
    let text = Self.hung("chan receive", "TestSync (9m58s)").components(separatedBy: "\n\n")
    let found = try first(text.dropLast().joined(separator: "\n\n") + "\n")
    #expect(found.site == nil)
    #expect(found.confidence == .medium)
    #expect(found.evidence.hasSuffix("; the text shows no test goroutine that could hang"))
  }

  @Test func `a hung test without its panic`() throws {
    let test = try #require(
      Self.hung("chan receive, 9 minutes", "").components(separatedBy: "\n\n").last)
    let found = try DumpText.findings(in: test)
    #expect(found.map(\.signature).contains("test-hung"))
    let young = try DumpText.findings(in: test.replacing(", 9 minutes", with: ""))
    #expect(!young.map(\.signature).contains("test-hung"))
  }

  @Test func `what leaks in a program that crashed is told as in any dump`() throws {
    var dump = DumpText()
    dump.add(
      """
      goroutine 1 [chan send]:
      main.(*q).put(0xc0000a2000)
      \t/app/q.go:31 +0xfc
      created by main.serve in goroutine 7
      \t/app/q.go:24 +0x316
      """, times: 200, minutes: 5...60)
    let plain = try DumpText.findings(in: dump.text)
    let crashed = try DumpText.findings(in: "panic: boom\n\n" + Self.running + "\n" + dump.text)
    #expect(plain.map(Summary.init) == [Summary("chan-send-no-receiver", .error, 200)])
    #expect(
      crashed.map(Summary.init) == [
        Summary("chan-send-no-receiver", .error, 200), Summary("crash-panic", .note, 1),
      ])
  }
}
