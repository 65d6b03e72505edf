import Foundation
import GoroutineDump
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Input that has no size and comes in pieces.
struct PipeTests {
  @Test func `a fifo gives what the file gives`() async throws {
    let fixture = Fixture("server/h-worker-pool-recv.go1.19.debug2.txt")
    let path = FileManager.default.temporaryDirectory
      .appending(path: "dumpscan-\(UUID().uuidString).fifo").path
    try #require(unsafe mkfifo(path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = Data(try fixture.text().utf8)
    let writer = Thread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      for start in stride(from: 0, to: bytes.count, by: 1000) {
        try? handle.write(contentsOf: bytes[start..<Swift.min(start + 1000, bytes.count)])
      }
      try? handle.close()
    }
    writer.start()
    let piped = try DumpReader().read(path: path)
    let file = try fixture.read()
    #expect(piped.byteCount == file.byteCount)
    #expect(piped.dumps.map(\.goroutineCount) == file.dumps.map(\.goroutineCount))
    #expect(piped.dumps[0].stateCounts == file.dumps[0].stateCounts)
    #expect(piped.dumps[0].goroutines.map(\.id) == file.dumps[0].goroutines.map(\.id))
  }
}
