/// Tells the functions of Go's own library from those of a program and its modules.
public enum StandardLibrary {
  /// Whether a function belongs to the standard library or the runtime.
  ///
  /// Module paths begin with a domain (`github.com/…`, `go.uber.org/…`) or, in programs without one,
  /// with a name of the author's; the library's begin with one of these.
  public static func contains(_ function: some StringProtocol) -> Bool {
    var first = function.utf8.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "[")
    }
    // Only where no path follows does a dot end the package: `io.Copy`, but `go.etcd.io/bbolt.Open`.
    let isPath =
      first.endIndex < function.utf8.endIndex && function.utf8[first.endIndex] == UInt8(ascii: "/")
    if !isPath || first.contains(UInt8(ascii: ":")) {
      first = first.prefix { $0 != UInt8(ascii: ".") }
    }
    return roots.contains(String(decoding: first, as: UTF8.self)) || function == "panic"
      || function == "non-Go function"
  }

  private static let roots: Set<String> = [
    "archive", "arena", "bufio", "builtin", "bytes", "cmp", "compress", "container", "context",
    "crypto", "database", "debug", "embed", "encoding", "errors", "expvar", "flag", "fmt", "go",
    "hash", "html", "image", "index", "internal", "io", "iter", "log", "maps", "math", "mime",
    "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices", "sort", "strconv",
    "strings", "structs", "sync", "syscall", "testing", "text", "time", "unicode", "unique",
    "unsafe", "vendor", "weak", "simd", "type:", "go:",
  ]

  /// Whether a frame is one that the runtime hides in its own tracebacks: shown only with
  /// `GOTRACEBACK=system`, or at the bottom of a count profile, and never what a reader looks for.
  public static func isHidden(_ function: some StringProtocol) -> Bool {
    guard function.hasPrefix("runtime.") else { return false }
    let name = function.dropFirst("runtime.".count)
    // Exported functions (`runtime.Gosched`) and what a panic shows stay.
    guard let first = name.first, first.isLowercase || first == "(" else { return false }
    return !["gopanic", "goPanicIndex", "sigpanic", "panicmem", "throw", "fatal", "cgocall"]
      .contains(name)
  }
}
