import Gzip
import Testing

/// Streams that are whole: what comes out is what went in, however the pieces fall.
struct GzipDecoderTests {
  /// `printf 'goroutine 1 [running]:\n' | gzip -n -9`, so that not all is our own encoder's.
  static let fromGzip: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xcf, 0x2f, 0xca, 0x2f, 0x2d,
    0xc9, 0xcc, 0x4b, 0x55, 0x30, 0x54, 0x88, 0x2e, 0x2a, 0xcd, 0xcb, 0xcb, 0xcc, 0x4b, 0x8f, 0xb5,
    0xe2, 0x02, 0x00, 0xb3, 0x8e, 0x17, 0xf0, 0x17, 0x00, 0x00, 0x00,
  ]

  @Test func readsWhatGzipWrote() {
    let decoding = Decoding(Self.fromGzip)
    #expect(decoding.error == nil)
    #expect(String(decoding: decoding.output, as: UTF8.self) == "goroutine 1 [running]:\n")
  }

  @Test(arguments: [0, 1, 2, 255, 4096, 100_000], [0, 1, 6, 9])
  func roundTrip(_ count: Int, _ level: Int) throws {
    let bytes = [UInt8].sample(count)
    let decoding = Decoding(try GzipEncoder.encode(bytes, level: level))
    #expect(decoding.error == nil)
    #expect(decoding.output == bytes)
    #expect(decoding.memberCount == 1)
    #expect(decoding.trailingByteCount == 0)
  }

  @Test(arguments: [1, 2, 3, 7, 4096], [1, 2, 5, 4096])
  func piecesMayFallAnywhere(_ chunk: Int, _ room: Int) throws {
    let bytes = [UInt8].sample(3_000)
    let stream = try GzipEncoder.encode(bytes) + GzipEncoder.encode([]) + GzipEncoder.encode(bytes)
    let decoding = Decoding(stream + [0, 0, 0], chunk: chunk, room: room)
    #expect(decoding.error == nil)
    #expect(decoding.output == bytes + bytes)
    #expect(decoding.memberCount == 3)
    #expect(decoding.trailingByteCount == 3)
    #expect(!decoding.hasTrailingGarbage)
  }

  @Test(
    arguments: [[], [1, 2, 3], [0x1f, 0x00, 0x8b], [0x1f, 0x8a], [0, 0, 0x1f, 0x8b]] as [[UInt8]])
  func whatFollowsTheLastMemberIsSkipped(_ garbage: [UInt8]) throws {
    for chunk in [1, 2, 1_000_000] {
      let decoding = Decoding(try GzipEncoder.encode([7, 8, 9]) + garbage, chunk: chunk)
      #expect(decoding.error == nil)
      #expect(decoding.output == [7, 8, 9])
      #expect(decoding.memberCount == 1)
      #expect(decoding.trailingByteCount == garbage.count)
      #expect(decoding.hasTrailingGarbage == !garbage.isEmpty)
    }
  }

  @Test func theCallerIsToldWhatToDo() throws {
    let stream = try GzipEncoder.encode([UInt8](repeating: 5, count: 10))
    var decoder = try GzipDecoder()
    var buffer = [UInt8](repeating: 0, count: 6)
    var room = buffer.mutableSpan
    let first = try decoder.decode(stream.span, into: &room)
    #expect(first.produced == 6)
    #expect(first.state == .needsRoom)
    let second = try decoder.decode(
      stream.span.extracting(droppingFirst: first.consumed), into: &room)
    #expect(second.produced == 4)
    #expect(second.state == .needsInput)
    #expect(first.consumed + second.consumed == stream.count)
    #expect(buffer == [5, 5, 5, 5, 5, 5])
    #expect(decoder.consumedByteCount == stream.count)
    try decoder.finish()
  }

  @Test func muchDataNeedsLittleMemory() throws {
    // 256 MiB of zeros, a few hundred KiB as gzip: 16 members, each made of the same 16 MiB.
    let member = try GzipEncoder.encode([UInt8](repeating: 0, count: 16 << 20), level: 9)
    var decoder = try GzipDecoder()
    var buffer = [UInt8](repeating: 1, count: 1 << 20)
    var produced = 0
    for _ in 0..<16 {
      var taken = 0
      var state = GzipDecoder.State.needsRoom
      while state == .needsRoom {
        var room = buffer.mutableSpan
        let progress = try decoder.decode(
          member.span.extracting(droppingFirst: taken), into: &room)
        taken += progress.consumed
        produced += progress.produced
        state = progress.state
      }
    }
    try decoder.finish()
    #expect(produced == 256 << 20)
    #expect(decoder.memberCount == 16)
    #expect(buffer[0] == 0)
  }

  @Test func theMarkOfGzipIsItsFirstTwoBytes() {
    let cases: [([UInt8], Bool)] = [
      (Self.fromGzip, true), ([0x1f], false), ([], false), (Array("goroutine".utf8), false),
    ]
    for (bytes, expected) in cases {
      // Outside `#expect`, which cannot pass on a span.
      let isGzip = GzipDecoder.isGzip(bytes.span)
      #expect(isGzip == expected)
    }
  }
}
