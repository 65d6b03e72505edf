#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folder of the dumps: a temporary one that goes at the end, or a person's own that stays.
final class Workspace {
  private let folder: String
  private let isTemporary: Bool
  /// What has been put there, or may have been.
  private var names: Set<String> = []

  init(folder: String?) throws(SystemFailure) {
    isTemporary = folder == nil
    if let folder {
      self.folder = folder
      // mkdir reads the path, which outlives the call.
      if unsafe mkdir(folder, 0o755) != 0, errno != EEXIST { throw SystemFailure(folder) }
    } else {
      // getenv's text is copied at once.
      let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
      var name = Array("\(parent)/dumpscan-bench-XXXXXX".utf8CString)
      // mkdtemp writes into the name, which keeps its length and its last 0.
      guard unsafe mkdtemp(&name) != nil else { throw SystemFailure(parent) }
      self.folder = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// Where a file is, or will be.
  func path(_ name: String) -> String {
    names.insert(name)
    return "\(folder)/\(name)"
  }

  /// The text of a small file; nil where there is none.
  func text(_ name: String) -> String? {
    // open reads the path, which outlives the call.
    let descriptor = unsafe open(path(name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    // read fills no more than the array has.
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Whether a file is there, and not empty.
  func holds(_ name: String) -> Bool { !(text(name) ?? "").isEmpty }

  /// Removes a temporary folder with all that was put there.
  func remove() {
    guard isTemporary else { return }
    // Both calls read their paths, which outlive them.
    for name in names { _ = unsafe unlink("\(folder)/\(name)") }
    _ = unsafe rmdir(folder)
  }
}
