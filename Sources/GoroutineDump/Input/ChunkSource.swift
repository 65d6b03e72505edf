/// Cuts an input into chunks that begin and end between goroutines.
///
/// The cuts depend on the input's bytes alone, so that any number of threads reads the same.
struct ChunkSource: ~Copyable {
  /// Bytes of a chunk: two of them, and what the parser keeps, stay in a core's second-level cache.
  static let chunkSize = 256 << 10
  /// A goroutine or line longer than this is cut.
  static let longestBlock = 16 << 20
  /// Bytes at the end of a chunk of a file that are looked at for its cut before the rest is read: most
  /// goroutines are shorter.
  private static let probeSize = 8 << 10

  private var stream: ByteStream
  /// What was read behind the last cut.
  private var carry: [UInt8] = []
  /// The end of a chunk of a file, see ``nextOfFile(into:)``: kept for its storage.
  private var probe: [UInt8] = []
  /// A file had fewer bytes than before, when its chunks were read.
  private var becameShorter = false
  private var isAtEnd = false
  private(set) var chunkCount = 0
  private var wrapping = LineWrapping.none
  private var wrappingIsKnown = false
  private var wrappingNames: [String] = []
  /// Pieces that were cut inside a line or goroutine, since that is longer than any.
  private var tooLong = 0
  /// The last chunk was cut inside a line.
  private var endedInLine = false
  private var ending = InputEnd()

  init(_ stream: consuming ByteStream) {
    self.stream = stream
  }

  /// Whether the last chunk has been handed out.
  var isFinished: Bool { isAtEnd && carry.isEmpty }

  /// What is known at the end of the input.
  var end: InputEnd {
    var end = ending
    end.bytesRead = stream.bytesRead
    end.wrappings = stream.wrappings + wrappingNames
    end.tooLong = tooLong
    end.damage =
      stream.damage ?? (becameShorter ? "the file shrank while it was read" : nil)
    end.wasInterrupted = stream.wasInterrupted
    end.failure = stream.failure
    return end
  }

  /// The text as it was read, as far as the stream kept it.
  mutating func takeKept() -> (bytes: [UInt8], isWhole: Bool) { stream.takeKept() }

  /// A piece of the input, in a buffer of the caller's.
  struct Chunk {
    /// Its place in the order of the input.
    var index: Int
    /// How many bytes of the buffer are the chunk's.
    var length: Int
    /// How its lines are wrapped.
    var wrapping: LineWrapping
    /// It is the last one.
    var isLast = false
    /// The input ended in the middle of a line.
    var endsInLine = false
    /// It goes on in a line of the chunk before.
    var startsInLine = false
    /// What of it the caller has to read, see ``read(into:)``.
    fileprivate var rest: (file: PositionedFile, part: Range<Int>)?

    /// Reads what is not in the buffer yet: copying a file takes longer than finding its cuts, so that
    /// threads do it side by side. False where the file is shorter by now; the chunk then is, too.
    mutating func read(into buffer: inout [UInt8]) -> Bool {
      guard let rest else { return true }
      self.rest = nil
      let got = rest.file.read(into: &buffer, at: rest.part, from: 0)
      length = rest.part.lowerBound + got
      return got == rest.part.count
    }
  }

  /// Notes that a chunk could not be read whole.
  mutating func noteShorterFile() { becameShorter = true }

  /// Fills `buffer` with the next chunk, which ends with a line feed, but for what ``Chunk/read(into:)``
  /// is to read; nil at the end of the input.
  mutating func next(into buffer: inout [UInt8]) -> Chunk? {
    if isFinished { return nil }
    let bufferSize = bufferSize()
    if buffer.count < bufferSize { buffer = Array(repeating: 0, count: bufferSize) }
    if let chunk = nextOfFile(into: &buffer) { return chunk }
    var filled = takeCarry(into: &buffer)
    var searched = 0
    while true {
      filled = fill(&buffer, from: filled)
      if !wrappingIsKnown { detectWrapping(buffer.span, filled) }
      if isAtEnd {
        guard filled > 0 else { return nil }
        return endChunk(&buffer, filled)
      }
      let cut = buffer.span.lastCut(before: filled, after: searched, isEscaped: wrapping.isEscaped)
      if let cut {
        carry.removeAll(keepingCapacity: true)
        carry.append(buffer.span, from: cut, to: filled)
        return chunk(&buffer, length: cut)
      }
      if buffer.count >= Self.longestBlock {
        tooLong += 1
        return chunk(&buffer, length: filled)
      }
      // A goroutine or a line that is larger than the buffer: read on until it ends.
      searched = Swift.max(0, filled - 64)
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
  }

  /// Bytes of a buffer for the next chunk: of a small file all, and the one in which its end is seen. To
  /// zero the pages of more takes as long as reading it.
  private mutating func bufferSize() -> Int {
    guard chunkCount == 0, let size = stream.plainSize, size > 0 else { return Self.chunkSize }
    return min(size + 1, Self.chunkSize)
  }

  /// The next chunk of a plain file, of which only the end is read; nil where all of it must be seen to
  /// know its cut, or how its lines are wrapped. The cut is the same.
  private mutating func nextOfFile(into buffer: inout [UInt8]) -> Chunk? {
    guard wrappingIsKnown, !wrapping.isEscaped, !ending.isBlank, !endedInLine,
      carry.count + Self.probeSize < Self.chunkSize,
      // The first line of the chunk, whole, or nothing can be told of it.
      carry.span.firstIndex(of: UInt8(ascii: "\n"), from: 0) < carry.count,
      wrapping.fits(carry.span, carry.count), let file = stream.file
    else { return nil }
    if probe.isEmpty { probe = Array(repeating: 0, count: Self.probeSize) }
    let length = Self.chunkSize - carry.count
    let before = length - probe.count
    guard file.read(into: &probe, at: probe.indices, from: before) == probe.count,
      let cut = probe.span.lastGoroutine(before: probe.count)
    else { return nil }
    buffer.replaceBytes(at: 0, with: carry)
    var chunk = Chunk(
      index: chunkCount, length: carry.count + before + cut, wrapping: wrapping)
    chunk.rest = (file, carry.count..<chunk.length)
    chunkCount += 1
    stream.skip(length)
    ending.textBytes += length
    carry = Array(probe[cut...])
    return chunk
  }

  private mutating func detectWrapping(_ bytes: Span<UInt8>, _ length: Int) {
    guard let found = LineWrapping(detectedIn: bytes, length: length) else { return }
    wrapping = found
    wrappingIsKnown = true
    for name in found.names where !wrappingNames.contains(name) { wrappingNames.append(name) }
  }

  private mutating func takeCarry(into buffer: inout [UInt8]) -> Int {
    let length = carry.count
    guard length > 0 else { return 0 }
    if buffer.count < length * 2 {
      buffer.append(contentsOf: repeatElement(0, count: length * 2 - buffer.count))
    }
    buffer.replaceBytes(at: 0, with: carry)
    carry.removeAll(keepingCapacity: true)
    return length
  }

  private mutating func fill(_ buffer: inout [UInt8], from start: Int) -> Int {
    var filled = start
    while filled < buffer.count, !isAtEnd {
      let got = stream.read(into: &buffer, at: filled)
      if got == 0 { isAtEnd = true }
      filled += got
      ending.textBytes += got
    }
    return filled
  }

  private mutating func endChunk(_ buffer: inout [UInt8], _ filled: Int) -> Chunk {
    var length = filled
    if buffer[length - 1] != UInt8(ascii: "\n") {
      ending.endsInLine = true
      if length == buffer.count { buffer.append(0) }
      buffer[length] = UInt8(ascii: "\n")
      length += 1
    }
    var last = chunk(&buffer, length: length)
    last.isLast = true
    last.endsInLine = ending.endsInLine
    return last
  }

  private mutating func chunk(_ buffer: inout [UInt8], length: Int) -> Chunk {
    if ending.isBlank {
      ending.isBlank = buffer.span.isWhiteSpace(to: length)
      ending.content = ContentGuess.describe(buffer.span, length: length)
    }
    if chunkCount > 0, wrappingIsKnown, !wrapping.fits(buffer.span, length) {
      detectWrapping(buffer.span, length)
    }
    chunkCount += 1
    let startsInLine = endedInLine
    endedInLine = buffer[length - 1] != UInt8(ascii: "\n")
    return Chunk(
      index: chunkCount - 1, length: length, wrapping: wrapping, startsInLine: startsInLine)
  }
}

extension LineWrapping {
  /// A header with its prefix is shorter, but for the longest of labels.
  private static let longestHeader = 4096

  /// Whether the goroutine that a chunk starts with stands as this wrapping would have it. One input
  /// can be put together of several.
  fileprivate func fits(_ bytes: Span<UInt8>, _ length: Int) -> Bool {
    guard !isEscaped else { return true }
    let feed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: 0, before: Self.longestHeader)
    let end = Swift.min(feed + 1, length, Self.longestHeader)
    guard bytes.startsGoroutine(from: 0, to: end) else { return true }
    if isNone { return bytes.extracting(0..<end).beginsWithGoroutine }
    var line: [UInt8] = []
    unwrap(bytes.extracting(0..<end), into: &line)
    return line.span.beginsWithGoroutine
  }
}

extension Span where Element == UInt8 {
  /// Whether a goroutine or a block starts at the very beginning.
  fileprivate var beginsWithGoroutine: Bool {
    var cursor = 0
    return has("goroutine ", at: 0) || decimal(&cursor) != nil && has(" @ ", at: cursor)
  }

  /// Whether nothing but blanks and ends of lines stands before `end`; zeros are none.
  func isWhiteSpace(to end: Int) -> Bool {
    for index in 0..<end {
      let byte = self[index]
      guard byte == UInt8(ascii: " ") || byte &- 9 < 5 else { return false }
    }
    return true
  }

  /// Where the last goroutine or block before `end` starts, as the start of its line; where no line
  /// starts one, the end of the last line; nil where neither comes after `floor`.
  func lastCut(before end: Int, after floor: Int, isEscaped: Bool) -> Int? {
    if isEscaped, let cut = lastEscapedCut(before: end, after: floor) { return cut }
    if let start = lastGoroutine(before: end, after: floor) { return start }
    let lastLine = lastIndex(of: UInt8(ascii: "\n"), before: end) + 1
    // Nothing but the goroutine at the start: it goes on, unless the start is no goroutine.
    if lastLine > floor, !startsGoroutine(from: 0, to: firstIndex(of: UInt8(ascii: "\n"), from: 0))
    {
      return lastLine
    }
    return nil
  }

  /// Where the line starts, behind another one, that starts the last goroutine before `end`; nil where
  /// none does. What follows the last line feed may be half a header: only whole lines are looked at.
  func lastGoroutine(before end: Int, after floor: Int = 0) -> Int? {
    var lineEnd = lastIndex(of: UInt8(ascii: "\n"), before: end)
    while lineEnd > floor {
      let feed = lastIndex(of: UInt8(ascii: "\n"), before: lineEnd)
      if feed < 0 { return nil }
      if startsGoroutine(from: feed + 1, to: lineEnd) { return feed + 1 }
      lineEnd = feed
    }
    return nil
  }

  /// Where the last goroutine before `end` starts inside a line, behind an escaped line feed.
  private func lastEscapedCut(before end: Int, after floor: Int) -> Int? {
    var index = end - 40
    while index > Swift.max(floor, 4) {
      let byte = self[index]
      let isHeader = byte == UInt8(ascii: "g") && has("goroutine ", at: index)
      let isBlock = byte == UInt8(ascii: "@") && has(" @ 0x", at: index - 1)
      if isHeader || isBlock {
        var start = isHeader ? index : index - 1
        while isBlock, start > floor, self[start - 1] &- UInt8(ascii: "0") <= 9 { start -= 1 }
        var cursor = index + 10
        if has("\\n", at: start - 2) || has("#012", at: start - 4),
          isBlock || decimal(&cursor) != nil && (has(" [", at: cursor) || has(" gp=", at: cursor))
        {
          return start
        }
      }
      index -= 1
    }
    return nil
  }

  /// Where the header of a goroutine stands in a line, or nil.
  func headerStart(from start: Int, to end: Int) -> Int? {
    // By its blank: a line of a stack has few of them, and a `g` in every other word.
    var blank = start + 9
    while true {
      blank = firstIndex(of: UInt8(ascii: " "), from: blank, before: end)
      if blank >= end { return nil }
      if self[blank - 1] == UInt8(ascii: "e"), has("goroutine", at: blank - 9) {
        var cursor = blank + 1
        if decimal(&cursor) != nil, has(" [", at: cursor) || has(" gp=", at: cursor) {
          return blank - 9
        }
      }
      blank += 1
    }
  }

  /// How many headers of goroutines stand in a text, wherever in their lines.
  var headerCount: Int {
    var total = 0
    // By the bracket, which hardly anything else has, and what stands before it in its line.
    var last = -1
    var bracket = firstIndex(of: UInt8(ascii: "["), from: 0)
    while bracket < count {
      if bracket > 0, self[bracket - 1] == UInt8(ascii: " ") {
        // Not before the last bracket: that one had its own header.
        let nearest = Swift.max(last + 1, bracket - 256)
        let line = lastIndex(of: UInt8(ascii: "\n"), from: nearest, before: bracket)
        if headerStart(from: Swift.max(nearest, line), to: bracket) != nil { total += 1 }
      }
      last = bracket
      bracket = firstIndex(of: UInt8(ascii: "["), from: bracket + 1)
    }
    return total
  }

  /// Whether a line starts a goroutine or a block, behind whatever prefix.
  func startsGoroutine(from start: Int, to end: Int) -> Bool {
    guard end - start >= 5 else { return false }
    if headerStart(from: start, to: end) != nil { return true }
    let at = firstIndex(of: " @ 0x", from: start, before: end)
    return at < end && at > start && self[at - 1] &- UInt8(ascii: "0") <= 9
  }
}

extension Array where Element == UInt8 {
  /// Overwrites the bytes at `offset` with those of `source`; both must fit.
  mutating func replaceBytes(at offset: Int, with source: some Collection<UInt8>) {
    replaceSubrange(offset..<offset + source.count, with: source)
  }
}
