import ParallelWork
import Synchronization

/// Puts together what the parsers of an input found: one table of symbols, one list of samples a
/// dump, numbered in the order of the text.
struct Assembly {
  private var parsers: [ParserTables]
  private let frames: CommonFrames
  private let commonCounters: CommonCounters
  private var stacks: CommonStacks
  private var labelSets: [[Label]] = [[]]
  private var labelIndex: [[Label]: Int32] = [[]: 0]
  private var labelMaps: [[Int32?]] = []
  /// Each parser's states, in their newest spelling, as far as they were asked for.
  private var stateMaps: [[Spelling?]] = []

  /// A state, and how the dump prints it where that differs.
  private struct Spelling {
    var state: GoroutineState
    var reported: GoroutineState?
  }
  private var distinct = DistinctValues()
  /// Whether the parsers know more states than are kept; no real program has that.
  private let mayHaveManyStates: Bool

  init(_ tables: consuming [ParserTables]) {
    // Consumed: a second reference would have every table copied when it grows.
    parsers = consume tables
    let parserCount = parsers.count
    mayHaveManyStates = parsers.contains {
      $0.states.count * parserCount > DistinctValues.mostStates
    }
    // Taken out of the parsers, so that growing them does not copy them.
    let isLarge = parsers.contains { $0.frames.frames.count >= 4096 }
    let frameTables = Mutex(parsers.map(\.frames))
    let counterLists = Mutex(parsers.map(\.counters))
    for index in parsers.indices {
      parsers[index].frames = FrameTable()
      parsers[index].counters = []
    }
    (frames, commonCounters) = SideBySide.both(
      if: isLarge, { CommonFrames(frameTables) }, { CommonCounters(counterLists) })
    let maps = frames.maps
    let tables = parsers
    stacks = CommonStacks(
      SideBySide.compactMap(parsers.indices, isHeavy: isLarge) {
        ParserStacks(tables[$0], frames: maps[$0])
      })
    for parser in parsers {
      labelMaps.append(Array(repeating: nil, count: parser.labelTexts.count))
      stateMaps.append(Array(repeating: nil, count: parser.states.count))
    }
  }

  /// The counters of all samples, end to end.
  var counters: [UInt64] { commonCounters.counters }

  /// The dumps of a transcript.
  mutating func dumps(of transcript: consuming Transcript) -> [Dump] {
    let marks = transcript.marks
    var details = transcript.details[...]
    let problems = transcript.problems
    let unlisted = transcript.problemCount - problems.count
    var rows = transcript.takeRows()
    let boundaries = DumpBoundaries(rows, marks)
    let parts = boundaries.parts
    var dumps: [Dump] = []
    for part in parts {
      var builder = DumpBuilder(part)
      var kept: [GoroutineDetail] = []
      while let detail = details.first, detail.row < part.rows.upperBound {
        details.removeFirst()
        kept.append(detail)
      }
      if part.counts.isEmpty {
        builder.addGoroutines(&rows, part.rows, kept, &self)
      } else {
        builder.addCounts(part.counts, &self)
      }
      dumps.append(builder.finish(labelSets, distinct))
    }
    let symbols = symbols()
    for index in dumps.indices {
      dumps[index].symbols = symbols
      dumps[index].labelSets = labelSets
      dumps[index].counters = counters
      let part = parts[index]
      DumpBuilder.checkFrames(&dumps[index])
      if part.counts.isEmpty {
        dumps[index].goroutines = rows.slice(part.rows)
        dumps[index].recognizePanic(words: part.words)
      }
      for (row, problem) in problems
      where index == dumps.count - 1 || row < parts[index].rows.upperBound {
        if index > 0, row < parts[index - 1].rows.upperBound { continue }
        dumps[index].problems.append(problem)
      }
    }
    if unlisted > 0, let last = dumps.indices.last {
      dumps[last].problems.append(
        Problem(kind: .more, line: 0, message: "\(unlisted) more problems are not shown"))
    }
    if boundaries.lostParts > 0, let last = dumps.indices.last {
      dumps[last].truncate(
        "\(boundaries.lostParts) more dumps in the input were skipped", kind: .tooLong)
    }
    return dumps
  }

  private func symbols() -> Symbols {
    var symbols = Symbols()
    symbols.functions = frames.table.functions
    symbols.files = frames.table.files
    symbols.frames = frames.table.frames
    symbols.stacks = stacks.stacks
    symbols.stackFrames = stacks.frames
    return symbols
  }

  /// How many samples the parsers have; no dump has more.
  var sampleCount: Int { parsers.reduce(0) { $0 + $1.samples.count } }

  /// A sample of a parser, in the common numbering.
  mutating func sample(_ parser: Int, _ number: UInt32) -> Sample {
    let local = parsers[parser].samples[Int(number)]
    let stack = stacks.row(parser, ofSample: number)
    var sample = Sample(
      stack: Int32(stack), state: .unknown, stateSource: .unknown, isLeaked: local.isLeaked,
      labels: labels(parser, local.labels))
    let firstCounter = commonCounters.starts[parser]
    sample.counters =
      firstCounter + local.counters.lowerBound..<firstCounter + local.counters.upperBound
    sample.hiddenCounters = local.hiddenCounters
    guard local.state != ChunkParser.LocalSample.noState else { return sample }
    let spelling = spelling(parser, local.state)
    sample.state = spelling.state
    sample.reported = spelling.reported
    sample.stateSource = local.isInferred ? .inferred : .reported
    // Before Go 1.20 all waits of package `sync` print `semacquire`: the frames above tell which.
    if spelling.state.activity == .semaphore, let told = syncWait(of: stacks.stacks[stack]) {
      sample.state = told
      sample.reported = told == spelling.state ? nil : spelling.state
    }
    return sample
  }

  /// A state of a parser.
  private mutating func spelling(_ parser: Int, _ number: UInt32) -> Spelling {
    if let known = stateMaps[parser][Int(number)] { return known }
    let printed = parsers[parser].states[Int(number)]
    let name = printed == "sync.(*Cond).Wait" ? "sync.Cond.Wait" : printed
    var spelling = Spelling(state: mayHaveManyStates ? distinct.state(name) : GoroutineState(name))
    if name != printed, !distinct.isOther(spelling.state) {
      spelling.reported = GoroutineState(printed)
    }
    stateMaps[parser][Int(number)] = spelling
    return spelling
  }

  /// The state that the names of a sample's hidden frames tell (`debug=0`); nil where they do not.
  func hiddenState(_ parser: Int, _ number: UInt32) -> String? {
    let state = parsers[parser].samples[Int(number)].hiddenState
    return state == ChunkParser.LocalSample.noState ? nil : parsers[parser].states[Int(state)]
  }

  /// What the visible frames of a stack tell of its wait.
  func visible(_ stack: Int32) -> WaitNames.Visible {
    frames.waitNames.visible(functions(of: stacks.stacks[Int(stack)]))
  }

  /// The name of a function.
  func function(_ number: UInt32) -> String { frames.table.functions[Int(number)] }

  private func syncWait(of stack: Stack) -> GoroutineState? {
    frames.waitNames.syncWait(functions(of: stack))
  }

  /// The functions of a stack, the innermost first.
  private func functions(of stack: Stack) -> some Sequence<UInt32> {
    // Not `self`: a closure that keeps it copies all of its tables' references.
    let known = frames.table.frames
    return stacks.frames[Int(stack.start)..<Int(stack.start) + stack.depth].lazy.map {
      known[Int($0)].function
    }
  }

  private mutating func labels(_ parser: Int, _ text: UInt32) -> Int32 {
    if text == 0 { return 0 }
    if let known = labelMaps[parser][Int(text)] { return known }
    let set = distinct.labels(
      Label.parse(parsers[parser].labelTexts[Int(text)]), isKnown: { labelIndex[$0] != nil })
    let row = labelIndex[set] ?? Int32(labelSets.count)
    if row == labelSets.count {
      labelSets.append(set)
      labelIndex[set] = row
    }
    labelMaps[parser][Int(text)] = row
    return row
  }
}
