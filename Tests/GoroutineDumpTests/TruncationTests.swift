import GoroutineDump
import Gzip
import Testing

/// A capture whose end or beginning is missing says so: its counts are lower bounds.
struct TruncationTests {
  private let block = """
    goroutine 1 [select]:
    main.f()
    \t/a.go:1 +0x1

    goroutine 2 [select]:
    main.g(0x1)
    \t/a.go:2 +0x1
    created by main.main in goroutine 1
    \t/a.go:3 +0x1


    """

  @Test(arguments: [
    "goroutine 3 [sel", "goroutine 3 [select]:\n", "goroutine 3 [select]:\nmain.h(0x1",
    "goroutine 3 [select]:\nmain.h(0x1)\n", "goroutine 3 [select]:\nmain.h(0x1)\n\t/a.g",
    "goroutine 3 [select]:\nmain.h(0x1)\n\t/a.go:1 +0x1\ncreated by main.main in goroutine 1\n",
  ])
  func `cut in the middle of a goroutine`(_ rest: String) throws {
    let dump = try read(block + rest)
    #expect(dump.goroutines.map(\.id) == [1, 2, 3])
    #expect(dump.isTruncated)
    #expect(dump.problems.contains { $0.kind == .truncated || $0.kind == .badHeader })
  }

  @Test(arguments: [
    "", "goroutine 3 [select]:\nmain.h()\n\t/a.go:3 +0x1\ncreated by main.main\n\t/a.go:4 +0x1",
    "goroutine 3 [select]:\nmain.h()\n\t/a.go:3\ncreated by main.main\n\t/a.go:4 +0x1\n\nexit status 2\n",
    "rax 0x1\n",
    "goroutine 3 [syscall]:\nnon-Go function\n",
  ])
  func `whole`(_ rest: String) throws {
    let dump = try read(block + rest)
    #expect(!dump.isTruncated)
    #expect(dump.problems == [])
  }

  @Test func `cut behind a line: the last goroutine alone has no creator`() throws {
    let more = (3...6).map { id in
      "goroutine \(id) [select]:\nmain.h\(id)()\n\t/a.go:\(id) +0x1\n"
        + (id < 6 ? "created by main.main in goroutine 1\n\t/a.go:9 +0x1\n\n" : "")
    }
    #expect(try read(block + more.joined()).isTruncated)
  }

  @Test(arguments: [
    "\t/a.go:1 +0x1\ncreated by main.main\n\t/a.go:3 +0x1\n\n",
    "main.f()\n\t/a.go:1 +0x1\n\n",
  ])
  func `a log that rotated begins in the middle of a goroutine`(_ start: String) throws {
    let dump = try read(start + block)
    #expect(dump.isTruncated)
    #expect(dump.problems.map(\.kind) == [.truncated])
  }

  @Test func `a journal that left lines out`() throws {
    let note = "Suppressed 1841 messages from /system.slice/app.service\n"
    let dump = try read(block + note + "goroutine 3 [select]:\nmain.f()\n\t/a.go:1 +0x1\n")
    #expect(dump.goroutines.map(\.id) == [1, 2, 3])
    #expect(dump.isTruncated)
  }

  @Test func `gzip that ends early, or is damaged`() throws {
    let text = try Fixture("server/b1-transport-per-request.go1.19.debug2.txt").text()
    let packed = try GzipEncoder.encode(Array(text.utf8))
    let cut = try DumpReader().read(bytes: Array(packed[..<(packed.count * 2 / 3)])).dumps[0]
    #expect(cut.isTruncated)
    #expect(cut.goroutineCount > 1)
    #expect(cut.problems.contains { $0.kind == .damaged })
    var broken = packed
    broken[packed.count / 2] ^= 0xff
    #expect(try DumpReader().read(bytes: broken).dumps[0].problems.contains { $0.kind == .damaged })
  }
}
