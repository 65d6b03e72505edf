/// Tells the sources apart whose lines stand between each other in one log, as
/// `docker compose logs` and `kubectl logs --prefix` print several containers at once.
///
/// Some words of the lines' prefix vary from source to source and others from line to line (times).
/// Which are which is not known by name: lines of one source belong together where a function line is
/// followed by its file line more often than in the log as it stands.
struct SourcePrefixes: Sendable {
  /// Sources of one log, at most.
  static let mostSources = 24
  /// Frames that must become whole by the separation.
  private static let leastGain = 3
  private static let sampleLines = 2048

  let prefix: LinePrefix
  /// The words of the prefix that name the source.
  private let words: [Int]

  /// What tells the sources apart in a text whose lines have this prefix; nil where nothing does.
  init?(_ prefix: LinePrefix, in bytes: Span<UInt8>) {
    self.prefix = prefix
    var lines: [Line] = []
    var cursor = 0
    while cursor < bytes.count, lines.count < Self.sampleLines {
      let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      if let start = prefix.end(in: bytes, from: cursor, to: end) {
        lines.append(
          Line(
            words: prefix.words(in: bytes, from: cursor, to: start).map {
              bytes.text(from: $0.lowerBound, to: $0.upperBound)
            },
            part: Part(bytes, from: start, to: end)))
      }
      cursor = end + 1
    }
    let whole = Self.frames(of: lines) { _ in "" }
    let count = lines.map(\.words.count).max() ?? 0
    var gains: [(word: Int, frames: Int)] = []
    for word in 0..<count {
      let values = Set(lines.compactMap { $0.word(word) })
      guard 2...Self.mostSources ~= values.count else { continue }
      let frames = Self.frames(of: lines) { $0.word(word) ?? "" }
      if frames >= whole + Self.leastGain { gains.append((word, frames)) }
    }
    guard let best = gains.max(by: { $0.frames < $1.frames }) else { return nil }
    // A pod has a name, and a container in it as well: all that belong together.
    let all = gains.map(\.word)
    let together = Self.frames(of: lines) { line in
      all.map { line.word($0) ?? "" }.joined(separator: " ")
    }
    words = together >= best.frames ? all : [best.word]
  }

  /// The name of the source that a line is from, whose prefix ends at `textStart`.
  func source(of bytes: Span<UInt8>, from start: Int, to textStart: Int) -> String {
    let found = prefix.words(in: bytes, from: start, to: textStart)
    return words.map { word in
      word < found.count
        ? bytes.text(from: found[word].lowerBound, to: found[word].upperBound) : ""
    }.joined(separator: " ")
  }

  /// How many file lines follow their function lines, where the lines are separated by a name.
  private static func frames(of lines: [Line], by name: (Line) -> String) -> Int {
    var frames = 0
    var last: [String: Part] = [:]
    for line in lines {
      let name = name(line)
      if line.part == .file, last[name] == .function { frames += 1 }
      last[name] = line.part
    }
    return frames
  }

  private struct Line {
    var words: [String]
    var part: Part

    func word(_ index: Int) -> String? { index < words.count ? words[index] : nil }
  }

  /// What a line is in a stack.
  private enum Part {
    case function, file, other

    init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
      if FileLine(bytes, from: start, to: end) != nil {
        self = .file
      } else {
        self = bytes.isFunction(from: start, to: end) ? .function : .other
      }
    }
  }
}
