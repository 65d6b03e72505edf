import Gzip
import Testing

/// The bytes that the encoder writes.
struct GzipEncoderTests {
  @Test func theHeaderHoldsNothingOfTimeOrPlace() throws {
    let stream = try GzipEncoder.encode([1, 2, 3])
    #expect(stream[..<10] == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
    #expect(try stream == GzipEncoder.encode([1, 2, 3]))
  }

  @Test func nothingIsAMemberToo() throws {
    #expect(
      try GzipEncoder.encode([]) == [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      ])
  }

  @Test func levelsOutsideAreBroughtInside() throws {
    let bytes = [UInt8].sample(1_000)
    #expect(try GzipEncoder.encode(bytes, level: -5) == GzipEncoder.encode(bytes, level: 0))
    #expect(try GzipEncoder.encode(bytes, level: 99) == GzipEncoder.encode(bytes, level: 9))
  }
}
