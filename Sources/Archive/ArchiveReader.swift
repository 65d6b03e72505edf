import CArchive

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads the members of an archive one after the other, or the one stream of a compressed file, in
/// memory that does not grow with either. Nothing is written anywhere.
///
/// ```swift
/// let archive = try ArchiveReader(source, format: .zip)
/// while let member = try archive.next() {
///   while try archive.read(into: &buffer, at: 0, limit: buffer.count) > 0 { … }
/// }
/// ```
///
/// Only formats and filters that libarchive implements itself are in use: some of the others run
/// programs.
///
/// Unchecked, since the compiler cannot see into C: one thread at a time may use it, as whoever holds
/// it behind a mutex does. Safe, since its pointer is private and good for as long as the object.
@safe public final class ArchiveReader: @unchecked Sendable {
  private let archive: OpaquePointer
  private let input: ArchiveInput
  /// libarchive's `AE_IFREG`, which is not imported. Its 0 is a member whose kind nothing tells.
  private static let regularFile: mode_t = 0o100000

  /// Opens an archive of a format.
  ///
  /// - Throws: ``ArchiveError`` where its first header cannot be read.
  public convenience init(
    _ source: any ArchiveSource, format: ArchiveFormat
  ) throws(ArchiveError) {
    try unsafe self.init(source) { archive in
      // Each only adds a reader to the archive.
      switch format {
      case .tar: unsafe archive_read_support_format_tar(archive)
      case .zip:
        source.seekableSize == nil
          ? unsafe archive_read_support_format_zip_streamable(archive)
          : unsafe archive_read_support_format_zip(archive)
      case .sevenZip: unsafe archive_read_support_format_7zip(archive)
      case .cpio: unsafe archive_read_support_format_cpio(archive)
      }
    }
  }

  /// Opens a compressed stream, which has one member.
  ///
  /// - Throws: ``ArchiveError`` where its first bytes cannot be read.
  public convenience init(
    _ source: any ArchiveSource, compression: Compression
  ) throws(ArchiveError) {
    try unsafe self.init(source) { archive in
      // As above; the raw format has one member, of all bytes.
      _ = unsafe archive_read_support_format_raw(archive)
      _ = unsafe archive_read_support_format_empty(archive)
      return switch compression {
      case .zstd: unsafe archive_read_support_filter_zstd(archive)
      case .xz: unsafe archive_read_support_filter_xz(archive)
      case .bzip2: unsafe archive_read_support_filter_bzip2(archive)
      case .lz4: unsafe archive_read_support_filter_lz4(archive)
      case .lzip: unsafe archive_read_support_filter_lzip(archive)
      case .compress: unsafe archive_read_support_filter_compress(archive)
      }
    }
  }

  private init(
    _ source: any ArchiveSource, support: (OpaquePointer) -> Int32
  ) throws(ArchiveError) {
    guard let archive = unsafe archive_read_new() else { throw .outOfMemory }
    // Just created, and ours alone.
    unsafe self.archive = archive
    input = ArchiveInput(source)
    _ = unsafe support(archive)
    try check(unsafe input.open(archive))
  }

  deinit {
    // Nobody else has the pointer; libarchive frees its readers with it.
    _ = unsafe archive_read_free(archive)
  }

  /// Passes to the next member; nil at the end of the archive.
  ///
  /// - Throws: ``ArchiveError`` where what follows cannot be read; no further call helps then.
  public func next() throws(ArchiveError) -> ArchiveMember? {
    var entry: OpaquePointer?
    let status = MemberNames.inUTF8 {
      // libarchive writes one pointer, which is its own and good up to the next call.
      unsafe archive_read_next_header(archive, &entry)
    }
    if status == ARCHIVE_EOF { return nil }
    try check(status)
    guard let entry = unsafe entry else { return nil }
    return unsafe ArchiveMember(
      name: MemberNames.inUTF8 { unsafe Self.name(of: entry) },
      isFile: [0, Self.regularFile].contains(archive_entry_filetype(entry)),
      isEncrypted: archive_entry_is_data_encrypted(entry) != 0)
  }

  /// Fills the buffer from `offset` with the member's next bytes, at most `limit`; how many, 0 at the
  /// member's end.
  ///
  /// - Throws: ``ArchiveError``; up to 256 KiB before a fault are lost with it.
  public func read(
    into buffer: inout [UInt8], at offset: Int, limit: Int
  ) throws(ArchiveError) -> Int {
    let room = Swift.min(limit, buffer.count - offset)
    guard room > 0 else { return 0 }
    let got = unsafe buffer.withUnsafeMutableBytes { bytes -> Int in
      // `room` bytes from `offset` lie inside the buffer, as computed above.
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe archive_read_data(archive, base + offset, room)
    }
    if got >= 0 { return got }
    try check(Int32(truncatingIfNeeded: got))
    return 0
  }

  /// The names of libarchive are in the locale's encoding, or in UTF-8 where the archive says so.
  private static func name(of entry: OpaquePointer) -> String {
    // Both texts are ended by a zero, and are copied at once.
    if let name = unsafe archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) {
      return unsafe String(cString: name)
    }
    return ""
  }

  /// Throws what a status means; a warning is of an attribute that no dump depends on.
  private func check(_ status: Int32) throws(ArchiveError) {
    guard status < ARCHIVE_WARN || status == ARCHIVE_RETRY else { return }
    // libarchive's message, ended by a zero, is copied at once.
    let message = unsafe archive_error_string(archive).map { unsafe String(cString: $0) } ?? ""
    if unsafe archive_errno(archive) == ENOMEM { throw .outOfMemory }
    let words = message.lowercased()
    if words.contains("encrypt") || words.contains("passphrase") || words.contains("password") {
      throw .encrypted
    }
    throw .damaged(reason: message.isEmpty ? "status \(status)" : message)
  }
}
