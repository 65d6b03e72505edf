/// The bytes of a file or pipe as they come, or those of a text in memory.
struct RawBytes: ~Copyable {
  /// The open file, or nil where the bytes are in memory.
  private let descriptor: Descriptor?
  private let memory: [UInt8]
  /// What the bytes are taken out of, or nil.
  private let supply: (any ByteSupply)?
  /// The size of a regular file, in bytes; nil for a pipe.
  let size: Int?
  private(set) var isAtEnd = false
  private var ownBytesRead = 0
  private var memoryPosition = 0
  private(set) var wasInterrupted = false
  private(set) var failure: DumpError?

  init(_ descriptor: consuming Descriptor) {
    size = descriptor.size
    memory = []
    supply = nil
    self.descriptor = consume descriptor
  }

  /// Bytes that are in memory already.
  init(bytes: [UInt8]) {
    size = bytes.count
    memory = bytes
    descriptor = nil
    supply = nil
  }

  /// Bytes of a lower layer or of a member; a size that is known beforehand is not believed.
  init(_ supply: any ByteSupply) {
    size = nil
    memory = []
    descriptor = nil
    self.supply = supply
  }

  /// What went wrong in a lower layer.
  var damage: String? { supply?.report.damage }

  /// The size where any part of the bytes can be reached, counted from where they began; else nil.
  var seekableSize: Int? {
    if supply != nil { return nil }
    return switch descriptor {
    case .some(let descriptor): descriptor.start.flatMap { start in size.map { $0 - start } }
    case .none: memory.count
    }
  }

  /// Goes on at so many bytes from where they began; false where that cannot be.
  mutating func seek(to offset: Int) -> Bool {
    guard let size = seekableSize, (0...size).contains(offset) else { return false }
    isAtEnd = false
    switch descriptor {
    case .some(let descriptor): return descriptor.seek(to: offset)
    case .none:
      memoryPosition = offset
      return true
    }
  }

  /// The path of the file, where it can be opened again; else nil.
  var regularFile: String? {
    switch descriptor {
    case .some(let descriptor): descriptor.regularFile
    case .none: nil
    }
  }

  /// Bytes that were read: of a lower layer, before its decoding.
  var bytesRead: Int { supply?.report.bytesRead ?? ownBytesRead }

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
    ownBytesRead += length
  }

  /// Fills the buffer from `offset`, with at most `limit` bytes; returns how many, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    guard !isAtEnd else { return 0 }
    if let supply {
      let got = supply.read(into: &buffer, at: offset, limit: limit)
      if got == 0 {
        isAtEnd = true
        wasInterrupted = supply.report.wasInterrupted
        failure = supply.report.failure
      }
      return got
    }
    do throws(DumpError) {
      let got: Int?
      if descriptor == nil {
        let end = memoryPosition + Swift.min(limit, memory.count - memoryPosition)
        buffer.replaceBytes(at: offset, with: memory[memoryPosition..<end])
        got = end - memoryPosition
        memoryPosition = end
      } else {
        got = try descriptor?.read(into: &buffer, at: offset, limit: limit)
      }
      if let got, got > 0 {
        ownBytesRead += got
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
