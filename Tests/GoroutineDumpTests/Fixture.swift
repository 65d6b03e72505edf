import Foundation
import GoroutineDump
import Testing

/// A dump of the folder `Fixtures`.
struct Fixture: CustomTestStringConvertible, Sendable {
  /// The path below `Fixtures`.
  let name: String

  var testDescription: String { name }
  var path: String { Self.folder + "/" + name }

  init(_ name: String) { self.name = name }

  func read() throws -> DumpInput { try DumpReader(threads: 1).read(path: path) }

  func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// All dumps of the folder, by name.
  static let all: [Fixture] = {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let forms = ["debug1", "debug2", "stderr", "gotest", "deadlock"]
    return files.filter { file in forms.contains { file.hasSuffix(".\($0).txt") } }
      .sorted().map { Fixture($0) }
  }()

  private static let folder: String = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.deletingLastPathComponent().appending(path: "Fixtures").path
  }()
}
