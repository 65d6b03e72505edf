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
    if Self.isAbsolute(path) {
      uri = (path.hasPrefix("/") ? "file://" : "file:///") + Self.escaped(path)
      base = nil
    } else if let function, StandardLibrary.contains(function) {
      uri = "src/" + Self.escaped(path)
      base = "GOROOT"
    } else {
      uri = Self.escaped(path)
      base = path.contains("@v") ? "GOMODCACHE" : "%SRCROOT%"
    }
  }

  /// Whether a path says where it is on its machine, and not in a repository.
  static func isAbsolute(_ path: String) -> Bool {
    let start = path.utf8.prefix(3).map { $0 }
    return path.hasPrefix("/")
      || start.count == 3 && start[1] == UInt8(ascii: ":") && start[2] == UInt8(ascii: "/")
  }

  private static func escaped(_ path: String) -> String {
    var uri = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "/-._~@+!$&'()*,;=".utf8.contains(byte):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return uri
  }
}
