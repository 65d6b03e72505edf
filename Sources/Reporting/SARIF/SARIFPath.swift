import LeakAnalysis

/// A path as a URI reference (RFC 3986), and what it is relative to.
struct SARIFPath {
  /// Relative, or `file:///…`.
  let uri: String
  /// What it is relative to; nil where it is absolute.
  let base: String?

  /// The path of a file that holds a function; no function for the path of a capture.
  ///
  /// A build with `-trimpath` names the files of Go and of modules by relative paths, too:
  /// `net/http/server.go`, `github.com/x/y@v1.2.3/z.go`. They are in no repository.
  init(_ path: String, of function: String?) {
    let escaped = path.percentEncoded(keeping: "/-._~@+!$&'()*,;=")
    if Self.isAbsolute(path) {
      uri =
        (path.hasPrefix("/") ? "file://" : "file:///")
        + escaped
      base = nil
    } else if let function, StandardLibrary.contains(function) {
      uri = "src/" + escaped
      base = "GOROOT"
    } else {
      uri = escaped
      base = path.contains("@v") ? "GOMODCACHE" : "%SRCROOT%"
    }
  }

  /// Whether a path says where it is on its machine, and not in a repository.
  static func isAbsolute(_ path: String) -> Bool {
    let start = path.utf8.prefix(3).map { $0 }
    return path.hasPrefix("/")
      || start.count == 3 && start[1] == UInt8(ascii: ":") && start[2] == UInt8(ascii: "/")
  }
}
