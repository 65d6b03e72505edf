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
