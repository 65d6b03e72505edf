#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How the program ends, as `sysexits.h` numbers it.
///
/// 1 is not among them: it says that a gate failed.
enum ExitStatus: Int32, Error, Comparable {
  /// The command line is wrong.
  case usage = 64
  /// The input is no goroutine dump, or nothing in it could be read.
  case notADump = 65
  /// There is no such file.
  case noInput = 66
  /// A fault of our own.
  case software = 70
  /// Reading or writing failed.
  case inputOutput = 74
  /// A configuration or signature file is bad.
  case configuration = 78
  /// Somebody pressed Ctrl-C.
  case interrupted = 130

  /// A larger number is worse.
  static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }

  /// Ends the program.
  func leave() -> Never { exit(rawValue) }
}
