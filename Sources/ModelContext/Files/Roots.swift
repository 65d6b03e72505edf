import GoroutineDump
import Reporting

/// The folders whose files may be read, and no others, whatever a path says.
public struct Roots: Sendable {
  /// The folders without links.
  private let folders: [String]

  /// Bytes of the longest path that is looked for.
  private static let longestPath = 4096

  /// Takes folders.
  ///
  /// - Throws: ``RootError`` for one that does not exist, or is none.
  public init(_ paths: [String]) throws(RootError) {
    var folders: [String] = []
    for path in paths {
      guard let real = FileStatus.realPath(path) else { throw .notFound(path: path) }
      guard FileStatus.kind(of: real) == .folder else { throw .notADirectory(path: path) }
      folders.append(real)
    }
    self.folders = folders
  }

  /// Something that may be read.
  struct Capture {
    /// As it was asked for.
    let name: String
    /// Without links; of a member of an archive, with the member behind a colon.
    let path: String
    let isFolder: Bool
  }

  /// What a path means: it is taken from the first root that has it, or as it is.
  func capture(_ name: String) throws(ToolFailure) -> Capture {
    guard !name.isEmpty, name.utf8.count <= Self.longestPath, !name.utf8.contains(0) else {
      throw ToolFailure("expected the path of a file: \(Excerpt.of(name))")
    }
    let candidates = name.hasPrefix("/") ? [name] : folders.map { $0 + "/" + name }
    var isOutside = false
    for candidate in candidates {
      for (file, member) in Self.readings(of: candidate) {
        guard let real = FileStatus.realPath(file) else { continue }
        guard contains(real) else {
          isOutside = true
          continue
        }
        // The reader would take a part of such a path for the archive, and that part was not checked.
        if !member.isEmpty, real.utf8.contains(UInt8(ascii: ":")) { continue }
        switch FileStatus.kind(of: real) {
        case .file: return Capture(name: name, path: real + member, isFolder: false)
        case .folder where member.isEmpty:
          return Capture(name: name, path: real, isFolder: true)
        case .folder, nil: continue
        case .other: throw ToolFailure("\(Excerpt.of(name)): is not a regular file")
        }
      }
    }
    // What lies outside is refused alike, there or not: nothing is told of it.
    isOutside = isOutside || !candidates.contains { contains(FileStatus.normalized($0)) }
    guard isOutside else { throw ToolFailure("\(Excerpt.of(name)): file not found") }
    throw ToolFailure(
      "\(Excerpt.of(name)): outside the directories that may be read "
        + "(\(folders.map(Sanitizer.sanitized).joined(separator: ", "))); "
        + "the user can add one with --root DIR")
  }

  /// Whether a path without links is in one of the folders.
  func contains(_ real: String) -> Bool {
    folders.contains { real == $0 || real.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
  }

  /// The path as a file, and as each archive that it can name a member of.
  private static func readings(of path: String) -> [(file: String, member: String)] {
    var readings = [(file: path, member: "")]
    for colon in path.indices where path[colon] == ":" {
      readings.append((String(path[..<colon]), String(path[colon...])))
    }
    return readings
  }
}
