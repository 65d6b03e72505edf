#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the file system tells of a path.
enum FileStatus {
  /// What stands at a path.
  enum Kind {
    case file, folder
    /// A pipe, a socket or a device: reading one may never end.
    case other
  }

  /// The path without links, `.` and `..`; nil where nothing stands there.
  static func realPath(_ path: String) -> String? {
    // With nil, realpath allocates what it returns; it is copied and freed here.
    guard let real = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// What stands at a path, links followed; nil for nothing.
  static func kind(of path: String) -> Kind? {
    var status = stat()
    // stat fills `status`, which outlives the call.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// The path without `.` and `..`, by its words alone; absolute.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
