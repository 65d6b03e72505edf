import Foundation
import Testing

@testable import GoroutineDump

/// Large input is read in chunks, by several threads, and none of it may show.
struct ChunkTests {
  /// Goroutines of a few stacks; what varies in a real dump varies here.
  private func goroutine(_ number: Int) -> String {
    let leaf = number % 7
    let address = leaf == 0 ? "0x0" : "0xc000\(String(number, radix: 16))00"
    let wait = number % 5 == 0 ? "" : ", \(number % 90 + 1) minutes"
    let label = number % 11 == 0 ? " {tenant: t\(number % 3)}" : ""
    return """
      goroutine \(number + 100) [chan send\(wait)]\(label):
      main.leaf\(leaf)(\(address), {0x1, 0x\(number % 16)?})
      \t/home/u/main.go:\(leaf + 10) +0x4d
      main.work(...)
      \t/home/u/work.go:30
      created by main.main in goroutine \(number % 4 + 1)
      \t/home/u/main.go:9 +0x1


      """
  }

  @Test(arguments: [1, 2])
  func `what is read is counted while it is read`(_ threads: Int) throws {
    let text = (0..<20_000).map(goroutine).joined()
    let progress = ReadingProgress()
    var reader = DumpReader(threads: threads)
    reader.progress = progress
    _ = try reader.read(bytes: Array(text.utf8))
    #expect(progress.bytes == text.utf8.count)
    #expect(progress.goroutines == 20_000)

    let counts = "goroutine profile: total 7\n5 @ 0x1\n#\t0x1\ta.b+0x1\t/a.go:1\n\n2 @ 0x2\n"
    let other = ReadingProgress()
    reader.progress = other
    _ = try reader.read(bytes: Array(counts.utf8))
    #expect(other.goroutines == 7)
  }

  /// All that a reader tells of a dump, in one comparable value.
  private struct Contents: Equatable {
    var counts: [String: Int] = [:]
    var rows: [String]
    var details: [String]
    var problems: [Problem]

    init(_ dump: Dump) {
      for sample in dump.samples {
        let stack = dump.stack(of: sample).joined(separator: "|")
        counts["\(sample.state) \(dump.labels(of: sample)) \(stack)", default: 0] += sample.count
      }
      rows = dump.goroutines.map {
        "\($0.id) \($0.creator) \($0.address) \($0.waitMinutes ?? 0) \($0.sample)"
      }
      details = dump.details.map { "\($0.row) \($0.frames)" }
      problems = dump.problems
    }
  }

  private func reader(threads: Int) -> DumpReader {
    var reader = DumpReader(threads: threads)
    reader.parallelThreshold = ChunkSource.chunkSize
    return reader
  }

  @Test func `any number of threads reads the same`() throws {
    var text: [UInt8] = []
    let count = 16_000
    for number in 0..<count {
      text += Array(goroutine(number).utf8)
      // Some lines that are told, so that their numbers are compared too.
      if number % 1000 == 999 { text += Array("goroutine \(number) [cut off\n\n".utf8) }
    }
    #expect(text.count > 8 * ChunkSource.chunkSize)
    let path = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text).write(to: URL(filePath: path))
    let one = try reader(threads: 1).read(path: path).dumps
    try #require(one.count == 1)
    #expect(one[0].goroutineCount == count + count / 1000)
    #expect(one[0].problems.count == count / 1000)
    #expect(one[0].problems.first?.line == 999 * 8 + 9)
    #expect(one[0].symbols.stacks.count == 8)
    let alone = Contents(one[0])
    for threads in [2, 4] {
      let several = try reader(threads: threads).read(path: path).dumps
      try #require(several.count == 1)
      #expect(Contents(several[0]) == alone)
    }
  }

  @Test func `addresses do not depend on which goroutine a thread saw first`() throws {
    var text = ""
    for number in 0..<4000 {
      // The first goroutines have nothing where the others have an address.
      let address = number < 2000 ? "0x0" : "0xc000123000"
      let file = "/" + String(repeating: "long/", count: 20)
      text += "goroutine \(number + 1) [select]:\nmain.f(\(address))\n\t\(file)a.go:1 +0x1\n\n"
    }
    let input = try reader(threads: 1).read(bytes: Array(text.utf8)).dumps[0]
    #expect(input.goroutines.map { $0.address == 0 } == (0..<4000).map { $0 < 2000 })
    let again = try reader(threads: 4).read(bytes: Array(text.utf8)).dumps[0]
    #expect(again.goroutines.map(\.address) == input.goroutines.map(\.address))
  }

  @Test(arguments: [1, 4])
  func `a dump repeated is that many dumps`(_ threads: Int) throws {
    let fixture = Fixture("server/l4-abba.go1.19.debug2.txt")
    let one = try fixture.read().dumps[0]
    let text = try fixture.text() + "\n"
    let times = (3 << 20) / text.utf8.count
    let bytes = Array(String(repeating: text, count: times).utf8)
    let dumps = try reader(threads: threads).read(bytes: bytes).dumps
    #expect(dumps.count == times)
    #expect(dumps.allSatisfy { $0.goroutineCount == one.goroutineCount })
    #expect(dumps.allSatisfy { $0.stateCounts == one.stateCounts })
    #expect(dumps.last?.goroutines.map(\.id) == one.goroutines.map(\.id))
    #expect(dumps.last?.stack(2) == one.stack(2))
  }

  @Test(arguments: [1, 4])
  func `a count profile repeated is that many dumps`(_ threads: Int) throws {
    let text = try Fixture("posts/unbuffered-early-return.leaking.debug1.txt").text() + "\n"
    let times = (2 << 20) / text.utf8.count
    let bytes = Array(String(repeating: text, count: times).utf8)
    let dumps = try reader(threads: threads).read(bytes: bytes).dumps
    #expect(dumps.count == times)
    #expect(dumps.allSatisfy { $0.goroutineCount == 153 && !$0.isTruncated })
    #expect(dumps.allSatisfy { $0.stateCounts["chan send"] == 150 })
  }

  @Test func `a goroutine larger than a chunk`() throws {
    let frames = (0..<9000).map { "main.f(0x\($0))\n\t/home/u/main.go:\($0 + 1) +0x4d\n" }
    let text = goroutine(1) + "goroutine 5 [select]:\n" + frames.joined() + "\n" + goroutine(2)
    #expect(text.utf8.count > ChunkSource.chunkSize)
    let dump = try reader(threads: 4).read(bytes: Array(text.utf8)).dumps[0]
    #expect(dump.goroutines.map(\.id) == [101, 5, 102])
    #expect(dump.stack(1).count == 9000)
    #expect(dump.stack(1).last == "main.f /home/u/main.go:9000")
  }

  @Test func `a line larger than a chunk`() throws {
    let line = String(repeating: "x", count: 3 * ChunkSource.chunkSize)
    let dump = try read(goroutine(1) + line + "\n\n" + goroutine(2))
    #expect(dump.goroutines.map(\.id) == [101, 102])
  }
}
