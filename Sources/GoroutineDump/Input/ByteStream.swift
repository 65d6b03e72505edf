/// The bytes of an input as text: decompressed, and re-encoded where it is not UTF-8.
struct ByteStream: ~Copyable {
  private let descriptor: Descriptor
  private var isAtEnd = false
  /// Bytes that were read to recognise the encoding, and are still to be given out.
  private var head: [UInt8] = []
  private(set) var bytesRead = 0
  private(set) var wrappings: [String] = []
  private(set) var damage: String?
  private(set) var wasInterrupted = false
  private(set) var failure: DumpError?

  init(path: String) throws(DumpError) {
    descriptor = try Descriptor(path: path)
  }

  /// The size of a regular file, in bytes.
  var size: Int? { descriptor.size }

  /// Fills the buffer from `offset`; returns how many bytes, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int) -> Int {
    guard !isAtEnd else { return 0 }
    do throws(DumpError) {
      let got = try descriptor.read(into: &buffer, at: offset, limit: buffer.count - offset)
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
