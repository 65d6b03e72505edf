import CZlib

/// Compresses bytes that are in memory to one gzip member, for pprof files and for tests.
public enum GzipEncoder {
  /// The gzip member of `bytes`. It holds no time, no name and no system, so the same bytes always
  /// give the same member (by one version of zlib).
  ///
  /// - Parameter level: 0 stores, 1 is fastest, 9 smallest; what lies outside is brought inside.
  /// - Throws: ``GzipError/outOfMemory``.
  public static func encode(_ bytes: Span<UInt8>, level: Int = 6) throws(GzipError) -> [UInt8] {
    // Holds addresses, none of them yet.
    var state = unsafe z_stream()
    // zlib's state points back at the stream, so all calls must see it at one address: the closure's.
    var result = try unsafe withUnsafeMutablePointer(to: &state) { stream throws(GzipError) in
      // 15 bits is the largest window, 16 more asks for a gzip header; 8 is zlib's default memory.
      let status = unsafe deflateInit2_(
        stream, Int32(min(max(level, 0), 9)), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY,
        ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      guard status == Z_OK else { throw .outOfMemory }
      defer { _ = unsafe deflateEnd(stream) }
      return unsafe deflateAll(bytes, with: stream)
    }
    // The system that zlib was built for; 255 is "unknown", so that a Mac writes what Linux does.
    result[9] = 255
    return result
  }

  /// The gzip member of `bytes`; as ``encode(_:level:)-(Span<UInt8>,_)``.
  public static func encode(_ bytes: [UInt8], level: Int = 6) throws(GzipError) -> [UInt8] {
    try encode(bytes.span, level: level)
  }

  /// Unsafe, since `stream` must be set up for deflating.
  private static func deflateAll(
    _ bytes: Span<UInt8>, with stream: UnsafeMutablePointer<z_stream>
  ) -> [UInt8] {
    // With room for the worst case from the start, zlib can always go on.
    let bound = Int(unsafe deflateBound(stream, UInt(bytes.count)))
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      unsafe bytes.withUnsafeBufferPointer { source in
        // zlib does not write to its input, the type is an accident of its age.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress)
        unsafe stream.pointee.next_out = target.baseAddress
        var taken = 0
        var flush = Z_NO_FLUSH
        repeat {
          // zlib counts in 32 bits; it moves both addresses on by itself.
          let piece = min(source.count - taken, Int(UInt32.max))
          unsafe stream.pointee.avail_in = UInt32(piece)
          unsafe stream.pointee.avail_out = UInt32(min(bound - count, Int(UInt32.max)))
          let room = unsafe Int(stream.pointee.avail_out)
          flush = taken + piece == source.count ? Z_FINISH : Z_NO_FLUSH
          let status = unsafe deflate(stream, flush)
          taken += unsafe piece - Int(stream.pointee.avail_in)
          count += unsafe room - Int(stream.pointee.avail_out)
          if status == Z_STREAM_END { return }
        } while count < bound
        // Better than a stream without its end; zlib promises that the bound suffices.
        preconditionFailure("zlib needs more room than its own bound")
      }
    }
  }
}
