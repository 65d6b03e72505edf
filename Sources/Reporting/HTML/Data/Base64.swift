/// Bytes as text, four characters for three (RFC 4648).
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let present = Swift.min(bytes.count - start, 3)
      var bits = 0
      for offset in 0..<3 { bits = bits << 8 | (offset < present ? Int(bytes[start + offset]) : 0) }
      for place in 0..<4 {
        text.append(place <= present ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return text
  }
}
