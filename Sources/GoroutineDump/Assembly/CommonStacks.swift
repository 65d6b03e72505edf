import ParallelWork

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
