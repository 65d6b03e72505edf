/// Re-encodes UTF-16, as PowerShell's `>` writes it, to UTF-8.
struct UTF16Decoder: Sendable {
  /// Bytes of the byte-order mark at the start.
  let markLength: Int
  private let isBigEndian: Bool
  /// The first half of a unit whose second half has not been read yet.
  private var half: UInt8?
  /// The first of two units that are one character.
  private var highSurrogate: UInt32 = 0

  /// Whether a text begins as UTF-16 does: with a mark, or with zeros for every other byte.
  init?(detectedIn bytes: Span<UInt8>) {
    guard bytes.count >= 4 else { return nil }
    if bytes[0] == 0xff, bytes[1] == 0xfe {
      self.init(markLength: 2, isBigEndian: false)
    } else if bytes[0] == 0xfe, bytes[1] == 0xff {
      self.init(markLength: 2, isBigEndian: true)
    } else {
      var zeros = (even: 0, odd: 0)
      let units = Swift.min(bytes.count / 2, 256)
      for unit in 0..<units {
        if bytes[unit * 2] == 0 { zeros.even += 1 }
        if bytes[unit * 2 + 1] == 0 { zeros.odd += 1 }
      }
      // Dumps are ASCII but for a few names.
      if zeros.odd * 10 >= units * 9, zeros.even * 10 < units {
        self.init(markLength: 0, isBigEndian: false)
      } else if zeros.even * 10 >= units * 9, zeros.odd * 10 < units {
        self.init(markLength: 0, isBigEndian: true)
      } else {
        return nil
      }
    }
  }

  private init(markLength: Int, isBigEndian: Bool) {
    self.markLength = markLength
    self.isBigEndian = isBigEndian
  }

  /// Appends the text of some bytes; what is cut at their end waits for the next call.
  mutating func decode(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
    for index in bytes.indices {
      guard let first = half else {
        half = bytes[index]
        continue
      }
      half = nil
      let unit =
        isBigEndian
        ? UInt32(first) << 8 | UInt32(bytes[index]) : UInt32(bytes[index]) << 8 | UInt32(first)
      if unit < 0x80, highSurrogate == 0 {
        text.append(UInt8(truncatingIfNeeded: unit))
      } else {
        append(unit, to: &text)
      }
    }
  }

  private mutating func append(_ unit: UInt32, to text: inout [UInt8]) {
    var scalar = unit
    if unit & 0xfc00 == 0xd800 {
      highSurrogate = unit
      return
    }
    if unit & 0xfc00 == 0xdc00 {
      scalar =
        highSurrogate == 0
        ? 0xfffd : 0x10000 + (highSurrogate & 0x3ff) << 10 + unit & 0x3ff
    }
    highSurrogate = 0
    text.append(contentsOf: String(Character(Unicode.Scalar(scalar) ?? "\u{fffd}")).utf8)
  }
}
