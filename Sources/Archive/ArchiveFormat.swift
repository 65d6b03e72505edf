/// What an archive or a compressed stream is, by its first bytes.
public enum ArchiveFormat: Sendable, Hashable {
  /// A tape archive, of whatever age.
  case tar
  /// A ZIP archive.
  case zip
  /// A 7-Zip archive; it is read from what can be sought in only.
  case sevenZip
  /// A cpio archive of text headers.
  case cpio

  /// The format of an archive that begins with these bytes; nil where they begin none.
  public init?(of head: Span<UInt8>) {
    if head.starts(with: [0x50, 0x4b, 3, 4]) || head.starts(with: [0x50, 0x4b, 5, 6])
      || head.starts(with: [0x50, 0x4b, 0x30, 0x30, 0x50, 0x4b, 3, 4])
    {
      self = .zip
    } else if head.starts(with: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]) {
      self = .sevenZip
    } else if head.isTarHeader {
      self = .tar
    } else if head.isCpioHeader {
      self = .cpio
    } else {
      return nil
    }
  }
}

/// A compression that libarchive undoes. gzip is not among them: libarchive 3.6 compares no checksum
/// of it, and drops up to 64 KiB that stand before a fault.
public enum Compression: String, Sendable, Hashable {
  /// Zstandard.
  case zstd
  /// XZ.
  case xz
  /// bzip2.
  case bzip2
  /// LZ4 frames, of the old form too.
  case lz4
  /// lzip.
  case lzip
  /// compress(1), `.Z`.
  case compress

  /// The compression of a stream that begins with these bytes; nil where it is none of these.
  public init?(of head: Span<UInt8>) {
    if head.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) || head.isSkippableFrame {
      self = .zstd
    } else if head.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]) {
      self = .xz
    } else if head.count > 9, head.starts(with: [0x42, 0x5a, 0x68]),
      (0x31...0x39).contains(head[3]),
      head.extracting(4..<10).starts(with: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        || head.extracting(4..<10).starts(with: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
    {
      self = .bzip2
    } else if head.starts(with: [0x04, 0x22, 0x4d, 0x18])
      || head.starts(with: [0x02, 0x21, 0x4c, 0x18])
    {
      self = .lz4
    } else if head.starts(with: [0x4c, 0x5a, 0x49, 0x50, 1]) {
      self = .lzip
    } else if head.starts(with: [0x1f, 0x9d]) {
      self = .compress
    } else {
      return nil
    }
  }
}

extension Span where Element == UInt8 {
  fileprivate func starts(with magic: [UInt8]) -> Bool {
    guard count >= magic.count else { return false }
    for (index, byte) in magic.enumerated() where self[index] != byte { return false }
    return true
  }

  /// A frame that zstd and lz4 both skip; pzstd writes one first.
  fileprivate var isSkippableFrame: Bool {
    count >= 12 && self[0] & 0xf0 == 0x50
      && extracting(1..<4).starts(with: [0x2a, 0x4d, 0x18])
  }

  /// Whether a block is the header of a tar member: its checksum, which no other block has, is the sum
  /// of its bytes with blanks in the checksum's own place.
  fileprivate var isTarHeader: Bool {
    guard count >= 512, self[0] != 0 else { return false }
    var stated = 0
    var digits = 0
    for index in 148..<156 {
      let digit = self[index] &- 0x30
      if digit < 8 {
        stated = stated << 3 | Int(digit)
        digits += 1
      } else if self[index] != 0x20 && self[index] != 0 {
        return false
      }
    }
    guard digits > 0 else { return false }
    var sum = 8 * 0x20
    for index in 0..<512 where !(148..<156).contains(index) { sum += Int(self[index]) }
    return sum == stated
  }

  /// Whether the text header of a cpio member stands here: its mark, and octal or hexadecimal digits.
  fileprivate var isCpioHeader: Bool {
    guard count >= 110, starts(with: [0x30, 0x37, 0x30, 0x37, 0x30]) else { return false }
    let length: Int
    switch self[5] {
    case 0x31, 0x32: length = 110
    case 0x37: length = 76
    default: return false
    }
    for index in 6..<length {
      let byte = self[index]
      guard byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 else { return false }
    }
    return true
  }
}
