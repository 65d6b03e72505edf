/// Where the pieces of an unwrapped text stood before its wrapping was taken off: kept only where
/// something is told of the text's lines.
struct PieceOrigins: Sendable {
  /// Without it nothing is kept: most texts are read without a word about their lines.
  let isKept: Bool
  /// Where the pieces start in the unwrapped text.
  private var starts: [Int] = []
  /// Where they start in the text that they were taken out of.
  private var sources: [Int] = []
  /// The last string that was unwrapped has no closing quote.
  var leavesStringOpen = false

  init(isKept: Bool) { self.isKept = isKept }

  /// Notes that what follows at `start` in the unwrapped text stood at `source`.
  @inline(__always)
  mutating func note(_ source: Int, at start: Int) {
    guard isKept else { return }
    starts.append(start)
    sources.append(source)
  }

  /// Notes the lines that start in `start ..< end`, which is about to be appended as it stands.
  @inline(__always)
  mutating func noteLines(_ bytes: Span<UInt8>, from start: Int, to end: Int, in text: [UInt8]) {
    guard isKept else { return }
    var cursor = start
    while true {
      cursor = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor, before: end) + 1
      guard cursor <= end else { return }
      starts.append(text.count + cursor - start)
      sources.append(cursor)
    }
  }

  /// The piece that an offset of the unwrapped text is in.
  func piece(of offset: Int) -> (start: Int, source: Int) {
    // Of the pieces that start at one offset, all but the last are empty.
    let index = starts.lastIndex(notAbove: offset)
    return index < 0 ? (0, 0) : (starts[index], sources[index])
  }
}

/// Which line of the input each line of an unwrapped text was.
struct LineOrigins: Sendable {
  private struct Layer {
    var pieces: PieceOrigins
    var lineStarts: [Int]
  }

  /// From the innermost to the outermost.
  private var layers: [Layer] = []
  private let inputLineStarts: [Int]
  /// The first line goes on from before: what came there is not known.
  private let startsInLine: Bool

  init(_ wrapping: LineWrapping, of bytes: Span<UInt8>, startsInLine: Bool) {
    self.startsInLine = startsInLine
    inputLineStarts = bytes.lineStarts
    var text: [UInt8] = []
    text.append(bytes, from: 0, to: bytes.count)
    for layer in wrapping.layers {
      var pieces = PieceOrigins(isKept: true)
      var inner: [UInt8] = []
      layer.unwrap(text.span, into: &inner, &pieces)
      layers.insert(Layer(pieces: pieces, lineStarts: inner.span.lineStarts), at: 0)
      text = inner
    }
  }

  /// The line of the input that a line of the text stood in; and, where that one holds several of the
  /// text's, which of them it is, or 0. All count from 1.
  func place(ofLine number: Int) -> (line: Int, lineWithin: Int) {
    guard let starts = layers.first?.lineStarts else { return (number, 0) }
    var offset = starts[Swift.min(Swift.max(number, 1), starts.count) - 1]
    var above = 0
    for layer in layers {
      let piece = layer.pieces.piece(of: offset)
      above +=
        layer.lineStarts.lastIndex(notAbove: offset)
        - layer.lineStarts.lastIndex(notAbove: piece.start)
      offset = piece.source
    }
    let line = inputLineStarts.lastIndex(notAbove: offset) + 1
    let isWithin = above > 0 && !(startsInLine && line == 1)
    return (line, isWithin ? above + 1 : 0)
  }
}

extension ChunkOutput {
  /// Tells lines of the input in place of those of the text that was in it.
  mutating func tellLines(_ origins: LineOrigins) {
    for index in problems.indices {
      let place = origins.place(ofLine: problems[index].line)
      problems[index].line = place.line
      if place.lineWithin > 0 {
        problems[index].message += " (line \(place.lineWithin) of the escaped text there)"
      }
    }
    for index in marks.indices where marks[index].isProfile {
      marks[index].line = origins.place(ofLine: marks[index].line).line
    }
  }

  /// Whether a line is told of something in this output.
  var tellsOfLines: Bool { !problems.isEmpty || marks.contains { $0.isProfile } }
}

extension ChunkOutput.Mark {
  /// Problems name the line of a profile. Of failures only the distance counts, and that is the one
  /// of the text.
  fileprivate var isProfile: Bool {
    if case .profile = event { return true }
    return false
  }
}

extension Span where Element == UInt8 {
  /// Where the lines start.
  fileprivate var lineStarts: [Int] {
    var starts = [0]
    var feed = firstIndex(of: UInt8(ascii: "\n"), from: 0)
    while feed < count {
      starts.append(feed + 1)
      feed = firstIndex(of: UInt8(ascii: "\n"), from: feed + 1)
    }
    return starts
  }
}

extension Array where Element == Int {
  /// The last of the ascending numbers that is not above `limit`; -1 where all are.
  fileprivate func lastIndex(notAbove limit: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= limit { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
