import Foundation
import GoroutineDump
import Testing

/// The code of the article "Read a dump in ten lines of Swift", compiled and run.
struct TutorialTests {
  // tutorial
  func crowded(_ path: String) throws -> [String] {
    let dump = try DumpReader().read(path: path).dumps[0]
    let longest = dump.goroutines.reduce(into: [UInt32: Int]()) { longest, goroutine in
      longest[goroutine.sample] = max(longest[goroutine.sample] ?? 0, goroutine.waitMinutes ?? 0)
    }
    return dump.samples.enumerated().sorted { $0.1.count > $1.1.count }.prefix(3).map {
      let top = dump.symbols.frames(of: dump.symbols.stacks[Int($1.stack)]).first
      let place = top.map { "\(dump.symbols.function(of: $0)):\($0.line)" } ?? "no frame"
      return "\($1.count) \($1.state) in \(place), up to \(longest[UInt32($0)] ?? 0) minutes"
    }
  }
  // end of tutorial

  @Test func `it says where most goroutines wait`() throws {
    #expect(
      try crowded(Fixture("server/f1-mutex-held.go1.21.debug2.txt").path) == [
        "23 IO wait in internal/poll.runtime_pollWait:343, up to 3 minutes",
        "21 sync.Mutex.Lock in sync.runtime_SemacquireMutex:77, up to 3 minutes",
        "4 IO wait in internal/poll.runtime_pollWait:343, up to 3 minutes",
      ])
  }

  @Test func `the article shows this very code`() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let article = try String(
      contentsOf: tests.deletingLastPathComponent()
        .appending(path: "Sources/GoroutineDump/GoroutineDump.docc/ReadADump.md"), encoding: .utf8)
    let code = try #require(Self.between("  // tutorial\n", "  // end of tutorial", source))
    let shown = try #require(Self.between("```swift\n", "```", article))
    let lines = code.split(separator: "\n").map { $0.hasPrefix("  ") ? $0.dropFirst(2) : $0 }
    #expect(lines.joined(separator: "\n") + "\n" == shown)
    // Its body is what the title promises.
    #expect(lines.count - 2 <= 10)
  }

  private static func between(_ start: String, _ end: String, _ text: String) -> String? {
    guard let from = text.firstRange(of: start)?.upperBound,
      let to = text[from...].firstRange(of: end)?.lowerBound
    else { return nil }
    return String(text[from..<to])
  }
}
