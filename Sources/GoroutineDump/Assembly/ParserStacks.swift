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
