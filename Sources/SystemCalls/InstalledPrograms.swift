#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The programs of this machine.
public enum InstalledPrograms {
  /// Whether a file is a program that may be run.
  public static func isExecutable(_ path: String) -> Bool {
    // access reads the path, which outlives the call.
    unsafe access(path, X_OK) == 0
  }

  /// Whether a folder of a search path (`PATH`) holds a program.
  public static func has(_ name: String, in searchPath: String) -> Bool {
    searchPath.split(separator: ":").contains { isExecutable("\($0)/\(name)") }
  }
}
