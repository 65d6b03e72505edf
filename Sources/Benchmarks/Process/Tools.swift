#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import SystemCalls

/// The programs that are measured.
enum Tools {
  /// The file that this process runs.
  static func ownPath() throws(SystemFailure) -> String {
    var bytes = [CChar](repeating: 0, count: 4096)
    #if os(Linux)
      // readlink writes no more than it is told, and leaves the last byte, which is 0.
      let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count - 1)
      guard count > 0 else { throw SystemFailure("/proc/self/exe") }
    #else
      var size = UInt32(bytes.count)
      // The function writes a C string of no more than `size` bytes.
      guard unsafe _NSGetExecutablePath(&bytes, &size) == 0 else {
        throw SystemFailure("path of this program", ENAMETOOLONG)
      }
    #endif
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// The first of some programs that `PATH` has.
  static func installed(_ names: String...) -> String? {
    // getenv's text is copied at once, and nothing here changes the environment.
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
    return names.first { InstalledPrograms.has($0, in: path) }
  }

  /// A text as one word of a shell's line.
  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
