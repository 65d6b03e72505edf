#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Has libarchive take names for UTF-8, whatever locale the program runs in: in `C` it would lose all
/// that are not ASCII.
enum MemberNames {
  /// A locale whose encoding is UTF-8; it lives as long as the program. 0 where there is none.
  private static let utf8 = UInt(
    bitPattern: unsafe newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil))

  /// Runs the call with that locale, for this thread alone.
  static func inUTF8<Result>(_ call: () -> Result) -> Result {
    guard let locale = unsafe locale_t(bitPattern: utf8) else { return call() }
    let before = unsafe uselocale(locale)
    defer { _ = unsafe uselocale(before) }
    return call()
  }
}
