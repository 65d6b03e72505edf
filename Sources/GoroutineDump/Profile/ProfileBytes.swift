/// Tells a `debug=0` profile, which is a protobuf message, from text.
enum ProfileBytes {
  /// Whether an input begins as a `perftools.profiles.Profile` does.
  static func isProfile(_ bytes: Span<UInt8>) -> Bool {
    // Numbers below a tab are everywhere in the first fields, and nowhere in a text.
    guard bytes.count >= 4, (0..<Swift.min(bytes.count, 32)).contains(where: { bytes[$0] < 9 })
    else { return false }
    var cursor = 0
    var fields = 0
    while cursor < bytes.count, fields < 16 {
      guard let tag = varint(bytes, &cursor), let length = fieldLength(bytes, tag, &cursor) else {
        return false
      }
      fields += 1
      guard length < bytes.count - cursor else { break }
      cursor += length
    }
    return fields > 0
  }

  /// Bytes of the field whose tag was read, a number's bytes passed; nil where no profile has it.
  private static func fieldLength(
    _ bytes: Span<UInt8>, _ tag: UInt64, _ cursor: inout Int
  ) -> Int? {
    switch (tag >> 3, tag & 7) {
    case (1...6, 2), (11, 2), (13, 2), (16, 2):
      guard let length = varint(bytes, &cursor), length < 1 << 31 else { return nil }
      return Int(length)
    case (7...10, 0), (12...15, 0):
      return varint(bytes, &cursor) == nil ? nil : 0
    default:
      return nil
    }
  }

  private static func varint(_ bytes: Span<UInt8>, _ cursor: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while cursor < bytes.count, shift < 64 {
      let byte = bytes[cursor]
      cursor += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
