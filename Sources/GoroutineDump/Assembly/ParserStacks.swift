import ParallelWork

/// The stacks of one parser's samples, with their frames as the common table numbers them.
struct ParserStacks: Sendable {
  /// The stack of each sample, as an index into ``stacks``.
  private(set) var ofSample: [UInt32] = []
  /// The stacks; their frames start where they do in ``frames``. Two can be alike.
  private(set) var stacks: [Stack] = []
  /// The hash of each stack: alike for stacks of any parser that are alike.
  private(set) var hashes: [UInt64] = []
  private(set) var frames: [UInt32] = []

  /// The nodes of the stack at hand, from the outermost frame: kept for its storage.
  private var path: [UInt32] = []

  /// The stacks of a parser whose frames stand so in the common table; no list where they stand just as
  /// the parser has them.
  init(_ tables: ParserTables, frames map: [UInt32]) {
    let samples = tables.samples
    ofSample.reserveCapacity(samples.count)
    stacks.reserveCapacity(samples.count)
    hashes.reserveCapacity(samples.count)
    frames.reserveCapacity(tables.nodes.count + tables.blockFrames.count)
    // Goroutines of one stack make several samples where their states or labels differ.
    var known = Array(repeating: StackTrie.none, count: tables.nodes.count)
    for sample in samples {
      guard sample.blockFrames.isEmpty else {
        add(blockFrames: sample.blockFrames, of: tables, map)
        continue
      }
      let leaf = Int(sample.node)
      if known[leaf] == StackTrie.none {
        known[leaf] = UInt32(stacks.count)
        add(leaf: sample.node, of: tables, map)
      } else {
        ofSample.append(known[leaf])
      }
    }
  }

  /// Takes the frames out.
  mutating func takeFrames() -> [UInt32] {
    var taken: [UInt32] = []
    swap(&taken, &frames)
    return taken
  }

  private mutating func add(leaf: UInt32, of tables: ParserTables, _ map: [UInt32]) {
    path.removeAll(keepingCapacity: true)
    var node = leaf
    while node != StackTrie.root {
      path.append(node)
      node = tables.nodes[Int(node)].parent
    }
    let start = frames.count
    var stack = Stack(start: UInt32(start), count: 0, creator: Stack.none, elidedFrames: 0)
    for node in path.reversed() {
      let text = tables.texts[Int(tables.nodes[Int(node)].text)]
      if text.kind == .ancestor { break }
      switch text.kind {
      case .call, .bareCall: frames.append(map.isEmpty ? text.frame : map[Int(text.frame)])
      case .creator, .creatorWithID: stack.creator = map.isEmpty ? text.frame : map[Int(text.frame)]
      case .elision:
        let (sum, overflows) = stack.elidedFrames.addingReportingOverflow(text.elided)
        stack.elidedFrames = overflows ? .max : sum
      case .ancestor: break
      }
    }
    append(stack)
  }

  /// Adds the stack of a count profile's block.
  private mutating func add(blockFrames: Range<Int>, of tables: ParserTables, _ map: [UInt32]) {
    let start = frames.count
    for frame in tables.blockFrames[blockFrames] {
      frames.append(map.isEmpty ? frame : map[Int(frame)])
    }
    append(Stack(start: UInt32(start), count: 0, creator: Stack.none, elidedFrames: 0))
  }

  /// Adds a stack whose frames are the last ones.
  private mutating func append(_ stack: Stack) {
    var stack = stack
    let start = Int(stack.start)
    stack.count = UInt32(frames.count - start)
    var hash = mix(UInt64(stack.creator), UInt64(stack.elidedFrames))
    for frame in frames[start...] { hash = mix(hash, UInt64(frame)) }
    ofSample.append(UInt32(stacks.count))
    stacks.append(stack)
    hashes.append(hash)
  }
}

/// The stacks of all parsers, each once, in the order in which they are first asked for.
struct CommonStacks: Sendable {
  /// The stacks, with their frames in ``frames``.
  private(set) var stacks: [Stack] = []
  /// The frames of all parsers' stacks, end to end.
  private(set) var frames: [UInt32] = []

  /// The stack of each parser's samples, as an index into ``all``; the first of those that are alike.
  private let ofSample: [[UInt32]]
  /// All parsers' stacks, end to end.
  private let all: [Stack]
  /// The row of each of them, or ``StackTrie/none`` where nobody has asked yet.
  private var rows: [UInt32]

  init(_ parsers: consuming [ParserStacks]) {
    var parsers = parsers
    var all: [Stack] = []
    var hashes: [UInt64] = []
    let count = parsers.reduce(0) { $0 + $1.stacks.count }
    all.reserveCapacity(count)
    hashes.reserveCapacity(count)
    var starts = Array(repeating: 0, count: parsers.count)
    // The longest list is taken over as it is.
    let bySize = parsers.indices.sorted { parsers[$0].frames.count > parsers[$1].frames.count }
    for number in bySize {
      starts[number] = all.count
      let first = UInt32(frames.count)
      let more = parsers[number].takeFrames()
      if frames.isEmpty { frames = more } else { frames += more }
      for stack in parsers[number].stacks {
        all.append(stack)
        all[all.count - 1].start += first
      }
      hashes += parsers[number].hashes
    }
    let firsts = Self.firsts(of: all, frames, hashes)
    ofSample = parsers.indices.map { number in
      parsers[number].ofSample.map { firsts[starts[number] + Int($0)] }
    }
    rows = Array(repeating: StackTrie.none, count: all.count)
    stacks.reserveCapacity(all.count)
    self.all = all
  }

  /// The row of the stack of a parser's sample.
  mutating func row(_ parser: Int, ofSample sample: UInt32) -> Int {
    let first = Int(ofSample[parser][Int(sample)])
    if rows[first] == StackTrie.none {
      rows[first] = UInt32(stacks.count)
      stacks.append(all[first])
    }
    return Int(rows[first])
  }

  /// For each stack the first that is alike. Two halves, by a bit of the hashes, are told apart side by
  /// side: stacks that are alike are in one of them.
  private static func firsts(
    of all: [Stack], _ frames: [UInt32], _ hashes: [UInt64]
  ) -> [UInt32] {
    let isLarge = all.count >= 4096
    let (even, odd) = SideBySide.both(
      if: isLarge, { repeated(all, frames, hashes, bit: 0) },
      { repeated(all, frames, hashes, bit: 1) })
    var firsts = Array(0..<UInt32(all.count))
    for (stack, first) in even + odd { firsts[Int(stack)] = first }
    return firsts
  }

  /// The stacks of which one before is alike, with that one.
  private static func repeated(
    _ all: [Stack], _ frames: [UInt32], _ hashes: [UInt64], bit: UInt64
  ) -> [(stack: UInt32, first: UInt32)] {
    var index = HashIndex(capacity: all.count / 2 + all.count / 16)
    var repeated: [(stack: UInt32, first: UInt32)] = []
    for number in all.indices where hashes[number] >> 32 & 1 == bit {
      let stack = all[number]
      let found = index.find(hashes[number]) { isAlike(stack, all[Int($0)], frames) }
      if let found {
        repeated.append((UInt32(number), found))
      } else {
        index.insert(hashes[number], row: UInt32(number))
      }
    }
    return repeated
  }

  private static func isAlike(_ one: Stack, _ other: Stack, _ frames: [UInt32]) -> Bool {
    guard one.count == other.count, one.creator == other.creator,
      one.elidedFrames == other.elidedFrames
    else { return false }
    let (first, second) = (Int(one.start), Int(other.start))
    for index in 0..<one.depth where frames[first + index] != frames[second + index] {
      return false
    }
    return true
  }
}
