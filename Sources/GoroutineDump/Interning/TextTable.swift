import ParallelWork

/// Distinct texts, stored end to end in one array and read as strings on demand.
///
/// A dump can hold a hundred thousand distinct function names; a `String` for each would cost more
/// than parsing them.
public struct TextTable: Sendable, RandomAccessCollection {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var index = HashIndex()

  /// An empty table.
  public init() {}

  /// How many bytes the texts take up.
  var byteCount: Int { bytes.count }

  /// Makes room for so many texts of the length of a function's name; what is not written to costs
  /// nothing.
  mutating func reserve(texts count: Int) {
    bytes.reserveCapacity(count * 64)
    ends.reserveCapacity(count)
  }

  /// The first position: 0.
  public var startIndex: Int { 0 }
  /// How many texts.
  public var endIndex: Int { ends.count }

  /// The text at a position; invalid UTF-8 reads as U+FFFD.
  public subscript(position: Int) -> String {
    let range = byteRange(position)
    return bytes.span.text(from: range.lowerBound, to: range.upperBound)
  }

  /// Calls `body` with the UTF-8 of the text at a position.
  public func withUTF8<Result>(at position: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(byteRange(position)))
  }

  /// Calls `body` with the UTF-8 of each text, in order: for what would cost too much over strings.
  public func forEachUTF8(_ body: (Int, Span<UInt8>) -> Void) {
    var start = 0
    for position in ends.indices {
      let end = Int(ends[position])
      body(position, bytes.span.extracting(start..<end))
      start = end
    }
  }

  /// The position of a text, which is added where it is new.
  package mutating func intern(_ source: Span<UInt8>, from start: Int, to end: Int) -> UInt32 {
    let hash = source.hash(from: start, to: end, seed: 0)
    return find(source, from: start, to: end, hash: hash)
      ?? add(source, from: start, to: end, hash: hash)
  }

  /// Adds a text; without a hash it is not entered into the index.
  private mutating func add(
    _ source: Span<UInt8>, from start: Int, to end: Int, hash: UInt64?
  ) -> UInt32 {
    let row = UInt32(ends.count)
    bytes.append(source, from: start, to: end)
    ends.append(UInt32(bytes.count))
    if let hash { index.insert(hash, row: row) }
    return row
  }

  /// Whether the text at a position is that of a range of `source`.
  @inline(__always)
  func has(_ position: UInt32, at range: Range<Int>, in source: Span<UInt8>) -> Bool {
    let known = byteRange(Int(position))
    return known.count == range.count
      && source.matches(
        at: range.lowerBound, bytes.span, at: known.lowerBound, length: known.count)
  }

  @inline(__always)
  private func find(
    _ source: Span<UInt8>, from start: Int, to end: Int, hash: UInt64
  ) -> UInt32? {
    let length = end - start
    return index.find(hash) { row in
      let range = byteRange(Int(row))
      return range.count == length
        && source.matches(at: start, bytes.span, at: range.lowerBound, length: length)
    }
  }

  /// The position of a text, which is added where it is new.
  mutating func intern(_ text: String) -> UInt32 {
    let utf8 = Array(text.utf8)
    return intern(utf8.span, from: 0, to: utf8.count)
  }

  /// Adds the texts of another table; the position of each in this one.
  ///
  /// The new ones of the last table are not entered into the index: nothing asks for them any more,
  /// and making room for a hundred thousand takes as long as finding them.
  mutating func merge(_ other: TextTable, isLast: Bool) -> [UInt32] {
    // Some of the texts are known; room that is not written to costs nothing.
    bytes.reserveCapacity(bytes.count + other.bytes.count)
    ends.reserveCapacity(ends.count + other.count)
    var positions = positions(of: other)
    for number in positions.indices where positions[number] == .max {
      let range = other.byteRange(number)
      positions[number] = add(
        other.bytes.span, from: range.lowerBound, to: range.upperBound,
        hash: isLast ? nil : other.hash(of: range))
    }
    return positions
  }

  /// The position of each text of another table in this one; the largest number where it has none.
  private func positions(of other: TextTable) -> [UInt32] {
    SideBySide.map(other.indices) { position in
      let range = other.byteRange(position)
      return find(
        other.bytes.span, from: range.lowerBound, to: range.upperBound, hash: other.hash(of: range))
        ?? .max
    }
  }

  @inline(__always)
  private func hash(of range: Range<Int>) -> UInt64 {
    bytes.span.hash(from: range.lowerBound, to: range.upperBound, seed: 0)
  }

  /// A table with another text in each position; two positions may then have the same.
  func mapped(_ transform: (String) -> String) -> TextTable {
    var table = TextTable()
    for text in self {
      let utf8 = Array(transform(text).utf8)
      let hash = utf8.span.hash(from: 0, to: utf8.count, seed: 0)
      _ = table.add(utf8.span, from: 0, to: utf8.count, hash: hash)
    }
    return table
  }

  private func byteRange(_ position: Int) -> Range<Int> {
    let start = position == 0 ? 0 : Int(ends[position - 1])
    return start..<Int(ends[position])
  }
}
