import Gzip
import Testing

@testable import GoroutineDump

/// Input that was made to hurt: it is read in bounded time and memory, or refused with a reason.
struct HostileInputTests {
  private let goroutine = "goroutine 1 [select]:\nmain.f()\n\t/a.go:1 +0x1\n\n"

  @Test func `a gzip bomb is read piece by piece`() throws {
    // 64 MiB of blanks in 64 KiB.
    let bomb = try GzipEncoder.encode(Array(repeating: UInt8(ascii: " "), count: 4 << 20))
    let head = try GzipEncoder.encode(Array(goroutine.utf8))
    let bytes = head + (0..<16).flatMap { _ in bomb }
    let dump = try DumpReader(threads: 1).read(bytes: bytes).dumps[0]
    #expect(dump.goroutineCount == 1)
    #expect(dump.problems.map(\.kind) == [.tooLong])
  }

  @Test func `a line longer than the reader takes is read in pieces`() throws {
    let line = String(repeating: "a", count: 40 << 20)
    let input = try readAll(goroutine + line + "\n" + goroutine.replacing("1 [", with: "2 ["))
    #expect(input.dumps.flatMap { $0.goroutines.map(\.id) } == [1, 2])
    #expect(input.dumps.last?.problems.map(\.kind) == [.tooLong])
  }

  @Test(arguments: [1, 2])
  func `an input without end is read up to the limit`(_ threads: Int) throws {
    var reader = DumpReader(threads: threads)
    reader.parallelThreshold = 0
    reader.limits.goroutines = 20_000
    let text = (1...40_000).map { goroutine.replacing("1 [", with: "\($0) [") }.joined()
    let dump = try reader.read(bytes: Array(text.utf8)).dumps[0]
    // To the end of the chunk that has the 20,000th.
    #expect(dump.goroutineCount == 21_189)
    #expect(dump.isTruncated)
    #expect(
      dump.problems == [
        Problem(
          kind: .tooLong, line: 0,
          message:
            "the input has more goroutines, blocks or distinct texts than can be kept; the rest "
            + "was not read and every count is a lower bound")
      ])
  }

  @Test func `more blocks, or more distinct frames, than are kept`() throws {
    var reader = DumpReader(threads: 1)
    reader.limits.marks = 10_000
    let blocks = String(repeating: "1 @ 0x1 0x2\n#\t0x1\tmain.f+0x1\t/a.go:1\n\n", count: 50_000)
    let profile = try reader.read(bytes: Array(blocks.utf8)).dumps[0]
    #expect(10_000...20_000 ~= profile.goroutineCount)
    #expect(profile.problems.map(\.kind) == [.tooLong])
    reader.limits.texts = 300_000
    let frames = (1...40_000).map { "goroutine \($0) [select]:\nmain.f\($0)()\n\t/a.go:1\n\n" }
    let dump = try reader.read(bytes: Array(frames.joined().utf8)).dumps[0]
    #expect(10_000...30_000 ~= dump.goroutineCount)
    #expect(dump.problems.map(\.kind) == [.tooLong])
  }

  @Test func `more dumps than are told apart`() throws {
    let profile = "goroutine profile: total 1\n1 @ 0x1 0x2\n#\t0x1\tmain.f+0x1\t/a.go:1\n\n"
    let input = try readAll(String(repeating: profile, count: 16_390))
    #expect(input.dumps.count == 16_384)
    #expect(
      input.dumps.last?.problems.map(\.message) == [
        "6 more dumps in the input were skipped"
      ])
    #expect(input.dumps.last?.isTruncated == true)
  }

  @Test func `ids that overflow do not begin a dump each`() throws {
    let text = (1...1000).map { goroutine.replacing("1 [", with: "9999999999999999999\($0) [") }
    let dump = try read(text.joined())
    #expect(dump.goroutineCount == 1000)
    #expect(dump.goroutines.allSatisfy { $0.id == .max })
  }

  @Test func `states beyond a thousand are counted as others`() throws {
    let text = (1...3000).map { id in
      "goroutine \(id) [state \(id % 1500)]:\nmain.f()\n\t/a.go:1 +0x1\n\n"
    }
    let dump = try read(text.joined())
    #expect(dump.goroutineCount == 3000)
    #expect(dump.samples.count == 1025)
    #expect(dump.stateCounts["state 1024"] == 2)
    #expect(dump.stateCounts["other states"] == 952)
    #expect(
      dump.problems.map(\.message) == [
        "more than 1024 distinct states: 952 goroutines are counted as `other states`"
      ])
  }

  @Test func `names of states beyond those that are kept`() {
    var names = UnlistedNames(most: 2)
    #expect(["a", "b", "c", "a", "c", "b"].map { names.place(of: $0) } == [0, 1, nil, 0, nil, 1])
    #expect(names.names == ["a", "b"])
  }

  /// The counters of a channel operation are looked up by a hash that all of these share.
  @Test func `a profile of more kinds of waits than a runtime has`() throws {
    let send = "1 @ 0x43a0d6 0x405f1a 0x405cbd 0x7a2c55\n#\t0x7a2c54\tmain.send+0x24\t/a.go:9\n\n"
    let others = (1...30_000).map { number in
      "1 @ 0x43a0d6 0x9e3779b97f4a7c15 0x\(String(4 * number, radix: 16)) 0x7a2c55\n"
        + "#\t0x7a2c54\tmain.f\(number)+0x24\t/a.go:1\n\n"
    }
    let start = ContinuousClock.now
    let dump = try read(send + others.joined())
    #expect(dump.goroutineCount == 30_001)
    #expect(dump.samples[0].state.name == "chan send")
    #expect(dump.stateCounts == ["chan send": 1, "unknown": 30_000])
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func `label sets beyond 65,536 are counted as others`() throws {
    let text = (1...70_000).map { id in
      "goroutine \(id) [select] {k: v\(id)}:\nmain.f()\n\t/a.go:1 +0x1\n\n"
    }
    let dump = try read(text.joined())
    #expect(dump.goroutineCount == 70_000)
    #expect(dump.samples.count == 65_537)
    #expect(dump.labels(65_535) == ["k=v65536"])
    #expect(dump.labels(65_536) == ["other labels="])
    #expect(dump.samples.last?.count == 4464)
    #expect(
      dump.problems.map(\.message) == [
        "more than 65536 distinct sets of labels: 4464 goroutines are counted with the label "
          + "`other labels`"
      ])
  }

  @Test(
    arguments: [
      { "main.f\($0)()\n\t/a.go:1 +0x1\n" }, { "main.(*T).f\($0)()\n\t/a.go:1\n" },
      { "main.f\($0)()\n" }, { "main.f\($0)\n\t/a.go:1\n" },
      { "main.F[func(T\($0))]()\n\t/a.go:1 +0x1\n" },
      { "main.F[func(T\($0))]()\n\t/a.go:\($0) +0x1\n" },
      { "main.f()\n\t/a.go:1 +0x1\ncreated by main.g\($0)\n\t/a.go:1\n" },
      { "main.f()\n\t/a.go:1 +0x1\ncreated by main.g\($0)x in goroutine 1\n\t/a.go:1\n" },
    ] as [@Sendable (Int) -> String])
  func `many functions of one place`(_ frames: @Sendable (Int) -> String) throws {
    let start = ContinuousClock.now
    let text = (1...20_000).map { "goroutine \($0) [select]:\n\(frames($0))\n" }
    let dump = try read(text.joined())
    #expect(dump.goroutineCount == 20_000)
    #expect(dump.symbols.stacks.count == 20_000)
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  /// Where stacks part, the way is found by the end of a file line: these have the same.
  @Test(
    arguments: [
      { "main.f\($0)(0x1)\n\t/src/a-long-name.go:1 +0x1\n" },
      { "main.f(0x1)\n\t/src\($0)/a-long-name.go:1 +0x1\n" },
    ] as [@Sendable (Int) -> String])
  func `many branches that end alike`(_ frames: @Sendable (Int) -> String) throws {
    let start = ContinuousClock.now
    let text = (1...60_000).map { "goroutine \($0) [select]:\n\(frames($0 % 20_000))\n" }
    let dump = try read(text.joined())
    #expect(dump.goroutineCount == 60_000)
    #expect(dump.samples.count == 20_000)
    #expect(dump.samples.allSatisfy { $0.count == 3 })
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test func `many distinct states and labels`() throws {
    let text = (1...20_000).map { id in
      "goroutine \(id) [state \(id % 500)] {k: v\(id)}:\nmain.f()\n\t/a.go:1 +0x1\n\n"
    }
    let dump = try read(text.joined())
    #expect(dump.goroutineCount == 20_000)
    #expect(dump.samples.count == 20_000)
    #expect(dump.problems == [])
  }

  @Test func `counts that overflow`() throws {
    let block = "9223372036854775807 @ 0xffffffffffffffffff\n#\t0x1\tmain.f+0x1\t/a.go:1\n\n"
    let text = "goroutine profile: total 9223372036854775807\n" + block + block
    #expect(try read(text).goroutineCount > 0)
  }

  /// A text that repeats a piece. A test's log names it in a line.
  struct Repetition: CustomTestStringConvertible {
    var start = ""
    var piece = ""
    var count = 0
    var end = ""

    var text: String { start + String(repeating: piece, count: count) + end }
    var testDescription: String { "\(start.debugDescription) \(piece.debugDescription) \(count)" }
  }

  @Test(arguments: [
    Repetition(piece: "goroutine ", count: 20_000),
    Repetition(piece: "goroutine 1 [", count: 20_000),
    Repetition(piece: "goroutine 1 [a, b", count: 20_000),
    Repetition(piece: "goroutine 1 [a]:", count: 20_000),
    Repetition(start: "goroutine 1 [select]:\n", piece: "a.b()\n", count: 40_000),
    Repetition(start: "goroutine 1 [select]:\n", piece: "(", count: 200_000),
    Repetition(start: "goroutine 1 [select]:\n", piece: "x\n", count: 100_000),
    Repetition(piece: "Write at 0x1 by goroutine 7:\n", count: 9_000),
    Repetition(piece: "{\"log\":\"goroutine 1 [select]:\\n\"}\n", count: 9_000),
    Repetition(start: "{\"log\":\"goroutine 1 [select]:\\n", piece: "\\", count: 200_000),
    Repetition(start: "\"goroutine 1 [select]:\\n", piece: "\\\"", count: 100_000),
    Repetition(start: "a goroutine 1 [select]:\n", piece: "a \t:1\n", count: 60_000),
    Repetition(start: "1 @ 0x1\n\t#\t0x1\n"),
    Repetition(piece: "1 @ 0x1\n#\n", count: 30_000),
    Repetition(piece: "#011", count: 60_000),
    Repetition(start: "goroutine 1 [select]:\n#011", piece: "#", count: 200_000),
    Repetition(piece: "\u{1b}[", count: 100_000, end: "goroutine 1 [select]:\n"),
    Repetition(
      start: String(repeating: "goroutine 1 [select]:\n", count: 250)
        + String(repeating: "main.f(0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7,\n", count: 24),
      piece: "a", count: 200_000),
  ])
  func `text that repeats what is costly takes no more than its length`(
    _ repetition: Repetition
  ) {
    let start = ContinuousClock.now
    _ = try? readAll(repetition.text)
    // Anything quadratic takes minutes; this is for slow machines and builds without optimization.
    #expect(ContinuousClock.now - start < .seconds(60))
  }
}
