/// Numbers in the text, eight digits at a time: each goroutine has three or four of them, and digit by
/// digit they were a seventh of all work, since nobody can guess where a number ends or whether the next
/// digit of an address is a letter.
extension Span where Element == UInt8 {
  /// The decimal number at `cursor`, which moves past it; too large a number becomes the largest.
  @inline(__always)
  func decimal(_ cursor: inout Int) -> UInt64? {
    if cursor >= 0, cursor + 8 <= count {
      let digits = EightDigits(decimal: word(at: cursor))
      if digits.count == 0 { return nil }
      if digits.count < 8 {
        cursor += digits.count
        return digits.decimalValue
      }
    }
    return longDecimal(&cursor)
  }

  private func longDecimal(_ cursor: inout Int) -> UInt64? {
    let start = cursor
    var value: UInt64 = 0
    while cursor < count {
      let digit = self[cursor] &- UInt8(ascii: "0")
      if digit > 9 { break }
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowedToo) = product.addingReportingOverflow(UInt64(digit))
      value = overflowed || overflowedToo ? .max : sum
      cursor += 1
    }
    return cursor > start ? value : nil
  }

  /// The hexadecimal number after `0x` at `cursor`, which moves past it; of too large a number its
  /// last 16 digits.
  @inline(__always)
  func hexadecimal(_ cursor: inout Int) -> UInt64? {
    guard cursor + 2 < count, self[cursor] == UInt8(ascii: "0"),
      self[cursor + 1] == UInt8(ascii: "x")
    else { return nil }
    let start = cursor + 2
    var index = start
    var value: UInt64 = 0
    while index + 8 <= count {
      let digits = EightDigits(hexadecimal: word(at: index))
      if digits.count == 0 { break }
      value = value << UInt64(4 * digits.count) | digits.hexadecimalValue
      index += digits.count
      if digits.count < 8 { break }
    }
    // The last bytes of the text.
    while index + 8 > count, index < count, let digit = self[index].hexDigit {
      value = value << 4 | UInt64(digit)
      index += 1
    }
    guard index > start else { return nil }
    cursor = index
    return value
  }
}

/// The digits that eight bytes of text start with.
private struct EightDigits {
  /// How many of the bytes are digits, from the first on.
  let count: Int
  /// The digits' values behind as many zeros as there are fewer than eight, the first in the lowest
  /// byte; nothing meaningful where there are none.
  private let values: UInt64

  /// Decimal digits of a word as it lies in memory.
  @inline(__always)
  init(decimal word: UInt64) {
    let values = UInt64(littleEndian: word) ^ Self.all(0x30)
    // Above nine: the sum's upper bit is set. What a sum carries reaches the bytes behind it alone.
    let others = (values &+ Self.all(0x76) | values) & Self.all(0x80)
    count = others.trailingZeroBitCount >> 3
    self.values = values << UInt64((8 - count) & 7 * 8)
  }

  /// Hexadecimal digits of a word as it lies in memory, in either case.
  @inline(__always)
  init(hexadecimal word: UInt64) {
    let text = UInt64(littleEndian: word)
    // The upper bit keeps each difference from borrowing of the next byte.
    let low = text & Self.all(0x7f)
    let lowercase = low | Self.all(0x20)
    let isDigit = Self.atLeast(low, 0x30) & ~Self.atLeast(low, 0x3a)
    let isLetter = Self.atLeast(lowercase, 0x61) & ~Self.atLeast(lowercase, 0x67)
    let others = ~(isDigit | isLetter) & Self.all(0x80) | text & Self.all(0x80)
    count = others.trailingZeroBitCount >> 3
    // A letter's lower half counts from one, and is nine short.
    let values = (low & Self.all(0x0f)) &+ (low >> 6 & Self.all(1)) &* 9
    self.values = values << UInt64((8 - count) & 7 * 8)
  }

  /// The number that one to eight decimal digits spell: pairs, then fours, then all of them.
  var decimalValue: UInt64 {
    let pairs = (values &* (10 << 8 + 1)) >> 8 & 0x00ff_00ff_00ff_00ff
    let fours = (pairs &* (100 << 16 + 1)) >> 16 & 0x0000_ffff_0000_ffff
    return (fours &* (10000 << 32 + 1)) >> 32
  }

  /// The number that one to eight hexadecimal digits spell.
  var hexadecimalValue: UInt64 {
    let digits = values.byteSwapped
    let pairs = (digits | digits >> 4) & 0x00ff_00ff_00ff_00ff
    let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff
    return (fours | fours >> 16) & 0xffff_ffff
  }

  @inline(__always)
  private static func all(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// The upper bit of each byte that is at least so large; all bytes are below 0x80.
  @inline(__always)
  private static func atLeast(_ bytes: UInt64, _ limit: UInt64) -> UInt64 {
    ((bytes | all(0x80)) &- all(limit)) & all(0x80)
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit; nil for any other byte.
  var hexDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self &- UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self &- UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self &- UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
