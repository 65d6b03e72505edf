/// The bytes of a file or pipe as they come, or those of a text in memory.
struct RawBytes: ~Copyable {
  /// The open file, or nil where the bytes are in memory.
  private let descriptor: Descriptor?
  private let memory: [UInt8]
  /// The size of a regular file, in bytes; nil for a pipe.
  let size: Int?
  private(set) var isAtEnd = false
  private(set) var bytesRead = 0
  private(set) var wasInterrupted = false
  private(set) var failure: DumpError?

  init(_ descriptor: consuming Descriptor) {
    size = descriptor.size
    memory = []
    self.descriptor = consume descriptor
  }

  /// Bytes that are in memory already.
  init(bytes: [UInt8]) {
    size = bytes.count
    memory = bytes
    descriptor = nil
  }

  /// The file from where it stands now; nil where the bytes do not come from one.
  var file: PositionedFile? {
    switch descriptor {
    case .some(let descriptor) where !isAtEnd && !DumpReader.isInterrupted: descriptor.positioned
    default: nil
    }
  }

  /// Passes over bytes of the file that are read by their position.
  mutating func skip(_ length: Int) {
    descriptor?.skip(length)
    bytesRead += length
  }

  /// Fills the buffer from `offset`, with at most `limit` bytes; returns how many, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    guard !isAtEnd else { return 0 }
    do throws(DumpError) {
      let got: Int?
      if descriptor == nil {
        got = Swift.min(limit, memory.count - bytesRead)
        buffer.replaceBytes(at: offset, with: memory[bytesRead..<bytesRead + (got ?? 0)])
      } else {
        got = try descriptor?.read(into: &buffer, at: offset, limit: limit)
      }
      if let got, got > 0 {
        bytesRead += got
        return got
      }
      wasInterrupted = got == nil
    } catch {
      failure = error
    }
    isAtEnd = true
    return 0
  }
}
