import GoroutineDump
import Testing

/// What leak checkers and the race detector print.
struct LeakAndRaceReportTests {
  @Test(arguments: [false, true])
  func `goleak, with and without the goroutine's own header`(_ hasHeader: Bool) throws {
    let dump = try read(
      """
      --- FAIL: TestPay (0.44s)
          leaks.go:78: found unexpected goroutines:
              [Goroutine 7 in state chan receive, with main.f on top of the stack:
      \(hasHeader ? "        goroutine 7 [chan receive]:\n" : "")\
              main.f(0xc000012018)
              \t/a.go:12 +0x1
              created by main.g in goroutine 6
              \t/a.go:8 +0x1
               Goroutine 9 in state select, 5 minutes, with main.h on top of the stack:
      \(hasHeader ? "        goroutine 9 [select, 5 minutes]:\n" : "")\
              main.h()
              \t/a.go:14 +0x1
              ]
      FAIL

      """)
    #expect(dump.goroutines.map(\.id) == [7, 9])
    #expect(dump.goroutines.map(\.creator) == [6, 0])
    #expect(dump.goroutines.map(\.waitMinutes) == [nil, 5])
    #expect([dump.state(0), dump.state(1)] == ["chan receive", "select"])
    #expect(dump.stack(0) == ["main.f /a.go:12", "created by main.g /a.go:8"])
    #expect(dump.failure?.kind == .leakCheck)
    #expect(dump.failure?.message == "leaks.go:78: found unexpected goroutines")
  }

  @Test func `a goroutine that the leak checker does not name is another dump's`() throws {
    let dumps = try readAll(
      """
       Goroutine 192 in state select, with main.After.func1 on top of the stack:
      goroutine 192 [select]:
      main.After.func1(0xc0000d0650)
      \t/src/util.go:95 +0xc7

      The program itself:

      goroutine 40 [chan receive]:
      main.loop(0xc8202bbd10)
      \t/src/mux.go:198 +0x58

      """
    ).dumps
    #expect(dumps.map { $0.failure?.kind } == [.leakCheck, nil])
    #expect(dumps.map { $0.goroutines.map(\.id) } == [[192], [40]])
  }

  @Test func `goleak's line tells a leak though the heading was not pasted`() throws {
    let dump = try read(
      """
      Goroutine 7 in state chan receive, with main.f on top of the stack:
      goroutine 7 [chan receive]:
      main.f(0xc000012018)
      \t/a.go:12 +0x1

      Goroutine 8 in state chan receive, with main.f on top of the stack:
      goroutine 8 [chan receive]:
      main.f(0xc000012018)
      \t/a.go:12 +0x1
      ]

      """)
    #expect(dump.goroutines.map(\.id) == [7, 8])
    #expect(
      dump.failure
        == Failure(
          kind: .leakCheck,
          message: "Goroutine 7 in state chan receive, with main.f on top of the stack"))
  }

  @Test func `frames that people write into one line`() throws {
    let dump = try read(
      """
      goroutine 54 [sync.RWMutex.RLock, 10 minutes]:
        (*clusterCA).CACertFingerprint  enrollment.go:1058
        CurrentConfigSnapshot           controlplane_snapshot.go:1258
        Culvert.(*clusterCA).ImportCA(0xc00012c000, 0x1)  app/my/enrollment.go:1242 +0x8b
        created by main.main in goroutine 1\tmain.go:7

      goroutine 55 [running]:
        (*clusterCA).CACertFingerprint  enrollment.go:1058
      main.two()
      \t/home/some one/of us/x.go:12 +0x1d
      \t/home/some  one/of us/x.go:13 +0x1d

      """)
    #expect(
      dump.stack(0) == [
        "(*clusterCA).CACertFingerprint enrollment.go:1058",
        "CurrentConfigSnapshot controlplane_snapshot.go:1258",
        "Culvert.(*clusterCA).ImportCA app/my/enrollment.go:1242", "created by main.main main.go:7",
      ])
    #expect(
      dump.stack(1) == [
        "(*clusterCA).CACertFingerprint enrollment.go:1058",
        "main.two /home/some one/of us/x.go:12",
      ])
    #expect(dump.goroutines.map(\.creator) == [1, 0])
    #expect(dump.goroutines.map(\.address) == [0xc0_0012_c000, 0])
    #expect(dump.problems.map(\.kind) == [.badFrame])
  }

  @Test func `Gomega's gleak: frames of one line, headers without a colon`() throws {
    let dump = try read(
      """
        [FAILED] Timed out after 1.001s.
        Expected not to leak 2 goroutines:
            goroutine 42 [chan receive, 2 minutes]
                example.com/ctl.(*Watch).loop(0xc00012c000) at ctl/watch.go:6
                created by example.com/ctl.(*Controller).Start in goroutine 7 at ctl/controller.go:5
            goroutine 43 [select]
                main.foo.func1() at foo/test.go:6
                created by main.foo at foo/test.go:5
        In [AfterEach] at: /src/controller_test.go:33 @ 11/22/26 07:00:00.000

      """)
    #expect(dump.goroutines.map(\.id) == [42, 43])
    #expect(dump.goroutines.map(\.creator) == [7, 0])
    #expect(dump.goroutines.map(\.waitMinutes) == [2, nil])
    #expect(dump.goroutines.map(\.address) == [0xc0_0012_c000, 0])
    #expect(
      dump.stack(0) == [
        "example.com/ctl.(*Watch).loop ctl/watch.go:6",
        "created by example.com/ctl.(*Controller).Start ctl/controller.go:5",
      ])
    #expect(
      dump.stack(1) == ["main.foo.func1 foo/test.go:6", "created by main.foo foo/test.go:5"])
    #expect(dump.problems.isEmpty)
    #expect(dump.failure?.message == "Expected not to leak 2 goroutines")
  }

  @Test func `each test's report is its own`() throws {
    let input = try readAll(
      """
      --- FAIL: TestPay (0.44s)
          pay_test.go:23: found unexpected goroutines:
              [Goroutine 7 in state select, with main.f on top of the stack:
              goroutine 7 [select]:
              main.f(0xc000012018)
              \t/a.go:12 +0x1
              ]
      --- FAIL: TestQuit (0.52s)
          leaktest.go:132: leaktest: timed out checking goroutines
          leaktest.go:150: leaktest: leaked goroutine: goroutine 7 [select]:
              main.f(0xc000012018)
              \t/a.go:12 +0x1
          leaktest.go:150: leaktest: leaked goroutine: goroutine 9 [select]:
              main.f(0xc000012018)
              \t/a.go:12 +0x1
      FAIL
      FAIL\texample.com/pay\t1.407s

      """)
    #expect(input.dumps.map { $0.goroutines.map(\.id) } == [[7], [7, 9]])
    #expect(
      input.dumps.map(\.failure?.message) == [
        "pay_test.go:23: found unexpected goroutines",
        "leaktest.go:150: leaktest: leaked goroutine",
      ])
  }

  @Test func `a dump above a leak checker's report is another one`() throws {
    let input = try readAll(
      """
      goroutine 1 [running]:
      main.main()
      \t/a.go:3 +0x1

      --- FAIL: TestPay (0.44s)
          pay_test.go:31: Leaked goroutine: goroutine 7 [chan receive]:
              main.f(0xc000012018)
              \t/a.go:12 +0x1

      """)
    #expect(input.dumps.map(\.goroutineCount) == [1, 1])
    #expect(input.dumps.map(\.failure?.kind) == [nil, .leakCheck])
  }

  @Test func `leaktest`() throws {
    let dump = try read(
      """
          pay_test.go:31: leaktest: leaked goroutine: goroutine 7 [chan receive]:
              main.f(0xc000012018)
              \t/a.go:12 +0x1
          pay_test.go:31: leaktest: leaked goroutine: goroutine 8 [select]:
              main.h()
              \t/a.go:14 +0x1

      """)
    #expect(dump.goroutines.map(\.id) == [7, 8])
    #expect(dump.stack(1) == ["main.h /a.go:14"])
    #expect(
      dump.failure
        == Failure(kind: .leakCheck, message: "pay_test.go:31: leaktest: leaked goroutine"))
  }

  @Test func `a race report gives the goroutines that met, and claims no leak`() throws {
    let dump = try read(
      """
      ==================
      WARNING: DATA RACE
      Write at 0x00c0000b4010 by goroutine 7:
        main.main.func1()
            /tmp/x.go:10 +0x38

      Previous read at 0x00c0000b4010 by main goroutine:
        main.main()
            /tmp/x.go:14 +0x88

      Goroutine 7 (finished) created at:
        main.main()
            /tmp/x.go:8 +0x7a
      ==================
      Found 1 data race(s)
      exit status 66

      """)
    #expect(dump.failure?.kind == .dataRace)
    #expect(dump.goroutines.map(\.id) == [7, 1])
    #expect([dump.state(0), dump.state(1)] == ["finished", "running"])
    #expect(
      dump.stack(0) == ["main.main.func1 /tmp/x.go:10", "created by main.main /tmp/x.go:8"])
    #expect(dump.stack(1) == ["main.main /tmp/x.go:14"])
    #expect(dump.samples.allSatisfy { !$0.isLeaked })
  }
}
