import GoroutineDump
import Testing

/// Headers that do not stand on lines of their own: each is read, or a problem tells of it.
struct LostLineFeedTests {
  private func ids(_ text: String) throws -> [UInt64] {
    try readAll(text).dumps.flatMap { $0.goroutines.map(\.id) }
  }

  @Test func `behind the words that vary of a file line`() throws {
    let frame = "main.f()\n\t/a.go:1 +0x1 fp=0xc0001 sp=0xc0002 pc="
    let text = """
      goroutine 7 [select]:
      \(frame)0x44

      goroutine 8 [select]:
      \(frame)0x4goroutine 9 [select]:
      \(frame)0x44

      """
    let dump = try read(text)
    #expect(dump.goroutines.map(\.id) == [7, 8, 9])
    #expect(dump.stack(1) == ["main.f /a.go:1"])
    #expect(dump.stack(2) == ["main.f /a.go:1"])
  }

  @Test func `behind a file line, which is no beginning of a longer one`() throws {
    let text = """
      goroutine 7 [select]:
      main.f()
      \t/a.go:1goroutine 8 [select]:
      main.f()
      \t/a.go:12 +0x1

      """
    let dump = try read(text)
    #expect(dump.stack(0) == ["main.f /a.go:1"])
    #expect(dump.stack(1) == ["main.f /a.go:12"])
  }

  @Test func `several headers in one line`() throws {
    let dump = try read(
      "goroutine 1 [select]:goroutine 2 [chan segoroutine 3 [IO wait]:\nmain.f()\n\t/a.go:1\n")
    #expect(dump.goroutines.map(\.id) == [1, 2, 3])
    #expect([dump.state(0), dump.state(1), dump.state(2)] == ["select", "chan se", "IO wait"])
    #expect(dump.problems.map(\.kind) == [.badHeader, .badHeader])
  }

  @Test func `among the labels of another`() throws {
    let text = "goroutine 1 [select] {goroutine 2 [chan send] {k: v}:\nmain.f()\n\t/a.go:1\n"
    #expect(try ids(text) == [1, 2])
    #expect(try read(text).labels(1) == ["k=v"])
  }

  @Test func `behind the frame of a count profile`() throws {
    let text = "1 @ 0x2\n#\t0x1\tmain.f+0x1\t/a.go:1goroutine 5 [select]:\nmain.f()\n\t/a.go:1\n"
    #expect(try ids(text) == [5])
  }

  @Test func `a zero byte in what looks like a prefix`() throws {
    let text = """
      wasm_exec.js:41 \u{0}goroutine 1 [chan receive]:
      wasm_exec.js:41 main.main()
      wasm_exec.js:41 \t/Users/dev/wasm/main.go:31 +0x9
      wasm_exec.js:41 \n\
      wasm_exec.js:41 goroutine 6 [chan receive]:
      wasm_exec.js:41 main.test()
      wasm_exec.js:41 \t/Users/dev/wasm/main.go:22 +0xc

      """
    #expect(try ids(text) == [1, 6])
  }

  @Test func `a prefix of the shape of a header`() throws {
    let text = """
      processor 5 [info] goroutine 1 [select]:
      processor 5 [info] main.main()
      processor 5 [info] \t/a.go:31 +0x9
      goroutine 2 [idle] goroutine 3 [select]:
      processor 5 [info] main.main()
      processor 5 [info] \t/a.go:31 +0x9

      """
    #expect(try ids(text) == [1, 2, 3])
  }

  @Test func `a sequence of a terminal that was cut`() throws {
    let text = """
      \u{1b}[31mgoroutine 1 [select]:\u{1b}[0m
      main.f()
      \t/a.go:1

      \u{1b}[goroutine 2 [select]:
      main.f()
      \t/a.go:1

      """
    #expect(try ids(text) == [1, 2])
  }

  @Test func `in another field of a record`() throws {
    let text = """
      {"log":"goroutine 1 [select]:\\n","stream":"stderr"}
      {"log":"main.f()\\n","stream":"stderr"}
      {"log":"\\t/a.go:1 +0x1\\n","stream":"stderr"}
      {"log":"\\n","stream":"stderr"}
      {"error":"it failed","stack":"goroutine 2 [running]:\\nmain.g()\\n\\t/b.go:2"}
      {"log":"goroutine 3 [select]:\\n","stack":"goroutine 4 [running]:\\nmain.g()\\n\\t/b.go:2"}
      {"log":"main.f()\\n","stream":"stderr"}

      """
    #expect(try Set(ids(text)) == [1, 2, 3, 4])
  }
}
