import GoroutineDump
import Testing

/// A capture that was cut anywhere keeps what stands before the cut.
struct CutTests {
  @Test(arguments: [
    Fixture("format/labels.go1.27.debug2.txt"),
    Fixture("posts/first-answer-wins.windows-pasted.debug2.txt"),
  ])
  func `cut at every byte, no earlier goroutine is lost`(_ fixture: Fixture) throws {
    let bytes = Array(try fixture.text().utf8)
    let whole = try fixture.read().dumps[0]
    let ids = whole.goroutines.map(\.id)
    let stacks = whole.goroutines.indices.map(whole.stack)
    let states = whole.goroutines.indices.map(whole.state)
    let headerEnds = lineEnds(of: bytes) { $0.starts(with: "goroutine ".utf8) }
    #expect(headerEnds.count == ids.count)
    let reader = DumpReader(threads: 1)
    for length in 0...bytes.count {
      let complete = headerEnds.prefix { $0 <= length }.count
      let cut: Dump
      do {
        cut = try reader.read(bytes: Array(bytes[..<length])).dumps[0]
      } catch {
        try #require(complete == 0, "at \(length): \(error)")
        continue
      }
      let count = cut.goroutines.count
      // The last one may be cut in its header, and then has what its line still says.
      try #require(count == complete || count == complete + 1, "at \(length)")
      let earlier = Swift.max(0, complete - 1)
      try #require(cut.goroutines.map(\.id).prefix(complete).elementsEqual(ids.prefix(complete)))
      try #require((0..<earlier).map(cut.stack) == Array(stacks.prefix(earlier)), "at \(length)")
      try #require((0..<complete).map(cut.state) == Array(states.prefix(complete)), "at \(length)")
    }
  }

  @Test func `cut at every byte, no earlier block of a count profile is lost`() throws {
    let fixture = Fixture("format/labels.go1.24.debug1.txt")
    let bytes = Array(try fixture.text().utf8)
    let whole = try fixture.read().dumps[0]
    let blockEnds = lineEnds(of: bytes) { $0.contains(UInt8(ascii: "@")) && $0.first != 0x23 }
    #expect(blockEnds.count == whole.samples.count)
    let reader = DumpReader(threads: 1)
    for length in 0...bytes.count {
      let complete = blockEnds.prefix { $0 <= length }.count
      guard let cut = try? reader.read(bytes: Array(bytes[..<length])).dumps[0] else {
        try #require(complete == 0, "at \(length)")
        continue
      }
      let least = whole.samples.prefix(complete).reduce(0) { $0 + $1.count }
      try #require(cut.goroutineCount >= least, "at \(length)")
      try #require(cut.goroutineCount == whole.goroutineCount || cut.isTruncated, "at \(length)")
    }
  }

  /// Where the lines end that `isWanted` accepts, their line feeds not included.
  private func lineEnds(of bytes: [UInt8], where isWanted: (ArraySlice<UInt8>) -> Bool) -> [Int] {
    bytes.split(separator: UInt8(ascii: "\n")).filter(isWanted).map(\.endIndex)
  }
}
