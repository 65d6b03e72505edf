import Testing

@testable import GoroutineDump

/// Text that was damaged on its way, and input that is no dump at all.
struct DamageTests {
  private let plain = """
    goroutine 1 [chan send, 5 minutes]:
    main.(*T).Run(0xc000012018)
    \t/home/u/main.go:22 +0x4d
    created by main.main in goroutine 7
    \t/home/u/main.go:9 +0x1

    goroutine 2 [select]:
    main.g()
    \t/home/u/main.go:30 +0x4d

    """

  private func expectPlain(_ dump: Dump) {
    #expect(dump.goroutines.map(\.id) == [1, 2])
    #expect(dump.goroutines.map(\.creator) == [7, 0])
    #expect(dump.goroutines.map(\.waitMinutes) == [5, nil])
    #expect([dump.state(0), dump.state(1)] == ["chan send", "select"])
    #expect(
      dump.stack(0) == [
        "main.(*T).Run /home/u/main.go:22", "created by main.main /home/u/main.go:9",
      ])
    #expect(dump.stack(1) == ["main.g /home/u/main.go:30"])
    #expect(dump.problems == [])
  }

  @Test func `as it was printed`() throws { expectPlain(try read(plain)) }

  @Test func `the last line feed is missing`() throws {
    expectPlain(try read(String(plain.dropLast())))
  }

  @Test func `CRLF`() throws {
    expectPlain(try read(plain.replacing("\n", with: "\r\n")))
  }

  @Test func `CRLF without the last line feed`() throws {
    expectPlain(try read(plain.replacing("\n", with: "\r\n").dropLast(2).description))
  }

  @Test(arguments: ["    ", "        ", " ", "\t\t", ""])
  func `another indentation in place of the tab`(_ indentation: String) throws {
    expectPlain(try read(plain.replacing("\t", with: indentation)))
  }

  @Test func `an empty line after each line`() throws {
    expectPlain(try read(plain.replacing("\n", with: "\n\n")))
  }

  @Test func `no empty line between goroutines`() throws {
    expectPlain(try read(plain.replacing("\n\n", with: "\n")))
  }

  @Test func `blanks at the ends of lines`() throws {
    expectPlain(try read(plain.replacing("\n", with: "  \n")))
  }

  @Test func `every header that stands in the text is counted, whatever follows it`() throws {
    let dump = try read(
      """
      goroutine 1 [select]:
      )(((
      goroutine 2 [select]:
      \u{0}\u{0}\u{0}
      main.f(\u{0})
      goroutine 3 [select]:
      \t:::::1
      \t/a.go:x
      created by
      goroutine 4 [select]:
      created by main.f in goroutine
      \t
      ...elided...
      [originating from goroutine
      goroutine 5 [select]:

      """)
    #expect(dump.goroutines.map(\.id) == [1, 2, 3, 4, 5])
  }

  @Test func `invalid UTF-8 reads as U+FFFD`() throws {
    var bytes = Array("goroutine 1 [select]:\nmain.".utf8)
    bytes += [0xff, 0xfe] + Array("x(0x1)\n\t/tmp/".utf8) + [0xc3] + Array(".go:7 +0x1\n".utf8)
    let dump = try DumpReader().read(bytes: bytes).dumps[0]
    #expect(dump.stack() == ["main.\u{fffd}\u{fffd}x /tmp/\u{fffd}.go:7"])
    #expect(dump.problems == [])
  }

  @Test func `numbers beyond their types`() throws {
    let dump = try read(
      """
      goroutine 1 [select]:
      main.f(0xffffffffffffffffffffffffffffffff)
      \t/a.go:99999999999999999999 +0xfffffffffffffffffffff
      ...99999999999999999999 frames elided...
      created by main.g in goroutine 99999999999999999999
      \t/a.go:4294967296

      """)
    #expect(dump.stack() == ["main.f /a.go:0", "created by main.g /a.go:0"])
    #expect(dump.goroutines[0].creator == .max)
    #expect(dump.elidedFrames == [4_294_967_295])
  }

  @Test func `elided counts that overflow when they are summed`() throws {
    let dump = try read(
      "goroutine 1 [select]:\nmain.f()\n"
        + String(repeating: "...99999999999999999999 frames elided...\n", count: 3))
    #expect(dump.elidedFrames == [4_294_967_295])
  }

  @Test func `a text that is exactly as long as the runtime's cap is cut`() throws {
    var dumps = [try read(plain)]
    var end = InputEnd()
    end.textBytes = (64 << 20) - 1
    end.describe(&dumps)
    #expect(!dumps[0].isTruncated)
    end.textBytes += 1
    end.describe(&dumps)
    #expect(dumps[0].isTruncated)
    #expect(dumps[0].problems.map(\.kind) == [.truncated])
  }

  @Test(arguments: [
    ("", DumpError.empty(path: "-")),
    ("  \n\t\r\n", .empty(path: "-")),
    (
      "<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n",
      .notADump(path: "-", what: "an HTML page, perhaps an error page")
    ),
    (
      "404 page not found\n",
      .notADump(
        path: "-",
        what: "a \"page not found\" response; is net/http/pprof registered there?")
    ),
    (
      "Type: goroutine\nShowing nodes accounting for 2474, 100% of 2475 total\n",
      .notADump(path: "-", what: "a report of go tool pprof; give the profile itself")
    ),
    (
      "Type: goroutine\n-----------+----------------------\n      2470   runtime.gopark\n",
      .notADump(path: "-", what: "a report of go tool pprof; give the profile itself")
    ),
    ("hello\n", .notADump(path: "-", what: "other text")),
    ("\u{0}\u{1}\u{2}\u{3}\u{4}", .notADump(path: "-", what: "binary data")),
    ("{\"error\": 1}\n", .notADump(path: "-", what: "JSON of another kind")),
  ])
  func `what is no dump`(_ text: String, _ error: DumpError) {
    #expect(throws: error) { try readAll(text) }
  }

  @Test func `files that cannot be read`() {
    let reader = DumpReader()
    #expect(throws: DumpError.notFound(path: "/no/such/file")) {
      try reader.read(path: "/no/such/file")
    }
    #expect(throws: DumpError.isDirectory(path: "/")) { try reader.read(path: "/") }
  }
}
