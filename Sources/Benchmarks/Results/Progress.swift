#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a person who waits may want to know, on standard error.
enum Progress {
  static func tell(_ text: String) {
    var line = Array("dumpscan-bench: \(text)\n".utf8)
    // The array lives as long as the call; what cannot be told is left.
    _ = unsafe write(2, &line, line.count)
  }
}
