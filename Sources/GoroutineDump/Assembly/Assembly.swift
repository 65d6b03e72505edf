/// Puts together what the parsers of an input found: one table of symbols, one list of samples a
/// dump, numbered in the order of the text.
struct Assembly {
  private let parsers: [ParserTables]
  private var frames = FrameTable()
  /// Each parser's frames in the common table.
  private var frameMaps: [[UInt32]] = []
  /// Each parser's leaves as rows of `stacks`, or ``StackTrie/none`` where not needed yet.
  private var stackMaps: [[UInt32]] = []
  private var stacks: [Stack] = []
  private var stackFrames: [UInt32] = []
  private var stackIndex = HashIndex(capacity: 1024)
  private var labelSets: [[Label]] = [[]]
  private var labelIndex: [[Label]: Int32] = [[]: 0]
  private var labelMaps: [[Int32?]] = []

  init(_ parsers: [ParserTables]) {
    self.parsers = parsers
    for parser in parsers {
      frameMaps.append(
        parser.frames.frames.map { frame in
          frames.intern(
            Frame(
              function: frames.functions.intern(parser.frames.functions, at: frame.function),
              file: frames.files.intern(parser.frames.files, at: frame.file), line: frame.line))
        })
      stackMaps.append(Array(repeating: StackTrie.none, count: parser.nodes.count))
      labelMaps.append(Array(repeating: nil, count: parser.labelTexts.count))
    }
  }

  /// The dumps of a transcript.
  mutating func dumps(of transcript: consuming Transcript) -> [Dump] {
    let marks = transcript.marks
    var details = transcript.details[...]
    let problems = transcript.problems
    let unlisted = transcript.problemCount - problems.count
    var rows = transcript.takeRows()
    let parts = DumpBoundaries(rows, marks).parts
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
      dumps.append(builder.finish(labelSets))
    }
    let symbols = symbols()
    for index in dumps.indices {
      dumps[index].symbols = symbols
      dumps[index].labelSets = labelSets
      let part = parts[index]
      if part.counts.isEmpty {
        dumps[index].goroutines = rows.slice(part.rows)
      }
      for (row, problem) in problems
      where index == dumps.count - 1 || row < parts[index].rows.upperBound {
        if index > 0, row < parts[index - 1].rows.upperBound { continue }
        dumps[index].problems.append(problem)
      }
    }
    if unlisted > 0, let last = dumps.indices.last {
      dumps[last].problems.append(
        Problem(kind: .more, line: 0, message: "\(unlisted) more problems are not listed"))
    }
    return dumps
  }

  private func symbols() -> Symbols {
    var symbols = Symbols()
    symbols.functions = frames.functions
    symbols.files = frames.files
    symbols.frames = frames.frames
    symbols.stacks = stacks
    symbols.stackFrames = stackFrames
    return symbols
  }

  /// A sample of a parser, in the common numbering.
  mutating func sample(_ parser: Int, _ number: UInt32) -> Sample {
    let local = parsers[parser].samples[Int(number)]
    let stack = stack(parser, local.node)
    let reported =
      local.state == ChunkParser.LocalSample.noState
      ? "" : parsers[parser].states[Int(local.state)]
    var sample = Sample(
      stack: Int32(stack), state: .unknown, reportedState: "", stateSource: .unknown,
      isLeaked: local.isLeaked, labels: labels(parser, local.labels), count: 0,
      lockedToThread: 0, programCounters: local.programCounters)
    sample.hiddenCounters = local.hiddenCounters
    if local.hiddenState != ChunkParser.LocalSample.noState {
      sample.hiddenState = parsers[parser].states[Int(local.hiddenState)]
    }
    if !reported.isEmpty {
      sample.state = canonicalState(reported, functions(of: stacks[stack]))
      sample.reportedState = sample.state.name == reported ? "" : reported
      sample.stateSource = local.isInferred ? .inferred : .reported
    }
    return sample
  }

  /// The names of the innermost frames of a stack.
  func functions(of stack: Stack, first count: Int = 8) -> [String] {
    let start = Int(stack.start)
    return stackFrames[start..<start + Swift.min(stack.depth, count)].map {
      frames.functions[Int(frames.frames[Int($0)].function)]
    }
  }

  /// The stack with this number.
  func stack(at number: Int32) -> Stack { stacks[Int(number)] }

  private mutating func stack(_ parser: Int, _ leaf: UInt32) -> Int {
    let known = stackMaps[parser][Int(leaf)]
    if known != StackTrie.none { return Int(known) }
    var path: [UInt32] = []
    var node = leaf
    while node != StackTrie.root {
      path.append(node)
      node = parsers[parser].nodes[Int(node)].parent
    }
    let start = stackFrames.count
    var stack = Stack(start: UInt32(start), count: 0, creator: Stack.none, elidedFrames: 0)
    for node in path.reversed() {
      let text = parsers[parser].texts[Int(parsers[parser].nodes[Int(node)].text)]
      if text.kind == .ancestor { break }
      switch text.kind {
      case .call: stackFrames.append(frameMaps[parser][Int(text.frame)])
      case .creator, .creatorWithID: stack.creator = frameMaps[parser][Int(text.frame)]
      case .elision:
        let (sum, overflows) = stack.elidedFrames.addingReportingOverflow(text.elided)
        stack.elidedFrames = overflows ? .max : sum
      case .ancestor: break
      }
    }
    stack.count = UInt32(stackFrames.count - start)
    let row = internStack(stack, start)
    stackMaps[parser][Int(leaf)] = UInt32(row)
    return row
  }

  /// The row of the stack whose frames stand at the end of `stackFrames`; they are taken off again
  /// where the stack is known.
  private mutating func internStack(_ stack: Stack, _ start: Int) -> Int {
    var hash = mix(UInt64(stack.creator), UInt64(stack.elidedFrames))
    for frame in stackFrames[start...] { hash = mix(hash, UInt64(frame)) }
    let found = stackIndex.find(hash) { row in
      let other = stacks[Int(row)]
      guard other.count == stack.count, other.creator == stack.creator,
        other.elidedFrames == stack.elidedFrames
      else { return false }
      for index in 0..<Int(stack.count)
      where stackFrames[Int(other.start) + index] != stackFrames[start + index] {
        return false
      }
      return true
    }
    if let found {
      stackFrames.removeLast(stackFrames.count - start)
      return Int(found)
    }
    stacks.append(stack)
    stackIndex.insert(hash, row: UInt32(stacks.count - 1))
    return stacks.count - 1
  }

  private mutating func labels(_ parser: Int, _ text: UInt32) -> Int32 {
    if text == 0 { return 0 }
    if let known = labelMaps[parser][Int(text)] { return known }
    let set = Label.parse(parsers[parser].labelTexts[Int(text)])
    let row = labelIndex[set] ?? Int32(labelSets.count)
    if row == labelSets.count {
      labelSets.append(set)
      labelIndex[set] = row
    }
    labelMaps[parser][Int(text)] = row
    return row
  }

  /// The newest spelling of a state. Before Go 1.20 all waits of package `sync` print `semacquire`:
  /// the frames above tell which.
  private func canonicalState(_ reported: String, _ functions: [String]) -> GoroutineState {
    guard reported == "semacquire" else {
      return reported == "sync.(*Cond).Wait"
        ? GoroutineState("sync.Cond.Wait") : GoroutineState(reported)
    }
    return GoroutineState(SyncWait.name(of: functions) ?? reported)
  }
}
