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
  private var long: [UInt32: UInt32] = [:]
  private var found: [UInt32] = []

  /// Appends the different values of `waits`, in order, each with how often it stands there.
  mutating func count(_ waits: ArraySlice<UInt32>, into counts: inout [WaitCount]) {
    if waits.count == 1, let wait = waits.first {
      counts.append(WaitCount(wait: wait, count: 1))
      return
    }
    for wait in waits {
      if wait < short.count {
        if short[Int(wait)] == 0 { found.append(wait) }
        short[Int(wait)] += 1
      } else if long.updateValue(long[wait, default: 0] + 1, forKey: wait) == nil {
        found.append(wait)
      }
    }
    found.sort()
    for wait in found {
      if wait < short.count {
        counts.append(WaitCount(wait: wait, count: short[Int(wait)]))
        short[Int(wait)] = 0
      } else {
        counts.append(WaitCount(wait: wait, count: long[wait] ?? 0))
      }
    }
    found.removeAll(keepingCapacity: true)
    long.removeAll(keepingCapacity: true)
  }
}
