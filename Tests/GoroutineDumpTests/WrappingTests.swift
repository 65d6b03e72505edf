import GoroutineDump
import Gzip
import Testing

/// A wrapped dump gives what the plain one gives, and says what was taken off.
struct WrappingTests {
  private static let dumps = [
    Fixture("format/labels.go1.27.debug2.txt"), Fixture("format/labels.go1.27.debug1.txt"),
    Fixture("format/deep.go1.27.debug2.txt"), Fixture("server/f1-mutex-held.go1.24.debug1.txt"),
    Fixture("server/b1-transport-per-request.go1.19.debug2.txt"),
  ]

  @Test(arguments: Wrapping.prefixes + Wrapping.records + Wrapping.encodings, dumps)
  func `reads alike`(_ wrapping: Wrapping, _ fixture: Fixture) throws {
    let plain = try fixture.read()
    let wrapped = try DumpReader(threads: 1).read(bytes: wrapping.wrap(try fixture.text()))
    #expect(wrapped.wrapping == wrapping.told)
    #expect(wrapped.dumps.map(\.format) == plain.dumps.map(\.format))
    for (wrapped, plain) in zip(wrapped.dumps, plain.dumps) {
      #expect(wrapped.stateCounts == plain.stateCounts)
      #expect(wrapped.goroutines.map(\.id) == plain.goroutines.map(\.id))
      #expect(wrapped.goroutines.map(\.creator) == plain.goroutines.map(\.creator))
      #expect(wrapped.goroutines.map(\.address) == plain.goroutines.map(\.address))
      #expect(wrapped.samples.map(wrapped.stack) == plain.samples.map(plain.stack))
      #expect(wrapped.samples.map(wrapped.labels) == plain.samples.map(plain.labels))
      #expect(wrapped.declaredTotal == plain.declaredTotal)
      #expect(!wrapped.isTruncated)
    }
  }

  @Test func `a plain dump has no wrapping`() throws {
    for fixture in Fixture.all { #expect(try fixture.read().wrapping == [], "\(fixture.name)") }
  }

  @Test func `a wrapped dump of many chunks is cut between goroutines`() throws {
    let block = try Fixture("server/b1-transport-per-request.go1.19.debug2.txt").text()
    let plain = try DumpReader(threads: 1).read(bytes: Array(block.utf8)).dumps[0]
    let text = Array(repeating: block, count: 40).joined()
    for wrapping in Wrapping.prefixes + Wrapping.records where wrapping.name != "a ticket" {
      let input = try DumpReader(threads: 2).read(bytes: wrapping.wrap(text))
      let count = input.dumps.reduce(0) { $0 + $1.goroutineCount }
      #expect(count == 40 * plain.goroutineCount, "\(wrapping.name)")
      #expect(input.dumps[0].stateCounts == plain.stateCounts, "\(wrapping.name)")
    }
  }

  @Test func `records of another kind do not hide a plain crash`() throws {
    let escaped = "{\"n\":1,\"stack\":\"goroutine 9 [running]:\\nmain.f()\\n\\t/a.go:1\"}\n"
    let plain = "goroutine 1 [select]:\nmain.g()\n\t/b.go:2\n"
    let ids = try readAll(escaped + plain).dumps.flatMap { $0.goroutines.map(\.id) }
    #expect(ids == [9, 1])
  }

  @Test func `several wrappings in one input`() throws {
    let text = try Fixture("server/b1-transport-per-request.go1.19.debug2.txt").text()
    let count = try read(text).goroutineCount
    let long = Array(repeating: text, count: 20).joined()
    var bytes = Array(long.utf8)
    for wrapping in [Wrapping.prefixes[0], .records[0]] { bytes += wrapping.wrap(long) }
    let input = try DumpReader(threads: 1).read(bytes: bytes)
    #expect(input.wrapping == ["line prefix", "JSON lines"])
    // What follows a change is read as it stands until the next chunk begins.
    #expect(input.dumps.reduce(0) { $0 + $1.goroutineCount } >= 58 * count)
  }
}
