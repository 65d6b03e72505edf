import CZlib

/// Decompresses gzip piece by piece, in 40 KiB of memory whatever the size, without allocating.
///
/// The caller owns both buffers. Compressed chunks go in as they come, of any length; the output
/// buffer is filled as far as they reach:
///
/// ```swift
/// var decoder = try GzipDecoder()
/// while let chunk = try source.next() {
///   var rest = chunk.span
///   repeat {
///     var room = buffer.mutableSpan
///     let progress = try decoder.decode(rest, into: &room)
///     consume(buffer.span.extracting(first: progress.produced))
///     rest = rest.extracting(droppingFirst: progress.consumed)
///   } while progress.state == .needsRoom
/// }
/// try decoder.finish()
/// ```
///
/// A stream may hold several members, one after another, as `cat a.gz b.gz` makes; they decode as
/// one. What follows the last member and is none is skipped, as gzip(1) does: tape blocks and some
/// stores pad with zeros. See ``hasTrailingGarbage``.
public struct GzipDecoder: ~Copyable, Sendable {
  /// Members read to their end, checksum included.
  public private(set) var memberCount = 0

  /// Bytes after the last member, which were skipped.
  public private(set) var trailingByteCount = 0

  /// Whether a skipped byte was other than zero: no padding, but perhaps a damaged member.
  public private(set) var hasTrailingGarbage = false

  /// Compressed bytes taken so far.
  public private(set) var consumedByteCount = 0

  private enum Position: Sendable {
    case inMember
    case afterMember
    case inTrailer
  }

  private let stream: InflateStream
  private var position = Position.inMember
  private var fault: GzipError?

  /// Makes a decoder at the start of a stream.
  ///
  /// - Throws: ``GzipError/outOfMemory``.
  public init() throws(GzipError) {
    stream = try InflateStream()
  }

  /// Whether `bytes` begin as a gzip stream does; two are enough to tell.
  public static func isGzip(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// Decodes as much of `input` as fits into `output`, which is written from its start.
  ///
  /// A fault never costs the bytes before it: the call that meets one returns what it produced, and
  /// the next call throws.
  ///
  /// - Returns: how much of `input` to drop, how much of `output` is good, and what to do next.
  /// - Throws: ``GzipError/corrupt(message:offset:)``, in this call and all that follow.
  public mutating func decode(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(GzipError) -> Progress {
    if let fault { throw fault }
    var progress = Progress(consumed: 0, produced: 0, state: .needsInput)
    while true {
      switch position {
      case .inTrailer:
        skipTrailer(input.extracting(droppingFirst: progress.consumed))
        progress.consumed = input.count
        return progress
      case .afterMember:
        guard progress.consumed < input.count else { return progress }
        // The second byte of the mark may be in the next chunk; zlib refuses it there.
        let startsMember = input[progress.consumed] == 0x1f
        position = startsMember ? .inMember : .inTrailer
      case .inMember:
        guard progress.produced < output.count else {
          progress.state = .needsRoom
          return progress
        }
        let step = stream.inflate(input, into: &output, after: progress)
        progress.consumed += step.consumed
        progress.produced += step.produced
        consumedByteCount += step.consumed
        if try advance(after: step.outcome, input: input, progress: &progress) { return progress }
      }
    }
  }

  /// Says that there is no more input.
  ///
  /// - Throws: ``GzipError/truncated(offset:)`` inside a member, or the fault that `decode` met.
  public func finish() throws(GzipError) {
    if let fault { throw fault }
    if position == .inMember { throw .truncated(offset: consumedByteCount) }
  }

  /// Acts on what zlib said; true when the caller must act next.
  private mutating func advance(
    after outcome: InflateStream.Outcome, input: Span<UInt8>, progress: inout Progress
  ) throws(GzipError) -> Bool {
    switch outcome {
    case .going:
      // Output that is full to the brim may hide more, so `decode` looks at that first.
      return false
    case .starved:
      return true
    case .memberEnd:
      memberCount += 1
      position = .afterMember
      stream.reset()
      return false
    case .failed(let message):
      let markLength = stream.memberByteCount
      if memberCount > 0 && markLength <= 2 {
        // Not even the mark of a member: trailing bytes that happen to begin with 0x1f.
        trailingByteCount += markLength
        hasTrailingGarbage = true
        position = .inTrailer
        return false
      }
      return try stop(.corrupt(message: message, offset: consumedByteCount), &progress)
    case .outOfMemory:
      return try stop(.outOfMemory, &progress)
    }
  }

  /// Throws `fault` from now on, but first lets go what was produced.
  private mutating func stop(
    _ fault: GzipError, _ progress: inout Progress
  ) throws(GzipError) -> Bool {
    self.fault = fault
    guard progress.produced > 0 else { throw fault }
    progress.state = .needsRoom
    return true
  }

  private mutating func skipTrailer(_ bytes: Span<UInt8>) {
    trailingByteCount += bytes.count
    consumedByteCount += bytes.count
    for offset in 0..<bytes.count where !hasTrailingGarbage {
      hasTrailingGarbage = bytes[offset] != 0
    }
  }
}

extension GzipDecoder {
  /// What one call of ``decode(_:into:)`` did.
  public struct Progress: Sendable, Hashable {
    /// Bytes of the input that were taken.
    public internal(set) var consumed: Int
    /// Bytes at the start of the output that are good now; more than none in either state.
    public internal(set) var produced: Int
    /// What to do next.
    public internal(set) var state: State
  }

  /// What a decoder waits for.
  public enum State: Sendable, Hashable {
    /// All input was taken: take the output, then give the next chunk, or ``finish()``.
    case needsInput
    /// There is more: take the output, then call again with the rest of the input, even if empty.
    case needsRoom
  }
}
