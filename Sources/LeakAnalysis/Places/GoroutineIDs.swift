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
    // Ids are given out in order: a program that has started a thousand for each that still lives
    // would need a kilobit for each; a sorted list is smaller then.
    let limit = UInt64(goroutines.count) * 256 + 65536
    var largest: UInt64 = 0
    // In one pass, since the records of millions are read from memory. The last goroutine is mostly
    // among the newest; where it is not, the bits grow with the ids.
    let likely = Swift.min(goroutines.last?.id ?? 0, limit)
    var bits = [UInt64](repeating: 0, count: Int(likely >> 6) + 1)
    goroutines.forEachRun { _, records in
      // Before the bits of a run are set there is room for all of them.
      var newest: UInt64 = 0
      for index in records.indices { newest = max(newest, records[index].id) }
      largest = max(largest, newest)
      let missing = Int(min(newest, limit - 1) >> 6) + 1 - bits.count
      if missing > 0 { bits += repeatElement(0, count: max(missing, bits.count / 8)) }
      var words = bits.mutableSpan
      for index in records.indices where records[index].id < limit {
        words[Int(records[index].id >> 6)] |= 1 << (records[index].id & 63)
      }
    }
    self.largest = largest
    if largest < limit { self.bits = bits } else { sorted = goroutines.map(\.id).sorted() }
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
    let place = sorted.partitioningIndex { $0 >= id }
    return place < sorted.count && sorted[place] == id
  }
}
