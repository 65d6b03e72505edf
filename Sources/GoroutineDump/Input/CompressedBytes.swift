import Gzip

/// The bytes of a file or pipe, decompressed where they are gzip.
struct CompressedBytes: ~Copyable {
  static let pieceSize = 64 << 10

  private(set) var raw: RawBytes
  private var decoder: GzipDecoder?
  private var hasBegun = false
  /// What was read and not yet given out or decompressed.
  private var piece: [UInt8] = []
  private var waiting = 0..<0
  /// What was decompressed and not yet given out.
  private var inflated: [UInt8] = []
  private var ready = 0..<0
  private var isFinished = false
  private(set) var isGzip = false
  private var ownDamage: String?

  /// What went wrong here, or in a layer below.
  var damage: String? { ownDamage ?? raw.damage }

  /// What is known of the bytes so far.
  var report: SupplyReport {
    SupplyReport(
      bytesRead: raw.bytesRead, wasInterrupted: raw.wasInterrupted, failure: raw.failure,
      damage: damage)
  }

  /// The size where any part of the bytes can be reached; nil where they are decompressed.
  var seekableSize: Int? { hasBegun && !isGzip ? raw.seekableSize : nil }

  /// Goes on at so many bytes from the start; false where that cannot be.
  mutating func seek(to offset: Int) -> Bool {
    guard seekableSize != nil, raw.seek(to: offset) else { return false }
    waiting = 0..<0
    return true
  }

  init(_ raw: consuming RawBytes) {
    self.raw = raw
  }

  /// The file from where it stands now; nil where its bytes are not given out as they are.
  var file: PositionedFile? { hasBegun && !isGzip && waiting.isEmpty ? raw.file : nil }

  /// Passes over bytes of the file that are read by their position.
  mutating func skip(_ length: Int) { raw.skip(length) }

  /// Fills the buffer from `offset`, with at most `limit` bytes; returns how many, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    if !hasBegun { begin() }
    if isGzip {
      if ready.isEmpty { inflate() }
      let part = ready.prefix(limit)
      buffer.replaceBytes(at: offset, with: inflated[part])
      ready = part.upperBound..<ready.upperBound
      return part.count
    }
    if waiting.isEmpty { return raw.read(into: &buffer, at: offset, limit: limit) }
    let part = waiting.prefix(limit)
    buffer.replaceBytes(at: offset, with: piece[part])
    waiting = part.upperBound..<waiting.upperBound
    return part.count
  }

  /// Reads the two bytes that tell gzip from the rest.
  private mutating func begin() {
    hasBegun = true
    piece = Array(repeating: 0, count: Self.pieceSize)
    var filled = 0
    while filled < 2 {
      let got = raw.read(into: &piece, at: filled, limit: piece.count - filled)
      if got == 0 { break }
      filled += got
    }
    waiting = 0..<filled
    guard GzipDecoder.isGzip(piece.span.extracting(first: filled)) else { return }
    isGzip = true
    inflated = Array(repeating: 0, count: Self.pieceSize * 4)
    do throws(GzipError) {
      decoder = try GzipDecoder()
    } catch {
      ownDamage = "\(error)"
      isFinished = true
    }
  }

  private static func decode(
    _ decoder: inout GzipDecoder?, _ piece: [UInt8], _ part: Range<Int>, into text: inout [UInt8]
  ) throws(GzipError) -> GzipDecoder.Progress? {
    var room = text.mutableSpan
    return try decoder?.decode(piece.span.extracting(part), into: &room)
  }

  /// Decompresses the next piece; nothing at the end. What comes before a fault is given out; the
  /// fault is `damage`.
  private mutating func inflate() {
    ready = 0..<0
    while !isFinished {
      if waiting.isEmpty, !raw.isAtEnd {
        waiting = 0..<raw.read(into: &piece, at: 0, limit: piece.count)
      }
      do throws(GzipError) {
        guard let progress = try Self.decode(&decoder, piece, waiting, into: &inflated) else {
          return
        }
        waiting = waiting.lowerBound + progress.consumed..<waiting.upperBound
        ready = 0..<progress.produced
        if !ready.isEmpty { return }
        guard waiting.isEmpty, raw.isAtEnd else { continue }
        try decoder?.finish()
      } catch {
        ownDamage = "\(error)"
      }
      isFinished = true
    }
  }
}
