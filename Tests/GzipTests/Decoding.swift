import Gzip

/// What became of a stream: all that was produced, and how it ended.
struct Decoding: Equatable {
  var output: [UInt8] = []
  var error: GzipError?
  var memberCount = 0
  var trailingByteCount = 0
  var hasTrailingGarbage = false

  /// Decodes as a reader does, in chunks of `chunk` bytes through a buffer of `room` bytes.
  init(_ input: [UInt8], chunk: Int = 4096, room: Int = 4096) {
    do throws(GzipError) {
      var decoder = try GzipDecoder()
      do throws(GzipError) {
        try read(input, with: &decoder, chunk: chunk, room: room)
      } catch {
        self.error = error
      }
      memberCount = decoder.memberCount
      trailingByteCount = decoder.trailingByteCount
      hasTrailingGarbage = decoder.hasTrailingGarbage
    } catch {
      self.error = error
    }
  }

  private mutating func read(
    _ input: [UInt8], with decoder: inout GzipDecoder, chunk: Int, room: Int
  ) throws(GzipError) {
    var buffer = [UInt8](repeating: 0, count: room)
    var start = 0
    while start < input.count {
      let end = min(start + chunk, input.count)
      var state = GzipDecoder.State.needsRoom
      while state == .needsRoom {
        var span = buffer.mutableSpan
        let progress = try decoder.decode(input.span.extracting(start..<end), into: &span)
        output += buffer[..<progress.produced]
        start += progress.consumed
        state = progress.state
      }
    }
    try decoder.finish()
  }
}

extension [UInt8] {
  /// Text with some order and some disorder, the same on each run.
  static func sample(_ count: Int) -> [UInt8] {
    var state: UInt32 = 1
    return (0..<count).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      return index % 7 < 4 ? UInt8(ascii: "g") : UInt8(truncatingIfNeeded: state >> 24)
    }
  }
}
