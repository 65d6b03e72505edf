/// Gathers text into chunks, with a prefix before each line where one is wanted.
struct ChunkedOutput {
  private static let chunkSize = 1 << 20

  private var chunk: [UInt8] = []
  private var prefix: LinePrefix?
  private(set) var byteCount = 0

  init(prefix: LinePrefix?) {
    self.prefix = prefix
    chunk.reserveCapacity(Self.chunkSize + (64 << 10))
  }

  /// Takes whole lines.
  mutating func append<Failure: Error>(
    _ lines: [UInt8], to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    if prefix != nil { appendPrefixed(lines) } else { chunk += lines }
    if chunk.count >= Self.chunkSize { try flush(to: sink) }
  }

  mutating func flush<Failure: Error>(
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    byteCount += chunk.count
    try sink(chunk)
    chunk.removeAll(keepingCapacity: true)
  }

  private mutating func appendPrefixed(_ lines: [UInt8]) {
    var start = 0
    for end in lines.indices where lines[end] == UInt8(ascii: "\n") {
      prefix?.append(to: &chunk)
      chunk += lines[start...end]
      start = end + 1
    }
  }
}

/// A timestamp that goes on by a microsecond with each line.
struct LinePrefix {
  private var text = Array("2026-05-04T03:12:45.123456789Z ".utf8)

  /// The digits that turn, the fastest first, and the last that each shows.
  private static let wheels: [(position: Int, last: UInt8)] =
    (20...25).reversed().map { ($0, UInt8(ascii: "9")) } + [
      (18, UInt8(ascii: "9")), (17, UInt8(ascii: "5")), (15, UInt8(ascii: "9")),
      (14, UInt8(ascii: "5")), (12, UInt8(ascii: "9")), (11, UInt8(ascii: "1")),
    ]

  mutating func append(to bytes: inout [UInt8]) {
    bytes += text
    for (position, last) in Self.wheels {
      guard text[position] == last else {
        text[position] += 1
        return
      }
      text[position] = UInt8(ascii: "0")
    }
  }
}
