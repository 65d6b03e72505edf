import GoroutineDump

/// The ids of goroutines, for asking whether one of them is there.
struct GoroutineIDs: Sendable {
  /// One bit an id, where the ids are dense enough.
  private var bits: [UInt64] = []
  /// The sorted ids, where they are not.
  private var sorted: [UInt64] = []

  /// The largest of them; about as many goroutines the program has made.
  private(set) var largest: UInt64 = 0

  /// No id at all.
  init() {}

  init(_ goroutines: GoroutineTable) {
    var largest: UInt64 = 0
    goroutines.forEachRow { _, record in largest = max(largest, record.id) }
    self.largest = largest
    // Ids are given out in order: a program that has started a thousand for each that still lives
    // would need a kilobit for each; a sorted list is smaller then.
    if largest < UInt64(goroutines.count) * 256 + 65536 {
      var bits = [UInt64](repeating: 0, count: Int(largest >> 6) + 1)
      goroutines.forEachRow { _, record in bits[Int(record.id >> 6)] |= 1 << (record.id & 63) }
      self.bits = bits
    } else {
      sorted = goroutines.map(\.id).sorted()
    }
  }

  /// The creators of the goroutines of some groups, 0 left out.
  init(creatorsOf groups: [Int], _ analysis: DumpAnalysis) {
    for group in groups {
      for row in analysis.rows(of: analysis.groups[group]) {
        let creator = analysis.dump.goroutines[Int(row)].creator
        if creator != 0, creator != sorted.last { sorted.append(creator) }
      }
    }
    sorted.sort()
    largest = sorted.last ?? 0
  }

  /// Whether there is none.
  var isEmpty: Bool { bits.isEmpty && sorted.isEmpty }

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
