import Gzip

/// A member of an archive that a test makes up.
struct Member: Sendable {
  let name: String
  let bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// Archives of members, as `tar` and `zip -0` write them.
enum ArchiveBuilder {
  /// A tape archive in the format of POSIX; names have up to 100 bytes.
  static func tar(_ members: [Member]) -> [UInt8] {
    var archive: [UInt8] = []
    for member in members {
      var header = Array(repeating: UInt8(0), count: 512)
      write(member.name, at: 0, of: &header)
      write("0000644\0" + "0000000\0" + "0000000\0", at: 100, of: &header)
      let size = octal(member.bytes.count, digits: 11)
      write(size + "\0" + octal(0, digits: 11), at: 124, of: &header)
      write("        0", at: 148, of: &header)
      write("ustar\0" + "00", at: 257, of: &header)
      let sum = header.reduce(0) { $0 + Int($1) }
      write(octal(sum, digits: 6) + "\0 ", at: 148, of: &header)
      archive += header + member.bytes
      archive += Array(repeating: 0, count: (512 - member.bytes.count % 512) % 512)
    }
    return archive + Array(repeating: 0, count: 1024)
  }

  /// The same, compressed.
  static func tarGz(_ members: [Member]) throws -> [UInt8] { try GzipEncoder.encode(tar(members)) }

  /// A ZIP archive whose members are stored as they are.
  static func zip(_ members: [Member]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let name = Array(member.name.utf8)
      let size = little(member.bytes.count, 4)
      let facts =
        little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 4)
        + little(Int(checksum(member.bytes)), 4) + size + size + little(name.count, 2)
        + little(0, 2)
      directory += [0x50, 0x4b, 1, 2] + little(20, 2) + facts
      directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
      directory += little(archive.count, 4) + name
      archive += [0x50, 0x4b, 3, 4] + facts + name + member.bytes
    }
    let count = little(members.count, 2)
    let end: [UInt8] = [0x50, 0x4b, 5, 6] + little(0, 4) + count + count
    return archive + directory + end + little(directory.count, 4) + little(archive.count, 4)
      + little(0, 2)
  }

  private static func write(_ text: String, at offset: Int, of header: inout [UInt8]) {
    header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }

  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(number >> (8 * $0) & 0xff) }
  }

  /// The CRC-32 of ZIP.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
