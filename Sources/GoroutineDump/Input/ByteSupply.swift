import Archive
import Synchronization

/// Bytes that are no file's own: what a layer of compression was put around, or a member of an archive.
protocol ByteSupply: AnyObject, Sendable {
  /// Fills the buffer from `offset`, with at most `limit` bytes; returns how many, 0 at the end.
  func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int

  /// What is known of the bytes so far.
  var report: SupplyReport { get }
}

/// What is known of the bytes of a supply.
struct SupplyReport: Sendable {
  /// Bytes that were read, before any decoding.
  var bytesRead = 0
  var wasInterrupted = false
  var failure: DumpError?
  var damage: String?
}

/// A stream whose first bytes were looked at, and turned out to be compressed or an archive.
final class LowerLayer: ByteSupply, ArchiveSource {
  private struct State: ~Copyable {
    var source: CompressedBytes
    var head: [UInt8]
    var headStart = 0
  }

  private let state: Mutex<State>
  let seekableSize: Int?

  init(head: [UInt8], _ source: consuming CompressedBytes) {
    seekableSize = source.seekableSize
    state = Mutex(State(source: source, head: head))
  }

  var report: SupplyReport { state.withLock { $0.source.report } }

  func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    var filled = buffer
    buffer = []
    defer { buffer = filled }
    return state.withLock { state in
      let waiting = state.head.count - state.headStart
      guard waiting > 0 else {
        return state.source.read(into: &filled, at: offset, limit: limit)
      }
      let length = Swift.min(waiting, limit)
      filled.replaceBytes(
        at: offset, with: state.head[state.headStart..<state.headStart + length])
      state.headStart += length
      return length
    }
  }

  func read(into buffer: inout [UInt8]) -> Int { read(into: &buffer, at: 0, limit: buffer.count) }

  func seek(to offset: Int) -> Bool {
    state.withLock { state in
      guard state.source.seek(to: offset) else { return false }
      state.headStart = state.head.count
      return true
    }
  }
}

/// The one stream of a compressed file, decompressed by libarchive.
final class DecompressedBytes: ByteSupply {
  private let lower: LowerLayer
  private let compression: Compression
  private let state = Mutex<(reader: ArchiveReader?, damage: String?, hasBegun: Bool)>(
    (nil, nil, false))

  init(_ lower: LowerLayer, _ compression: Compression) {
    self.lower = lower
    self.compression = compression
  }

  var report: SupplyReport {
    var report = lower.report
    report.damage = report.damage ?? state.withLock { $0.damage }
    return report
  }

  func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    var filled = buffer
    buffer = []
    defer { buffer = filled }
    return state.withLock { state in
      do throws(ArchiveError) {
        if !state.hasBegun {
          state.hasBegun = true
          let reader = try ArchiveReader(lower, compression: compression)
          if try reader.next() != nil { state.reader = reader }
        }
        return try state.reader?.read(into: &filled, at: offset, limit: limit) ?? 0
      } catch {
        state.damage = "the \(compression.rawValue) stream \(error)"
        state.reader = nil
        return 0
      }
    }
  }
}

/// The bytes of the member that an archive stands at.
final class MemberBytes: ByteSupply {
  private let reader: ArchiveReader
  private let budget: BundleBudget
  private let state = Mutex(SupplyReport())

  init(_ reader: ArchiveReader, _ budget: BundleBudget) {
    self.reader = reader
    self.budget = budget
  }

  var report: SupplyReport { state.withLock { $0 } }

  func read(into buffer: inout [UInt8], at offset: Int, limit: Int) -> Int {
    guard !DumpReader.isInterrupted else {
      state.withLock { $0.wasInterrupted = true }
      return 0
    }
    guard budget.isLeft else {
      state.withLock { $0.damage = BundleBudget.message }
      return 0
    }
    do throws(ArchiveError) {
      let got = try reader.read(into: &buffer, at: offset, limit: limit)
      budget.take(got)
      state.withLock { $0.bytesRead += got }
      return got
    } catch {
      state.withLock { $0.damage = "it \(error)" }
      return 0
    }
  }
}

/// How much of a bundle is read: far more than any holds that people send, and what a small file can be
/// made to unpack to does not keep a machine busy for hours.
final class BundleBudget: Sendable {
  /// Bytes of all members, decompressed: 64 GiB.
  static let bytes = 64 << 30
  /// Members, those of archives in archives included.
  static let members = 1 << 20
  /// Dumps that are kept.
  static let dumps = 1 << 12
  /// Archives in archives.
  static let depth = 4

  static let message =
    "the archive contains more than \(bytes >> 30) GiB; the rest was not read"

  private let left = Atomic<Int>(BundleBudget.bytes)

  var isLeft: Bool { left.load(ordering: .relaxed) > 0 }

  func take(_ count: Int) { left.subtract(count, ordering: .relaxed) }
}
