import GoroutineDump

/// The ids of all goroutines of a dump, for asking whether a creator is still there.
struct GoroutineIDs: Sendable {
  /// One bit an id, where the ids are dense enough.
  private var bits: [UInt64] = []
  /// The sorted ids, where they are not.
  private var sorted: [UInt64] = []

  init(_ goroutines: GoroutineTable) {
    var largest: UInt64 = 0
    for record in goroutines { largest = max(largest, record.id) }
    // Ids are given out in order: a program that has started a thousand for each that still lives
    // would need a kilobit for each; a sorted list is smaller then.
    if largest < UInt64(goroutines.count) * 256 + 65536 {
      bits = [UInt64](repeating: 0, count: Int(largest >> 6) + 1)
      for record in goroutines { bits[Int(record.id >> 6)] |= 1 << (record.id & 63) }
    } else {
      sorted = goroutines.map(\.id).sorted()
    }
  }

  func contains(_ id: UInt64) -> Bool {
    if !bits.isEmpty {
      let word = Int(clamping: id >> 6)
      return word < bits.count && bits[word] >> (id & 63) & 1 == 1
    }
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] == id
  }
}
