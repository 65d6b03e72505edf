/// The bytes of an input as text: decompressed, and re-encoded where it is not UTF-8.
struct ByteStream: ~Copyable {
  /// The open file, or nil where the bytes are in memory.
  private let descriptor: Descriptor?
  private var memory: [UInt8] = []
  private let isInMemory: Bool
  private var isAtEnd = false
  /// Bytes that were read to recognise the encoding, and are still to be given out.
  private var head: [UInt8] = []
  /// The size of a regular file, in bytes; nil for a pipe.
  let size: Int?
  private(set) var bytesRead = 0
  private(set) var wrappings: [String] = []
  private(set) var damage: String?
  private(set) var wasInterrupted = false
  private(set) var failure: DumpError?

  init(path: String) throws(DumpError) {
    let opened = try Descriptor(path: path)
    size = opened.size
    isInMemory = false
    descriptor = consume opened
  }

  /// Bytes that are in memory already.
  init(bytes: [UInt8]) {
    descriptor = nil
    memory = bytes
    size = bytes.count
    isInMemory = true
  }

  /// Fills the buffer from `offset`; returns how many bytes, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int) -> Int {
    guard !isAtEnd else { return 0 }
    do throws(DumpError) {
      let room = buffer.count - offset
      let got =
        isInMemory
        ? copy(into: &buffer, at: offset, limit: room)
        : try descriptor?.read(into: &buffer, at: offset, limit: room)
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

  /// Copies the next bytes of the memory; returns how many.
  private func copy(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    let length = Swift.min(limit, memory.count - bytesRead)
    buffer.replaceSubrange(
      offset..<offset + length, with: memory[bytesRead..<bytesRead + length])
    return length
  }
}
