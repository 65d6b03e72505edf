import GoroutineDump

extension DumpAnalysis {
  /// Groups of up to so many goroutines are looked at whole.
  static let sampleLimit = 2048
  /// Goroutines of larger ones that are looked at: enough for any share that is judged. Their records
  /// lie far apart, and each look at one costs a cache miss.
  private static let sampleCount = 1024

  /// How far apart the goroutines are that ``forEachSampled(_:_:)`` looks at: 1 where it looks at all.
  func stride(of count: Int) -> Int {
    count <= Self.sampleLimit ? 1 : count / Self.sampleCount
  }

  /// Calls `body` with the goroutines of some groups, or with an even choice of very many.
  func forEachSampled(_ groups: [Int], _ body: (GoroutineRecord) -> Void) {
    guard !rowsBySample.isEmpty else { return }
    let step = stride(of: groups.reduce(0) { $0 + self.groups[$1].count })
    for number in groups {
      let first = self.groups[number].firstRow
      for place in Swift.stride(from: first, to: first + self.groups[number].count, by: step) {
        body(dump.goroutines[Int(rowsBySample[place])])
      }
    }
  }

  /// How many of the sampled goroutines of some groups are among `ids`.
  func sampled(_ groups: [Int], in ids: GoroutineIDs) -> (found: Int, total: Int) {
    var found = 0
    var total = 0
    forEachSampled(groups) { record in
      total += 1
      if ids.contains(record.id) { found += 1 }
    }
    return (found, total)
  }

  /// The ids of those who started some goroutines, as far as the dump tells.
  func creators(of groups: [Int]) -> Set<UInt64> {
    var ids: Set<UInt64> = []
    forEachSampled(groups) { if $0.creator != 0 { ids.insert($0.creator) } }
    return ids
  }
}
