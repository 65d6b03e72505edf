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
  /// Of waits of up to a day or so: an array, since a look-up in a dictionary for each of a million
  /// goroutines takes longer than reading their headers.
  private var short = [UInt32](repeating: 0, count: 2048)
  /// How many wait for so many minutes plus one, of the others.
  private var long: [UInt32: UInt32] = [:]
  /// The different waits that ``short`` counts.
  private var found: [UInt32] = []

  /// Adds waits as ``DumpAnalysis/waitsBySample`` has them, those that it does not tell left out.
  mutating func add(_ waits: Span<UInt16>) {
    var new: [UInt32] = []
    var others: [UInt16] = []
    var counts = short.mutableSpan
    for index in waits.indices {
      let wait = waits[index]
      if wait < counts.count {
        if counts[Int(wait)] == 0 { new.append(UInt32(wait)) }
        counts[Int(wait)] += 1
      } else if wait < .max {
        others.append(wait)
      }
    }
    found += new
    for wait in others { long[UInt32(wait), default: 0] += 1 }
  }

  /// Adds a wait that is told in no other way.
  mutating func addLong(_ minutes: Int) {
    long[UInt32(clamping: minutes + 1), default: 0] += 1
  }

  /// Appends the different waits that were added, in order, each with how often; then none are left.
  mutating func take(into counts: inout [WaitCount]) {
    found.sort()
    for wait in found {
      counts.append(WaitCount(wait: wait, count: short[Int(wait)]))
      short[Int(wait)] = 0
    }
    found.removeAll(keepingCapacity: true)
    guard !long.isEmpty else { return }
    for wait in long.keys.sorted() {
      counts.append(WaitCount(wait: wait, count: long[wait] ?? 0))
    }
    long.removeAll(keepingCapacity: true)
  }
}
