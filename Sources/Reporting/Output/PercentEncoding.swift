extension String {
  /// The text for an address: its bytes with all but letters, digits and some marks as `%2F`.
  func percentEncoded(keeping marks: String) -> String {
    var encoded = ""
    for byte in utf8 {
      if byte.isLetterOrDigit || marks.utf8.contains(byte) {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return encoded
  }
}

extension UInt8 {
  /// Whether it is one of ASCII's letters or digits.
  var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
