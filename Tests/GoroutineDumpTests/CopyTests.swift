import Testing

@testable import GoroutineDump

/// Copying the pieces of lines into a text.
@Suite struct CopyTests {
  private let source = (0..<600).map { UInt8($0 % 251) }

  @Test(arguments: [0, 1, 7, 31, 32, 33, 63, 64, 100, 255, 256, 257, 300])
  func `a piece of every length, with and without room behind it`(_ length: Int) {
    for (start, offset) in [(0, 0), (5, 3), (600 - length, 2), (9, 400 - length)] {
      var text = Array(repeating: UInt8(254), count: 400)
      var span = text.mutableSpan
      let end = source.span.copy(from: start, to: start + length, into: &span, at: offset)
      #expect(end == offset + length)
      #expect(Array(text[offset..<end]) == Array(source[start..<start + length]))
      #expect(text[..<offset].allSatisfy { $0 == 254 })
      // Only what the next piece covers may have been written over.
      #expect(text.dropFirst(end + 32).allSatisfy { $0 == 254 })
    }
  }

  @Test func `lines behind those of a longer chunk`() {
    let prefix = Array("12:30:05 app ".utf8)
    guard let shape = LinePrefix(prefix.span, from: 0, to: prefix.count) else {
      Issue.record("no shape")
      return
    }
    let wrapping = LineWrapping(layers: [.prefix(shape)])
    var text: [UInt8] = []
    func unwrapped(_ wrapped: String) -> String {
      wrapping.unwrap(Array(wrapped.utf8).span, into: &text)
      return String(decoding: text, as: UTF8.self)
    }
    #expect(
      unwrapped("12:30:05 app goroutine 1 [select]:\nunprefixed\n12:31:59 db1 main.f()\n")
        == "goroutine 1 [select]:\nunprefixed\nmain.f()\n")
    #expect(unwrapped("12:30:05 app a\n12:30:05 app \n12:30:05 app b") == "a\n\nb\n")
    #expect(
      unwrapped("12:30:05 app goroutine 22 [IO wait, 3 minutes]:\n")
        == "goroutine 22 [IO wait, 3 minutes]:\n")
  }
}
