import CZlib

/// zlib's state of one decompression, freed when it goes; the unsafe part of ``GzipDecoder``.
///
/// Unchecked, since the compiler cannot see into C: zlib keeps all of its state behind the pointer, and
/// whoever owns the value owns that. Safe, since its pointer is private, good for as long as the value,
/// and of one owner.
@safe struct InflateStream: ~Copyable, @unchecked Sendable {
  /// What one call of zlib came to.
  enum Outcome {
    /// It stopped for want of input or room, or of both.
    case going
    /// It can do nothing without more input.
    case starved
    /// The member is read and its checksum is right.
    case memberEnd
    case failed(String)
    case outOfMemory
  }

  /// On the heap, since zlib's state points back at it: it must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(GzipError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits is the largest window; 16 more asks for a gzip header, not a zlib one.
    let status = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      unsafe stream.deallocate()
      throw .outOfMemory
    }
    // Fully set up, and ours alone.
    unsafe self.stream = stream
  }

  deinit {
    // Nobody else has the pointer; zlib frees its own part first.
    _ = unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compressed bytes taken since the member began.
  var memberByteCount: Int {
    // zlib keeps the count, and the stream lives as long as `self`.
    Int(unsafe stream.pointee.total_in)
  }

  /// Makes ready for the next member; the window is kept, so nothing is allocated.
  func reset() {
    // Fails only for a stream that was never set up.
    _ = unsafe inflateReset(stream)
  }

  /// Goes on from where `progress` stands in both buffers.
  func inflate(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>,
    after progress: GzipDecoder.Progress
  ) -> (consumed: Int, produced: Int, outcome: Outcome) {
    // zlib counts in 32 bits, a mapped file may be longer: the caller comes again for the rest.
    let available = min(input.count - progress.consumed, Int(UInt32.max))
    let room = min(output.count - progress.produced, Int(UInt32.max))
    // Both buffers are used within the closures only: the addresses are taken back before they end.
    // zlib does not write to its input, the type is an accident of its age.
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress?.advanced(by: progress.consumed))
        unsafe stream.pointee.avail_in = UInt32(available)
        unsafe stream.pointee.next_out = target.baseAddress?.advanced(by: progress.produced)
        unsafe stream.pointee.avail_out = UInt32(room)
        defer {
          unsafe stream.pointee.next_in = nil
          unsafe stream.pointee.next_out = nil
        }
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    // zlib left in both counts what it did not use.
    let consumed = unsafe available - Int(stream.pointee.avail_in)
    let produced = unsafe room - Int(stream.pointee.avail_out)
    return (consumed, produced, outcome(status))
  }

  private func outcome(_ status: Int32) -> Outcome {
    switch status {
    case Z_OK: return .going
    case Z_BUF_ERROR: return .starved
    case Z_STREAM_END: return .memberEnd
    case Z_MEM_ERROR: return .outOfMemory
    default:
      // The message is a constant of zlib's, ended by a zero.
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return .failed(message ?? "zlib status \(status)")
    }
  }
}
