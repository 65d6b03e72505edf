import Testing

@testable import GoroutineDump

@Suite struct NumberTests {
  /// Each text, what number it starts with, and what is left of it; in front of others and at the end.
  @Test(
    arguments: [
      ("7", 7, ""), ("42 ", 42, " "), ("1234567", 1_234_567, ""), ("12345678", 12_345_678, ""),
      ("123456789,", 123_456_789, ","), ("0000000000000012]", 12, "]"),
      ("18446744073709551615", .max, ""), ("18446744073709551616 ", .max, " "),
      ("99999999999999999999999", .max, ""), ("5:", 5, ":"), ("6/", 6, "/"),
      ("8\u{b9}", 8, "\u{b9}"),
      ("3\u{0}4", 3, "\u{0}4"),
    ] as [(String, UInt64, String)])
  func decimal(text: String, value: UInt64, rest: String) {
    for behind in ["", "\n", " minutes]:\n", "\u{ff}\u{ff}\u{ff}\u{ff}\u{ff}"]
    where behind == "" || rest != "" {
      let bytes = Array((text + behind).utf8)
      var cursor = 0
      #expect(bytes.span.decimal(&cursor) == value)
      #expect(String(decoding: bytes[cursor...], as: UTF8.self) == rest + behind)
    }
  }

  @Test(arguments: ["", " 1", "a", "/1234567", ":12345678", "\u{b0}1234567"])
  func noDecimal(text: String) {
    let bytes = Array(text.utf8)
    var cursor = 0
    #expect(bytes.span.decimal(&cursor) == nil)
    #expect(cursor == 0)
  }

  @Test(
    arguments: [
      ("0xc000012345, 0x1)", 0xc0_0001_2345, ", 0x1)"), ("0x0?", 0, "?"),
      ("0xdeadbeef", 0xdead_beef, ""),
      ("0xDEADbeef99)", 0xde_adbe_ef99, ")"), ("0x123456789abcdef0}", 0x1234_5678_9abc_def0, "}"),
      ("0x7fff12345678@ and more", 0x7fff_1234_5678, "@ and more"), ("0x1g234567", 1, "g234567"),
      ("0x9/1234567", 9, "/1234567"), ("0xf`1234567", 15, "`1234567"),
      ("0xa:1234567", 10, ":1234567"),
      ("0x1\u{b1}123456789", 1, "\u{b1}123456789"), ("0x0123456789", 0x1_2345_6789, ""),
      ("0xffff123456789abcdef0 ", 0x1234_5678_9abc_def0, " "),
    ] as [(String, UInt64, String)])
  func hexadecimal(text: String, value: UInt64, rest: String) {
    for behind in ["", ", 0x12345678)\n"] where behind == "" || rest != "" {
      let bytes = Array((text + behind).utf8)
      var cursor = 0
      #expect(bytes.span.hexadecimal(&cursor) == value)
      #expect(String(decoding: bytes[cursor...], as: UTF8.self) == rest + behind)
    }
  }

  @Test(arguments: ["", "0x", "0xg1234567", "x12345678", "0X12345678", "1x12345678"])
  func noHexadecimal(text: String) {
    let bytes = Array(text.utf8)
    var cursor = 0
    #expect(bytes.span.hexadecimal(&cursor) == nil)
    #expect(cursor == 0)
  }

  @Test func everyDigitInEveryPlace() {
    // Every byte behind one to nine digits: the number ends where it is no digit.
    for length in 1...9 {
      let number = "123456789".prefix(length)
      for byte in UInt8.min...UInt8.max {
        let bytes = Array(number.utf8) + [byte] + Array("0000000000".utf8)
        var cursor = 0
        let isDigit = (0x30...0x39).contains(byte)
        let decimal = bytes.span.decimal(&cursor)
        #expect((cursor == length) == !isDigit && (isDigit || decimal == UInt64(number)))
        let prefixed = Array("0x".utf8) + bytes
        cursor = 0
        let hexadecimal = prefixed.span.hexadecimal(&cursor)
        let isHexadecimal = isDigit || (0x61...0x66).contains(byte | 0x20) && byte < 0x80
        #expect((cursor == length + 2) == !isHexadecimal)
        #expect(isHexadecimal || hexadecimal == UInt64(number, radix: 16))
      }
    }
  }
}
