import Foundation
import GoroutineDump
import Testing

/// Small files that are read side by side are read as each alone is.
struct SmallFilesTests {
  private func folder(_ files: [String: String]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
    }
    return folder
  }

  private func dump(_ id: Int) -> String {
    "goroutine \(id) [select, \(id) minutes]:\nmain.f\(id)()\n\t/src/f.go:\(id) +0x1\n"
  }

  @Test(arguments: [2, 3, 16])
  func `in the order of their paths`(_ threads: Int) throws {
    let names = (1...100).map { "\($0).txt" }
    let folder = try folder(
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, dump($0 + 1)) }))
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = names.map { folder.appending(path: $0).path }
    let bundles = DumpReader(threads: threads).readSmallFiles(paths: paths)
    #expect(bundles.map { $0?.inputs.first?.path } == paths)
    #expect(bundles.map { $0?.inputs.first?.dumps.first?.goroutines.first?.id } == Array(1...100))
    #expect(bundles.allSatisfy { $0?.isCollection == false })
    // A folder of them is read in the same way.
    let whole = try DumpReader(threads: threads).readFolder(path: folder.path, files: paths)
    #expect(whole.inputs.map(\.path) == paths)
  }

  @Test func `what has to be read alone is left`() throws {
    let folder = try folder([
      "dump.txt": dump(1), "empty.txt": "", "page.txt": "<html><body>Not found</body></html>",
    ])
    defer { try? FileManager.default.removeItem(at: folder) }
    let pipe = folder.appending(path: "pipe").path
    // The path is copied for the call.
    let isMade = unsafe mkfifo(pipe, 0o600) == 0
    #expect(isMade)
    let paths =
      ["dump.txt", "empty.txt", "page.txt", "missing.txt"].map { folder.appending(path: $0).path }
      + [pipe, folder.path, Fixture("bundles/half.zip").path, "-"]
    let bundles = DumpReader(threads: 2).readSmallFiles(paths: paths)
    #expect(
      bundles.map { $0 != nil } == [true, false, false, false, false, false, false, false])
  }

  @Test func `one thread reads nothing ahead`() throws {
    let folder = try folder(["a.txt": dump(1), "b.txt": dump(2)])
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a.txt", "b.txt"].map { folder.appending(path: $0).path }
    #expect(DumpReader(threads: 1).readSmallFiles(paths: paths).allSatisfy { $0 == nil })
  }
}
