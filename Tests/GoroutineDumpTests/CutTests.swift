import GoroutineDump
import Testing

/// A capture that was cut anywhere keeps what stands before the cut.
struct CutTests {
  @Test(
    arguments: [
      Fixture("format/labels.go1.27.debug2.txt"),
      Fixture("format/labels-godebug1.go1.26.debug2.txt"),
      Fixture("posts/first-answer-wins.windows-pasted.debug2.txt"),
    ], [Dump.Format.debug2, .crash])
  func `cut anywhere, no earlier goroutine is lost`(
    _ fixture: Fixture, _ format: Dump.Format
  ) throws {
    let start = format == .crash ? "panic: boom [recovered]\n\n" : ""
    let bytes = Array((start + (try fixture.text())).utf8)
    let reader = DumpReader(threads: 1)
    let whole = try reader.read(bytes: bytes).dumps[0]
    #expect(whole.format == format)
    let goroutines = contents(of: whole)
    let headerEnds = lineEnds(of: bytes) { $0.starts(with: "goroutine ".utf8) }
    #expect(headerEnds.count == goroutines.count)
    // All bytes would take a tenth of the time of all tests; the fuzzer cuts elsewhere, too.
    for length in stride(from: 0, through: bytes.count, by: format == .crash ? 7 : 3) {
      let complete = headerEnds.prefix { $0 <= length }.count
      let cut: Dump
      do {
        cut = try reader.read(bytes: Array(bytes[..<length])).dumps[0]
      } catch {
        try #require(complete == 0, "at \(length): \(error)")
        continue
      }
      let found = contents(of: cut)
      // The last one may be cut in its header, and then has what its line still says.
      try #require(found.count == complete || found.count == complete + 1, "at \(length)")
      let earlier = Swift.max(0, complete - 1)
      try #require(
        Array(found.prefix(earlier)) == Array(goroutines.prefix(earlier)), "at \(length)")
      // Of the last whole header, nothing is lost but the stack.
      try #require(
        found.prefix(complete).last?.header == goroutines.prefix(complete).last?.header,
        "at \(length)")
    }
  }

  @Test(arguments: [
    Fixture("format/labels.go1.24.debug1.txt"), Fixture("format/labels.go1.27.debug1.txt"),
  ])
  func `cut anywhere, no earlier block of a count profile is lost`(
    _ fixture: Fixture
  ) throws {
    let bytes = Array(try fixture.text().utf8)
    let whole = try fixture.read().dumps[0]
    let blocks = blocks(of: whole)
    let blockEnds = lineEnds(of: bytes) { $0.contains(UInt8(ascii: "@")) && $0.first != 0x23 }
    #expect(blockEnds.count == blocks.count)
    let reader = DumpReader(threads: 1)
    for length in stride(from: 0, through: bytes.count, by: 3) {
      let complete = blockEnds.prefix { $0 <= length }.count
      guard let cut = try? reader.read(bytes: Array(bytes[..<length])).dumps[0] else {
        try #require(complete == 0, "at \(length)")
        continue
      }
      let least = whole.samples.prefix(complete).reduce(0) { $0 + $1.count }
      try #require(cut.goroutineCount >= least, "at \(length)")
      try #require(cut.goroutineCount == whole.goroutineCount || cut.isTruncated, "at \(length)")
      let earlier = Swift.max(0, complete - 1)
      let found = self.blocks(of: cut)
      try #require(Array(found.prefix(earlier)) == Array(blocks.prefix(earlier)), "at \(length)")
    }
  }

  /// A goroutine, as far as its header tells it, and its stack.
  private struct Contents: Equatable {
    var header: String
    var stack: [String]
  }

  private func contents(of dump: Dump) -> [Contents] {
    dump.goroutines.indices.map { row in
      let goroutine = dump.goroutines[row]
      let header =
        "\(goroutine.id) \(dump.state(row)) \(goroutine.waitMinutes ?? 0) \(dump.labels(row))"
      return Contents(header: header, stack: dump.stack(row) + ["by \(goroutine.creator)"])
    }
  }

  /// The blocks of a count profile: how many goroutines, their labels and stack.
  private func blocks(of dump: Dump) -> [[String]] {
    dump.samples.map { ["\($0.count) \(dump.labels(of: $0))"] + dump.stack(of: $0) }
  }

  /// Where the lines end that `isWanted` accepts, their line feeds not included.
  private func lineEnds(of bytes: [UInt8], where isWanted: (ArraySlice<UInt8>) -> Bool) -> [Int] {
    bytes.split(separator: UInt8(ascii: "\n")).filter(isWanted).map(\.endIndex)
  }
}
