#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files below a folder that may be captures, by name; hidden ones, links to elsewhere, and what
/// is no file aside.
struct FolderListing {
  /// Files of a folder that are read at most.
  static let most = 10_000
  private static let deepest = 16
  /// Endings of files beside the captures that are no captures: reports and configurations.
  private static let otherEndings = [
    ".json", ".ndjson", ".md", ".html", ".sarif", ".xml", ".csv", ".yml", ".yaml",
  ]

  private let roots: Roots
  private(set) var files: [String] = []
  /// Whether there are more files than are read.
  private(set) var isCut = false

  init(_ folder: String, roots: Roots, isCancelled: () -> Bool) {
    self.roots = roots
    add(folder, depth: 0, isCancelled)
  }

  private mutating func add(_ folder: String, depth: Int, _ isCancelled: () -> Bool) {
    guard depth < Self.deepest, !isCut, !isCancelled(),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return }
    for name in names.sorted() where !name.hasPrefix(".") {
      // A link out of the roots is passed over, and one to a folder above would lead in a ring.
      guard let real = FileStatus.realPath(folder + "/" + name), roots.contains(real) else {
        continue
      }
      switch FileStatus.kind(of: real) {
      case .folder where real == folder + "/" + name: add(real, depth: depth + 1, isCancelled)
      case .file where !Self.otherEndings.contains(where: name.hasSuffix):
        guard files.count < Self.most else {
          isCut = true
          return
        }
        files.append(real)
      default: continue
      }
    }
  }
}
