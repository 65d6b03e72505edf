import Archive
import Gzip

/// The bytes of an input as text: decompressed, and re-encoded where it is not UTF-8.
struct ByteStream: ~Copyable {
  /// As many bytes are enough to tell an encoding, or a profile that is no text.
  static let headSize = 4096

  private var source: CompressedBytes
  private var hasBegun = false
  /// Decoded bytes that were read to recognise the encoding, and are still to be given out.
  private var head: [UInt8] = []
  private var headStart = 0
  private var utf16: UTF16Decoder?
  /// UTF-16 as it was read, and what became of it and is still to be given out.
  private var units: [UInt8] = []
  private var text: [UInt8] = []
  private var textStart = 0
  private var encoding: String?
  /// Whether the text is kept while it is read, for ``Recovery``: so much of it, or its beginning where it
  /// is longer.
  var keepsText = false
  private var longestKept = Recovery.longestText
  private var kept: [UInt8] = []
  /// The compressions that were undone, but for that of ``source``.
  private var compressions: [String] = []
  /// Compressions around one another: more than anybody makes.
  private static let mostCompressions = 8

  init(path: String) throws(DumpError) {
    source = CompressedBytes(RawBytes(try Descriptor(path: path)))
  }

  /// Bytes that are in memory already.
  init(bytes: [UInt8]) {
    source = CompressedBytes(RawBytes(bytes: bytes))
  }

  /// The bytes of a member of an archive.
  init(_ member: MemberBytes) {
    source = CompressedBytes(RawBytes(member))
  }

  /// The path of a file that can be opened again; nil for a pipe, a member, and what is in memory.
  var regularFile: String? { source.raw.regularFile }
  /// The size of a regular file, in bytes.
  var size: Int? { source.raw.size }
  /// Bytes that were read, before any decoding.
  var bytesRead: Int { source.raw.bytesRead }
  /// What was taken off, outermost first.
  var wrappings: [String] {
    compressions + (source.isGzip ? ["gzip"] : []) + (encoding.map { [$0] } ?? [])
  }
  var damage: String? { source.damage }
  var wasInterrupted: Bool { source.raw.wasInterrupted }
  var failure: DumpError? { source.raw.failure }

  /// Whether the input is a `debug=0` profile, which is no text.
  var holdsProfile: Bool {
    mutating get {
      begin()
      return ProfileBytes.isProfile(head.span)
    }
  }

  /// The format of the archive that the input is; nil where it is none.
  var archiveFormat: ArchiveFormat? {
    mutating get {
      begin()
      return encoding == nil && !holdsProfile ? ArchiveFormat(of: head.span) : nil
    }
  }

  /// The bytes from the start on, for whoever reads the archive that they are.
  consuming func archiveSource() -> LowerLayer { LowerLayer(head: head, source) }

  /// The first bytes, decompressed and not decoded further.
  var firstBytes: [UInt8] {
    mutating get {
      begin()
      return head
    }
  }

  /// The size of a regular file whose bytes are given out as they are; nil of others.
  var plainSize: Int? {
    mutating get {
      begin()
      return wrappings.isEmpty ? size : nil
    }
  }

  /// The file from where it stands now; nil where its bytes are not given out as they are.
  var file: PositionedFile? {
    hasBegun && headStart == head.count && utf16 == nil && !keepsText ? source.file : nil
  }

  /// Passes over bytes of the file that are read by their position.
  mutating func skip(_ length: Int) { source.skip(length) }

  /// All of the text; nil where it is longer than `limit`.
  consuming func wholeText(limit: Int) -> [UInt8]? {
    keepsText = true
    longestKept = limit
    var buffer = Array<UInt8>(repeating: 0, count: 256 << 10)
    while keepsText, read(into: &buffer, at: 0) > 0 {}
    let text = takeKept()
    return text.isWhole ? text.bytes : nil
  }

  /// The part of the text in which a dump seems to begin, in whatever form; nil where none does.
  consuming func sample() -> [UInt8]? {
    var sample = Array<UInt8>(repeating: 0, count: Recovery.sampleLength)
    var isFound = false
    while !isFound {
      var filled = 0
      while filled < sample.count {
        let got = readText(into: &sample, at: filled)
        if got == 0 { break }
        filled += got
      }
      sample.removeLast(sample.count - filled)
      guard filled == Recovery.sampleLength else {
        return Recovery.mayHoldDump(sample) ? sample : nil
      }
      isFound = Recovery.mayHoldDump(sample)
    }
    return sample
  }

  /// The text that was kept, or its beginning.
  mutating func takeKept() -> (bytes: [UInt8], isWhole: Bool) {
    var taken: [UInt8] = []
    swap(&taken, &kept)
    return (taken, keepsText)
  }

  /// Fills the buffer from `offset`; returns how many bytes, 0 at the end.
  mutating func read(into buffer: inout [UInt8], at offset: Int) -> Int {
    let got = readText(into: &buffer, at: offset)
    guard keepsText else { return got }
    if kept.count + got > longestKept {
      keepsText = false
      kept = Array(kept.prefix(Recovery.sampleLength))
    } else {
      kept.append(contentsOf: buffer[offset..<offset + got])
    }
    return got
  }

  private mutating func readText(into buffer: inout [UInt8], at offset: Int) -> Int {
    begin()
    guard utf16 != nil else { return readBytes(into: &buffer, at: offset) }
    while textStart == text.count {
      let got = readUnits()
      if got == 0 { return 0 }
      text.removeAll(keepingCapacity: true)
      textStart = 0
      Self.decode(&utf16, units, got, into: &text)
    }
    let length = Swift.min(text.count - textStart, buffer.count - offset)
    buffer.replaceBytes(at: offset, with: text[textStart..<textStart + length])
    textStart += length
    return length
  }

  private static func decode(
    _ decoder: inout UTF16Decoder?, _ units: [UInt8], _ length: Int, into text: inout [UInt8]
  ) {
    decoder?.decode(units.span.extracting(first: length), into: &text)
  }

  /// Reads the first bytes, and learns from them what the input is.
  private mutating func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    readHead()
    for _ in 0..<Self.mostCompressions {
      let compression = Compression(of: head.span)
      guard compression != nil || GzipDecoder.isGzip(head.span) else { break }
      peel(compression)
      readHead()
    }
    if ArchiveFormat(of: head.span) != nil { return }
    if head.span.has("\u{feff}", at: 0) {
      headStart = 3
      encoding = "byte-order mark"
    } else if let found = UTF16Decoder(detectedIn: head.span) {
      utf16 = found
      headStart = found.markLength
      encoding = "utf-16"
      units = Array(repeating: 0, count: 64 << 10)
    }
  }

  private mutating func readHead() {
    head = Array(repeating: 0, count: Self.headSize)
    var filled = 0
    while filled < head.count {
      let got = source.read(into: &head, at: filled, limit: head.count - filled)
      if got == 0 { break }
      filled += got
    }
    head.removeLast(head.count - filled)
  }

  /// Takes off a compression around what is left of the source; nil is gzip.
  private mutating func peel(_ compression: Compression?) {
    if source.isGzip { compressions.append("gzip") }
    var taken = CompressedBytes(RawBytes(bytes: []))
    swap(&taken, &source)
    let lower = LowerLayer(head: head, taken)
    guard let compression else {
      source = CompressedBytes(RawBytes(lower))
      return
    }
    compressions.append(compression.rawValue)
    source = CompressedBytes(RawBytes(DecompressedBytes(lower, compression)))
  }

  private mutating func readBytes(into buffer: inout [UInt8], at offset: Int) -> Int {
    let waiting = head.count - headStart
    if waiting > 0 {
      let length = Swift.min(waiting, buffer.count - offset)
      buffer.replaceBytes(at: offset, with: head[headStart..<headStart + length])
      headStart += length
      return length
    }
    return source.read(into: &buffer, at: offset, limit: buffer.count - offset)
  }

  /// Fills `units` from its start; returns how many bytes, 0 at the end.
  private mutating func readUnits() -> Int {
    let waiting = head.count - headStart
    if waiting > 0 {
      units.replaceBytes(at: 0, with: head[headStart...])
      headStart = head.count
      return waiting
    }
    return source.read(into: &units, at: 0, limit: units.count)
  }
}
