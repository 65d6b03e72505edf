/// The bytes of a file or pipe as they come.
struct RawBytes: ~Copyable {
  private let descriptor: Descriptor
  private(set) var isAtEnd = false
  private(set) var bytesRead = 0
  private(set) var wasInterrupted = false
  private(set) var failure: DumpError?

  init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
  }

  /// The size of a regular file, in bytes.
  var size: Int? { descriptor.size }

  /// Fills the buffer from `offset`, with at most `limit` bytes; returns how many, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    guard !isAtEnd else { return 0 }
    do throws(DumpError) {
      let got = try descriptor.read(into: &buffer, at: offset, limit: limit)
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
