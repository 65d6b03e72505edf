/// Cuts what a client sends into lines; the protocol has a message on each.
struct LineSplitter {
  /// Bytes of a line that is still read: no request needs as many.
  static let longest = 256 << 10

  /// A line without its line feed.
  enum Line: Equatable {
    case whole([UInt8])
    /// It was longer than any request; its bytes are thrown away.
    case tooLong
  }

  private var bytes: [UInt8] = []
  private var isTooLong = false

  /// Takes what was read and hands on the lines that it ends.
  mutating func take(_ piece: ArraySlice<UInt8>, _ each: (Line) -> Void) {
    var rest = piece
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      add(rest[..<end])
      endLine(each)
      rest = rest[(end + 1)...]
    }
    add(rest)
  }

  /// Hands on the last line where no line feed ends it.
  mutating func finish(_ each: (Line) -> Void) { endLine(each) }

  private mutating func add(_ piece: ArraySlice<UInt8>) {
    if isTooLong || bytes.count + piece.count > Self.longest {
      isTooLong = true
      bytes.removeAll()
    } else {
      bytes += piece
    }
  }

  private mutating func endLine(_ each: (Line) -> Void) {
    defer {
      bytes.removeAll(keepingCapacity: true)
      isTooLong = false
    }
    if isTooLong { return each(.tooLong) }
    let isBlank = bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == 9 || $0 == 13 }
    if !isBlank { each(.whole(bytes)) }
  }
}
