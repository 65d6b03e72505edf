#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Reporting

/// The lines of a file or of standard input, read front to back in bounded memory.
enum LineFile {
  private static let chunk = 1 << 20
  /// A longer line is no row of a table.
  private static let longestLine = 64 << 20

  /// Calls `body` with each line and its number, from 1; `-` is standard input.
  ///
  /// - Throws: how to end, where it cannot be read, which is said on standard error; what `body` throws.
  static func forEachLine(
    of path: String, _ body: (Int, ArraySlice<UInt8>) throws -> Void
  ) throws {
    let name = path == "-" ? "standard input" : Sanitizer.sanitized(path)
    var descriptor: Int32 = 0
    if path != "-" {
      // The path's bytes live for the call.
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(name, errno) }
    }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var number = 0
    while true {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: chunk))
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        // The chunk behind `start` was just appended.
        unsafe read(descriptor, buffer.baseAddress?.advanced(by: start), chunk)
      }
      bytes.removeLast(chunk - Swift.max(count, 0))
      if count < 0 {
        if errno == EINTR { continue }
        throw failure(name, errno)
      }
      var rest = bytes[...]
      while let end = rest[Swift.max(start, rest.startIndex)...].firstIndex(of: UInt8(ascii: "\n"))
      {
        number += 1
        try body(number, rest[..<end])
        rest = rest[(end + 1)...]
      }
      if count == 0 {
        if !rest.isEmpty { try body(number + 1, rest) }
        return
      }
      guard rest.count <= longestLine else {
        Message.error("\(name):\(number + 1): line longer than 64 MiB")
        throw ExitStatus.notADump
      }
      bytes = Array(rest)
    }
  }

  private static func failure(_ name: String, _ number: Int32) -> ExitStatus {
    if number == ENOENT {
      Message.error("\(name): file not found")
      return .noInput
    }
    // strerror's text is copied at once.
    let reason = unsafe String(cString: strerror(number))
    Message.error("\(name): cannot read: \(reason)")
    return .inputOutput
  }
}
