import Gzip
import Testing

/// Streams that are damaged: the fault has a name, and what came before it is kept.
struct GzipFaultTests {
  @Test(arguments: [1, 4096])
  func truncatedAtEachByte(_ chunk: Int) throws {
    let bytes = [UInt8].sample(600)
    let stream = try GzipEncoder.encode(bytes)
    for length in 0..<stream.count {
      let decoding = Decoding(Array(stream[..<length]), chunk: chunk, room: 100)
      #expect(decoding.error == .truncated(offset: length))
      #expect(bytes.starts(with: decoding.output))
      // All but the checksum and the length is there: so is every byte.
      if length >= stream.count - 8 { #expect(decoding.output == bytes) }
    }
  }

  @Test func truncatedInTheSecondMember() throws {
    let first = try GzipEncoder.encode([1, 2, 3])
    let stream = try first + GzipEncoder.encode([4, 5, 6])
    for length in (first.count + 1)..<stream.count {
      let decoding = Decoding(Array(stream[..<length]))
      #expect(decoding.error == .truncated(offset: length))
      #expect(decoding.output.starts(with: [1, 2, 3]))
      #expect(decoding.memberCount == 1)
    }
  }

  @Test func textIsNotGzip() {
    let decoding = Decoding(Array("goroutine 1 [running]:\n".utf8))
    #expect(decoding.error == .corrupt(message: "incorrect header check", offset: 2))
    #expect(decoding.output == [])
  }

  @Test func aWrongChecksumCostsNoByte() throws {
    let bytes = [UInt8].sample(1_000)
    var stream = try GzipEncoder.encode(bytes)
    stream[stream.count - 8] ^= 1
    for room in [1_000, 300, 4096] {
      let decoding = Decoding(stream, room: room)
      #expect(decoding.error == .corrupt(message: "incorrect data check", offset: stream.count - 4))
      #expect(decoding.output == bytes)
    }
  }

  @Test func aWrongLengthCostsNoByte() throws {
    var stream = try GzipEncoder.encode([1, 2, 3])
    stream[stream.count - 1] ^= 1
    let decoding = Decoding(stream)
    #expect(decoding.error == .corrupt(message: "incorrect length check", offset: stream.count))
    #expect(decoding.output == [1, 2, 3])
  }

  @Test func noDamagedByteIsTakenForGood() throws {
    let bytes = [UInt8].sample(300)
    let stream = try GzipEncoder.encode(bytes)
    // Time, flags of the compressor and system do not count.
    for index in stream.indices where !(4...9).contains(index) {
      var damaged = stream
      damaged[index] ^= 0x55
      let decoding = Decoding(damaged, room: 50)
      #expect(decoding.error != nil, "byte \(index)")
    }
  }

  @Test func aFaultStays() throws {
    var decoder = try GzipDecoder()
    var buffer = [UInt8](repeating: 0, count: 8)
    let fault = GzipError.corrupt(message: "incorrect header check", offset: 2)
    for _ in 0..<2 {
      do throws(GzipError) {
        var room = buffer.mutableSpan
        _ = try decoder.decode(([1, 2, 3] as [UInt8]).span, into: &room)
        Issue.record("no fault")
      } catch {
        #expect(error == fault)
      }
    }
    do throws(GzipError) {
      try decoder.finish()
      Issue.record("no fault")
    } catch {
      #expect(error == fault)
    }
  }

  @Test func errorsReadAsSentences() {
    #expect("\(GzipError.truncated(offset: 12))" == "the gzip stream ends early, after 12 bytes")
    #expect(
      "\(GzipError.corrupt(message: "incorrect data check", offset: 9))"
        == "the gzip stream is corrupt at byte 9: incorrect data check")
    #expect("\(GzipError.outOfMemory)" == "out of memory while reading gzip")
  }
}
