import Testing

@testable import GoroutineDump

/// A dump that is cut says so, whatever stands behind the cut.
struct CutAnywhereTests {
  private static let whole = """
    goroutine 1 [IO wait]:
    net.(*TCPListener).Accept(0xc00010a080)
    \t/usr/local/go/src/net/tcpsock.go:380 +0x30
    main.main()
    \t/src/main.go:29 +0x125

    goroutine 6 [select, 2 minutes]:
    main.sweep(0xc000018240)
    \t/src/sweep.go:12 +0x45
    created by main.start in goroutine 1
    \t/src/main.go:11 +0x33

    goroutine 7 [chan send, 25 minutes]:
    main.send(0xc000026080, {0x1, 0x2})
    \t/src/send.go:42 +0x65
    created by main.start in goroutine 1
    \t/src/send.go:20 +0x3a

    """

  static let tails = ["", "\n", "\n2026/11/21 08:42:26 http: TLS handshake error: EOF\n", "\"\n"]

  @Test(
    arguments: [
      "\ngorout", "\ngoroutine 7", "\ngoroutine 7 [chan se", "main.send(0xc000026080, {0x1, 0x2})",
      "\t/src/send.go", "send.go:42 +0x65", "created by main.st",
      "created by main.start in goroutine 1\n\t/src/se",
    ], tails)
  func `a cut is told`(lastWords: String, tail: String) throws {
    let place = try #require(Self.whole.ranges(of: lastWords).last)
    let dump = try read(Self.whole[..<place.upperBound] + tail)
    #expect(dump.isTruncated)
  }

  @Test func `a whole dump is not cut, with or without its last line feed`() throws {
    #expect(try !read(Self.whole).isTruncated)
    #expect(try !read(String(Self.whole.dropLast())).isTruncated)
  }

  @Test func `a start in the middle of a goroutine is told behind lines of a log`() throws {
    let start = try #require(Self.whole.firstRange(of: "main.sweep")).lowerBound
    let dump = try read("2026/11/21 08:42:26 INFO log file rotated\n" + Self.whole[start...])
    #expect(dump.isTruncated)
  }

  @Test func `a JSON string without its end is told`() throws {
    let text = Self.whole.replacing("\n", with: "\\n").replacing("\t", with: "\\t")
    #expect(try read("{\"msg\": \"" + text).isTruncated)
    #expect(try !read("{\"msg\": \"" + text + "\"}\n").isTruncated)
  }

  @Test func `headers that prose quotes are no goroutines`() throws {
    let dump = try read(
      Self.whole + "\nTwo of them wait:\n\ngoroutine 7 [chan send, 25 minutes]:\n")
    #expect(dump.goroutineCount == 3)
    #expect(!dump.isTruncated)
    #expect(
      dump.problems.map(\.message) == [
        "a header without a stack repeats a goroutine and is not counted again"
      ])
  }

  @Test func `frames whose own header was not understood are told`() throws {
    let dump = try read(Self.whole.replacing("goroutine 7 [chan send, 25 minutes]:", with: "#7"))
    #expect(dump.goroutineCount == 2)
    #expect(
      dump.problems == [
        Problem(
          kind: .badFrame, line: 14,
          message: "frames without a goroutine header; skipped")
      ])
  }

  @Test func `the runtime's own stack needs no header`() throws {
    let stack = "runtime stack:\nruntime.throw({0x1, 0x7f?})\n\truntime/panic.go:1047 +0x5d\n\n"
    #expect(try read("fatal error: x\n\n" + stack + Self.whole).problems == [])
  }

  @Test func `a count profile without any frame is not complete`() throws {
    let dump = try read("goroutine profile: total 2\n2 @ 0x43e18e 0x46c1a5 0x46c1a0\n\n")
    #expect(dump.isTruncated)
  }

  @Test func `threads beside goroutines are left out`() throws {
    let dump = try read(
      """
      threadcreate profile: total 9
      9 @
      #	0x0

      goroutine profile: total 1
      1 @ 0x40698b0 0x408733a
      #	0x4087339	main.main+0xb9	/src/main.go:188

      """)
    #expect(dump.goroutineCount == 1)
    #expect(dump.problems.map(\.kind) == [.otherProfile])
  }

  @Test(arguments: [
    "child ended: panic: boom", "<![CDATA[panic: boom", "2026/11/21 08:42:26 panic: boom",
  ])
  func `a crash is known behind other text`(line: String) throws {
    let failure = try read(line + "\n\n" + Self.whole).failure
    #expect(failure == Failure(kind: .panic, message: "panic: boom"))
  }
}
