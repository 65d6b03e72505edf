/// Keeps what a dump says from steering the terminal it is shown on.
public enum Sanitizer {
  /// Whether a character steers a terminal or turns its writing direction: C0, DEL, C1, line and
  /// paragraph separators, bidirectional marks, embeddings, overrides and isolates, and the
  /// invisible tag and byte-order characters that can hide text.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0: true
    case 0x61c, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff: true
    default: false
    }
  }

  /// A text with every unsafe character shown as its escape: `\u{1b}`; invalid UTF-8 is U+FFFD
  /// since it was read.
  public static func sanitized(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r": safe += " "
      case _ where isUnsafe(scalar): safe += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
