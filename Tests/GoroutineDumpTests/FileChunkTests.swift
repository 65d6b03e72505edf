import Foundation
import Testing

@testable import GoroutineDump

/// Of a file only the ends of the chunks are read in order.
struct FileChunkTests {
  private func goroutine(_ number: Int, lines: Int) -> String {
    "goroutine \(number) [select]:\n"
      + (0..<lines).map { "main.f\($0)(0xc000\(number))\n\t/src/main.go:\($0 + 1) +0x1d\n" }
      .joined()
      + "\n"
  }

  private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result
  {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-\(UUID().uuidString).txt").path
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// The chunks' texts, and how many of them were not read with their cut; those are read once all
  /// cuts are known, in either order.
  private func chunks(
    _ stream: consuming ByteStream, backwards: Bool = false
  ) -> (texts: [String], late: Int) {
    var source = ChunkSource(stream)
    var open: [(chunk: ChunkSource.Chunk, buffer: [UInt8])] = []
    while true {
      var buffer: [UInt8] = []
      guard let chunk = source.next(into: &buffer) else { break }
      open.append((chunk, buffer))
    }
    var late = 0
    var texts = [String](repeating: "", count: open.count)
    for number in backwards ? Array(open.indices.reversed()) : Array(open.indices) {
      var (chunk, buffer) = open[number]
      if buffer[chunk.length - 1] == 0 { late += 1 }
      let isWhole = chunk.read(into: &buffer)
      #expect(isWhole)
      #expect(chunk.index == number)
      texts[number] = String(decoding: buffer.prefix(chunk.length), as: UTF8.self)
    }
    return (texts, late)
  }

  /// Stacks of 20 frames; some are longer than the end that is looked at, one longer than
  /// a chunk, and one line stands between them.
  private var text: String {
    var text = ""
    for number in 1...900 {
      text += goroutine(number, lines: number == 500 ? 9000 : number % 10 == 0 ? number / 3 : 20)
      if number == 700 { text += String(repeating: "x", count: 300_000) + "\n" }
    }
    return text
  }

  @Test func `a file is cut where a text in memory is cut`() throws {
    let text = text
    let (memory, lateOfMemory) = chunks(ByteStream(bytes: Array(text.utf8)))
    #expect(lateOfMemory == 0)
    #expect(memory.count > 8)
    #expect(memory.joined() == text)
    try withFile(text) { path in
      for backwards in [false, true] {
        let stream = try ByteStream(path: path)
        let (texts, late) = chunks(stream, backwards: backwards)
        #expect(texts == memory)
        #expect(late >= 3)
      }
    }
  }

  @Test func `a mark before the text`() throws {
    let text = text
    try withFile("\u{feff}" + text) { path in
      let stream = try ByteStream(path: path)
      #expect(chunks(stream).texts.joined() == text)
    }
  }

  @Test func `a file that becomes shorter while it is read`() throws {
    let text = (1...900).map { goroutine($0, lines: 20) }.joined()
    try withFile(text) { path in
      var source = ChunkSource(try ByteStream(path: path))
      var first: [UInt8] = []
      var second: [UInt8] = []
      _ = source.next(into: &first)
      let found = source.next(into: &second)
      var chunk = try #require(found)
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: 300_000)
      let isWhole = chunk.read(into: &second)
      #expect(!isWhole)
      #expect(chunk.length > 0 && chunk.length < 60_000)
      source.noteShorterFile()
      let next = source.next(into: &first)
      #expect(next?.length == nil || next?.isLast == true)
      #expect(source.end.damage == "the file shrank while it was read")
    }
  }
}
