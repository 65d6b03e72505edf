/// What the chunks of an input gave, in the order of the text, whatever order they were read in.
struct Transcript: Sendable {
  /// The parser in the upper bits of a row's sample, the parser's own number in the lower.
  static let parserShift: UInt32 = 27
  static let sampleMask: UInt32 = 1 << parserShift - 1
  /// Parsers that the upper bits can tell apart.
  static let parserLimit = 32

  /// All goroutines; their samples are still the parsers' own.
  private(set) var rows = GoroutineTable()
  private(set) var marks: [Mark] = []
  private(set) var details: [GoroutineDetail] = []
  private(set) var problems: [(row: Int, problem: Problem)] = []
  private(set) var problemCount = 0
  private(set) var lineCount = 0
  private(set) var gaps: TextGaps = []
  /// So much was taken that the rest is left out.
  private(set) var isFull = false
  /// A part that came behind was not taken.
  private(set) var leftOut = false
  private let limits: ReadingLimits
  /// Chunks that were read before one that stands earlier in the text.
  private var waiting: [Int: Part] = [:]
  private var nextIndex = 0

  init(_ limits: ReadingLimits = ReadingLimits()) { self.limits = limits }

  /// A mark, with rows and lines counted from the start of the text.
  struct Mark: Sendable {
    var row: Int
    var line: Int
    var parser: Int
    var event: ChunkOutput.Event
  }

  /// What one chunk gave.
  struct Part: Sendable {
    let parser: Int
    fileprivate let output: ChunkOutput

    /// Makes the rows' samples those of a parser. Parts are made by the threads that read, side by
    /// side; they are taken one after the other.
    init(parser: Int, output: consuming ChunkOutput) {
      self.parser = parser
      let bits = UInt32(parser) << Transcript.parserShift
      for index in output.rows.indices { output.rows[index].sample |= bits }
      self.output = output
    }
  }

  /// Takes a chunk's output, and all that waited for it.
  mutating func add(_ part: Part, at index: Int) {
    waiting[index] = part
    while let part = waiting.removeValue(forKey: nextIndex) {
      append(part)
      nextIndex += 1
    }
  }

  private mutating func append(_ part: Part) {
    // By the order of the text, so that any number of threads keeps the same.
    guard !isFull else {
      leftOut = true
      return
    }
    let firstRow = rows.count
    rows.append(part.output.rows)
    for mark in part.output.marks {
      marks.append(
        Mark(
          row: firstRow + mark.row, line: lineCount + mark.line, parser: part.parser,
          event: mark.event))
    }
    for var detail in part.output.details {
      detail.row += firstRow
      details.append(detail)
    }
    problemCount += part.output.problemCount
    for var problem in part.output.problems where problems.count < ChunkOutput.listedProblems {
      problem.line += lineCount
      problems.append((firstRow, problem))
    }
    lineCount += part.output.lineCount
    gaps.formUnion(part.output.gaps)
    isFull =
      rows.count >= limits.goroutines || marks.count >= limits.marks
      || part.output.keptBytes >= limits.texts
  }

  /// Changes every row in place; nothing else reads the rows meanwhile.
  mutating func takeRows() -> GoroutineTable {
    let taken = rows
    rows = GoroutineTable()
    return taken
  }
}

/// What a parser has learnt, once it has read its last chunk.
struct ParserTables: Sendable {
  var nodes: [StackTrie.Node]
  var texts: [StackTrie.FrameText]
  var frames: FrameTable
  var states: TextTable
  var labelTexts: TextTable
  var samples: [ChunkParser.LocalSample]
  var counters: [UInt64]
  var blockFrames: [UInt32]
}

extension ChunkParser {
  /// The tables, for ``Assembly``.
  consuming func tables() -> ParserTables {
    ParserTables(
      nodes: trie.nodes, texts: trie.texts, frames: frames, states: states,
      labelTexts: labelTexts, samples: samples, counters: counters, blockFrames: blockFrames)
  }
}
