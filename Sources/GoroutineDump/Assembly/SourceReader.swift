/// Reads one source of a log that several write to.
final class SourceReader {
  private let name: String
  private let number: Int
  private var parser: ChunkParser
  private var transcript: Transcript
  private var pieces = 0

  /// A reader whose parser has this number in the ``Assembly``.
  init(
    name: String, parser number: Int, _ limits: ReadingLimits, _ wantedAddresses: Set<UInt64>
  ) {
    parser = ChunkParser(wantedAddresses: wantedAddresses)
    transcript = Transcript(limits)
    self.name = name
    self.number = number
  }

  /// Whether the rest is left out.
  var isFull: Bool { transcript.isFull }

  /// Reads the next piece of the source's text; how many goroutines it holds.
  func read(_ piece: SourceSeparator.Piece, isLast: Bool) -> Int {
    let bytes = piece.bytes.span
    var output = parser.parse(bytes)
    output.gaps.formUnion(
      parser.gaps(bytes, isFirst: pieces == 0, isLast: isLast, endsInLine: false))
    if !piece.inner.isNone, output.tellsOfLines {
      output.tellLines(LineOrigins(piece.inner, of: piece.wrapped.span, startsInLine: false))
    }
    // Lines are told as they stand in the log, not as they stand among the source's own.
    output.lineCount = 0
    for index in output.problems.indices {
      output.problems[index].line = piece.line(output.problems[index].line)
    }
    for index in output.marks.indices {
      output.marks[index].line = piece.line(output.marks[index].line)
    }
    let found = output.goroutineCount
    transcript.add(Transcript.Part(parser: number, output: output), at: pieces)
    pieces += 1
    return found
  }

  /// What was read.
  func finish() -> SeparatedSource {
    var taken = ChunkParser()
    swap(&taken, &parser)
    return SeparatedSource(name: name, tables: taken.tables(), transcript: transcript)
  }
}

/// What was read of one source of a log.
struct SeparatedSource: Sendable {
  let name: String
  let tables: ParserTables
  let transcript: Transcript

  /// The source's dumps; empty where it wrote none.
  func dumps(_ assembly: inout Assembly, _ end: InputEnd) -> [Dump] {
    var dumps = assembly.dumps(of: transcript)
    guard !dumps.isEmpty else { return [] }
    var end = end
    end.gaps = transcript.gaps
    end.isFull = transcript.isFull
    // The runtime's limit is one on a dump's own text.
    end.textBytes = 0
    end.describe(&dumps)
    for index in dumps.indices { dumps[index].source = name }
    return dumps
  }
}
