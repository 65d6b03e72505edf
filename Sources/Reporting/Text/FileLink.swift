/// The target of a terminal's hyperlink (OSC 8) to a file that a dump names.
enum FileLink {
  /// `file:///home/u/main.go` for an absolute path of Unix; nil for any other.
  ///
  /// All but letters, digits and a few marks is escaped, so that no name ends the sequence early. The
  /// path is not looked for: it may lie on another machine, or be made up by whoever wrote the dump.
  static func target(_ path: String) -> String? {
    guard path.hasPrefix("/"), !path.hasPrefix("//") else { return nil }
    var target = "file://"
    for byte in path.utf8 {
      if isPlain(byte) {
        target.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        target += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return target
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-._~@+".utf8.contains(byte)
    }
  }
}
