import CArchive

/// What libarchive asks for the bytes of an archive.
///
/// Safe, since its memory is private and good for as long as the object, which the reader keeps.
@safe final class ArchiveInput {
  private static let pieceSize = 64 << 10

  private let source: any ArchiveSource
  private var piece: [UInt8]
  /// What libarchive is given: it reads there until it asks again, and an array may move.
  private let memory: UnsafeMutablePointer<UInt8>
  private var position = 0

  init(_ source: any ArchiveSource) {
    self.source = source
    piece = Array(repeating: 0, count: Self.pieceSize)
    // Freed with the object.
    unsafe memory = .allocate(capacity: Self.pieceSize)
  }

  deinit {
    // The archive is freed before its input.
    unsafe memory.deallocate()
  }

  /// Makes the archive read from here; libarchive's status.
  ///
  /// Unsafe, since the archive must not outlive `self`.
  @unsafe func open(_ archive: OpaquePointer) -> Int32 {
    // The reader that owns the archive keeps `self`.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe archive_read_set_callback_data(archive, context)
    _ = unsafe archive_read_set_read_callback(archive) { _, context, bytes in
      unsafe ArchiveInput.of(context).map { unsafe $0.read(bytes) } ?? -1
    }
    if source.seekableSize != nil {
      _ = unsafe archive_read_set_seek_callback(archive) { _, context, offset, whence in
        unsafe ArchiveInput.of(context)?.seek(Int(offset), whence) ?? Int64(ARCHIVE_FATAL)
      }
      _ = unsafe archive_read_set_skip_callback(archive) { _, context, length in
        unsafe ArchiveInput.of(context)?.skip(Int(length)) ?? 0
      }
    }
    return unsafe archive_read_open1(archive)
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> ArchiveInput? {
    // It is what `open` handed over.
    unsafe context.map { unsafe Unmanaged<ArchiveInput>.fromOpaque($0).takeUnretainedValue() }
  }

  private func read(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
    let got = source.read(into: &piece)
    // No more than the piece, which is as large as the memory.
    unsafe piece.withUnsafeBufferPointer { filled in
      guard let base = filled.baseAddress else { return }
      unsafe memory.update(from: base, count: got)
    }
    unsafe bytes?.pointee = UnsafeRawPointer(memory)
    position += got
    return got
  }

  private func seek(_ offset: Int, _ whence: Int32) -> Int64 {
    let size = source.seekableSize ?? 0
    let target: Int
    switch whence {
    case 0: target = offset
    case 1: target = position + offset
    default: target = size + offset
    }
    guard (0...size).contains(target), source.seek(to: target) else { return Int64(ARCHIVE_FATAL) }
    position = target
    return Int64(target)
  }

  private func skip(_ length: Int) -> Int64 {
    guard let size = source.seekableSize else { return 0 }
    let target = Swift.min(position + length, size)
    guard target > position, source.seek(to: target) else { return 0 }
    defer { position = target }
    return Int64(target - position)
  }
}
