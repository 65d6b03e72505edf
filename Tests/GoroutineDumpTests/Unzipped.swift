import Foundation
import Gzip

extension Fixture {
  /// What a gzipped fixture holds.
  func unzipped() throws -> [UInt8] {
    try Unzipped.bytes(of: Array(try Data(contentsOf: URL(filePath: path))))
  }
}

/// Gzip members, decoded.
enum Unzipped {
  static func bytes(of packed: [UInt8]) throws -> [UInt8] {
    var decoder = try GzipDecoder()
    var bytes: [UInt8] = []
    var start = 0
    var buffer = Array(repeating: UInt8(0), count: 64 << 10)
    while true {
      var room = buffer.mutableSpan
      let progress = try decoder.decode(packed.span.extracting(start..<packed.count), into: &room)
      bytes += buffer[..<progress.produced]
      start += progress.consumed
      if progress.state == .needsInput, start == packed.count { break }
    }
    try decoder.finish()
    return bytes
  }
}
