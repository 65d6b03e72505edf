/// How many goroutines wait for so long.
struct WaitCount: Sendable, Hashable {
  /// Minutes plus one; 0 where the header has none.
  var wait: UInt32
  var count: UInt32

  /// Whole minutes; -1 where the header has none.
  var minutes: Int { Int(wait) - 1 }
}

/// Counts the waits of one sample after the other.
struct WaitCounter {
  /// How many wait for so many minutes plus one, as far as 16 bits tell it; as long as the longest wait
  /// asks for. A look-up in a dictionary for each of a million goroutines takes longer than reading
  /// their headers.
  private var short = [UInt32](repeating: 0, count: 256)
  /// The same of longer waits.
  private var long: [UInt32: UInt32] = [:]
  /// The different waits that ``short`` counts.
  private var found: [UInt16] = []

  /// Adds waits as ``DumpAnalysis/waitsBySample`` has them, those that it does not tell left out.
  mutating func add(_ waits: Span<UInt16>) {
    var longest: UInt16 = 0
    for index in waits.indices where waits[index] != .max { longest = max(longest, waits[index]) }
    if longest >= short.count {
      short += repeatElement(0, count: Int(longest) + 1 - short.count)
    }
    var new: [UInt16] = []
    var counts = short.mutableSpan
    for index in waits.indices where waits[index] != .max {
      let wait = waits[index]
      if counts[Int(wait)] == 0 { new.append(wait) }
      counts[Int(wait)] += 1
    }
    found += new
  }

  /// Adds a wait that is told in no other way.
  mutating func addLong(_ minutes: Int) {
    long[UInt32(clamping: minutes + 1), default: 0] += 1
  }

  /// Appends the different waits that were added, in order, each with how often; then none are left.
  mutating func take(into counts: inout [WaitCount]) {
    sortFound()
    for wait in found {
      counts.append(WaitCount(wait: UInt32(wait), count: short[Int(wait)]))
      short[Int(wait)] = 0
    }
    found.removeAll(keepingCapacity: true)
    guard !long.isEmpty else { return }
    for wait in long.keys.sorted() {
      counts.append(WaitCount(wait: wait, count: long[wait] ?? 0))
    }
    long.removeAll(keepingCapacity: true)
  }

  /// Puts the waits in order: by looking through the counts where a good part of them is taken.
  private mutating func sortFound() {
    guard let least = found.min(), let greatest = found.max(),
      Int(greatest) - Int(least) < found.count * 16
    else { return found.sort() }
    found.removeAll(keepingCapacity: true)
    for wait in least...greatest where short[Int(wait)] > 0 { found.append(wait) }
  }
}
