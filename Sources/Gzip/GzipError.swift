/// Why a gzip stream could not be read or written.
public enum GzipError: Error, Hashable, CustomStringConvertible {
  /// The input ended inside a member; what was decoded up to there is good, though unchecked.
  ///
  /// `offset` is the count of compressed bytes that were there.
  case truncated(offset: Int)
  /// The bytes are no gzip stream, or were damaged: zlib's reason, and where, in compressed bytes.
  case corrupt(message: String, offset: Int)
  /// zlib got no memory; it asks for 40 KiB to decode and 256 KiB to encode.
  case outOfMemory

  /// One sentence, without a full stop.
  public var description: String {
    switch self {
    case .truncated(let offset):
      "the gzip stream ends early, after \(offset) bytes"
    case .corrupt(let message, let offset):
      "the gzip stream is corrupt at byte \(offset): \(message)"
    case .outOfMemory:
      "out of memory while reading gzip"
    }
  }
}
