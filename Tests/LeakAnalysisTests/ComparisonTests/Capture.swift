import Foundation
import GoroutineDump
import LeakAnalysis

/// Captures for the tests of comparisons, baselines and gates.
enum Capture {
  /// A dump of the folder `Fixtures`.
  static func fixture(_ name: String) throws -> DumpAnalysis {
    DumpAnalysis(try fixtureInput(name).dumps[0], name: name)
  }

  static func fixtureInput(_ name: String) throws -> DumpInput {
    try DumpReader(threads: 1).read(path: folder.appending(path: name).path)
  }

  /// The names in a folder of `Fixtures` that begin so, sorted.
  static func names(_ part: String, _ prefix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
      .filter { $0.hasPrefix(prefix) }.sorted().map { "\(part)/\($0)" }
  }

  /// What is read of a text.
  static func input(_ text: String, name: String = "capture.txt") throws -> DumpInput {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var input = try DumpReader(threads: 1).read(path: file.path)
    input.path = name
    return input
  }

  static func analysis(_ text: String, name: String = "capture.txt") throws -> DumpAnalysis {
    DumpAnalysis(try input(text, name: name).dumps[0], name: name)
  }

  /// Goroutines with one frame each, as `debug=2` prints them.
  static func goroutines(
    _ count: Int, _ function: String, state: String = "chan send", from first: Int = 100,
    line: Int = 22
  ) -> String {
    (0..<count).map { number in
      """
      goroutine \(first + number) [\(state)]:
      \(function)()
      \t/home/u/app/main.go:\(line) +0x4d
      created by main.start in goroutine 1
      \t/home/u/app/main.go:20 +0x71


      """
    }.joined()
  }

  /// The main goroutine, which every capture has.
  static let main = """
    goroutine 1 [chan receive]:
    main.main()
    \t/home/u/app/main.go:51 +0x10


    """

  private static let folder: URL = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")
  }()
}
