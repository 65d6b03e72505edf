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

  private static let tails = [
    "", "\n", "\n2026/11/21 08:42:26 http: TLS handshake error: EOF\n", "\"\n",
  ]

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

  private static let counts = """
    goroutine profile: total 7
    4 @ 0x43e18e 0x40b56c 0x40b178 0x6f1a05 0x46c1a1
    #\t0x6f1a04\tmain.work+0x64\t/src/work.go:42

    2 @ 0x43e18e 0x44c6d2 0x6f1b33 0x6f1c0a 0x46c1a1
    # labels: {"path":"/pay"}
    #\t0x6f1b32\tmain.sweep+0x52\t/src/sweep.go:12
    #\t0x6f1c09\tmain.run+0x29\t/src/run.go:31

    1 @ 0x43e18e 0x436c37 0x46b4e5 0x5a3c2f 0x43dd47 0x46c1a1
    #\t0x46b4e4\tinternal/poll.runtime_pollWait+0x84\t/go/src/runtime/netpoll.go:343
    #\t0x5a3c2e\tmain.main+0xae\t/src/main.go:29
    #\t0x43dd46\truntime.main+0x266\t/go/src/runtime/proc.go:267


    """

  private static let running = """
    goroutine 35 [running]:
    runtime/pprof.writeGoroutineStacks({0x757c20, 0xc000162000})
    \t/usr/local/go/src/runtime/pprof/pprof.go:692 +0x70
    net/http.(*conn).serve(0xc0000a6280, {0x759ee0, 0xc00008f3b0})
    \t/usr/local/go/src/net/http/server.go:1991 +0x607
    created by net/http.(*Server).Serve in goroutine 1
    \t/usr/local/go/src/net/http/server.go:3102 +0x4db


    """

  /// Cuts between two goroutines, or in the digits of the last offset of one: nothing shows that more
  /// came. A count profile has a total, so only its last line's number is such a place.
  private static func quietCuts(of text: [UInt8], isCounts: Bool) -> Set<Int> {
    let end = text.lastIndex { $0 > 32 } ?? 0
    var quiet = Set(end + 1...text.count)
    for last in text.indices where text[last] > 32 {
      let isLast = last == end
      guard isLast || !isCounts && text[(last + 1)...].starts(with: "\n\n".utf8) else { continue }
      quiet.formUnion([last + 1, last + 2, last + 3])
      var digit = last
      while text[digit].isHexDigit {
        quiet.insert(digit + 1)
        digit -= 1
      }
    }
    return quiet
  }

  @Test(arguments: [(running + whole, false), (counts, true)], tails)
  func `cut at any byte, it is told`(_ dump: (text: String, isCounts: Bool), tail: String) throws {
    let text = Array(dump.text.utf8)
    let quiet = Self.quietCuts(of: text, isCounts: dump.isCounts)
    let reader = DumpReader(threads: 1)
    #expect(try !reader.read(bytes: text).dumps[0].isTruncated)
    let cuts = (1..<text.count).filter { !quiet.contains($0) }
    let missed = cuts.filter { cut in
      // What holds no goroutine yet is refused.
      guard let input = try? reader.read(bytes: text[..<cut] + Array(tail.utf8)) else {
        return false
      }
      return !input.dumps.contains { $0.isTruncated }
    }
    #expect(cuts.count > 500)
    // Of texts as short as these; the longer the dump, the fewer.
    #expect(missed.count * 100 <= cuts.count * 9, "not told at \(missed)")
  }

  @Test(
    arguments: [
      ("format/labels.go1.27.debug2.txt", false), ("server/f1-mutex-held.go1.24.debug1.txt", true),
    ], tails)
  func `of a real dump, 99 of 100 cuts are told`(
    _ dump: (name: String, isCounts: Bool), tail: String
  ) throws {
    let text = Array(try Fixture(dump.name).text().utf8)
    let quiet = Self.quietCuts(of: text, isCounts: dump.isCounts)
    let reader = DumpReader(threads: 1)
    // A choice of the bytes: all of them take minutes.
    let cuts = stride(from: 1, to: text.count, by: 41).filter { !quiet.contains($0) }
    let missed = cuts.filter { cut in
      guard let input = try? reader.read(bytes: text[..<cut] + Array(tail.utf8)) else {
        return false
      }
      return !input.dumps.contains { $0.isTruncated }
    }
    #expect(cuts.count > 100)
    #expect(missed.count * 100 <= cuts.count, "not told at \(missed)")
  }

  @Test(arguments: [
    "goroutine 7 [running]:\nmain.f(0x1)\n\t/a.go:1 +0x1\ncreated by main.g\n\t/a.go:2 +0x1\nexit\n",
    "goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\nexit status 2\n",
  ])
  func `a line of another program behind a whole goroutine is no cut`(text: String) throws {
    #expect(try !read(text).isTruncated)
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

  @Test func `frames below a page's end are told, without their tabs too`() throws {
    let created = "created by main.start in goroutine 1\n\t/src/send.go:20 +0x3a\n"
    let text = Self.whole.replacing(created, with: "\nPage 7\n\u{c}\n" + created)
    #expect(try read(text.replacing("\t", with: "")).problems.map(\.kind).contains(.badFrame))
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
