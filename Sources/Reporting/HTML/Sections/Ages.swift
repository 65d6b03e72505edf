import GoroutineDump
import LeakAnalysis

/// How many goroutines have been waiting how long, in the buckets of the tables.
struct Ages {
  /// Goroutines of each ``WaitBucket``, in their order, then those of which the dump tells nothing.
  private(set) var counts = [Int](repeating: 0, count: WaitBucket.allCases.count + 1)
  /// The names of the counts.
  static let names = WaitBucket.allCases.map(\.rawValue) + ["unknown"]

  /// Counts the goroutines of some groups.
  init(_ analysis: DumpAnalysis, _ groups: some Sequence<Group>) {
    for group in groups { add(group, analysis) }
  }

  /// Whether the dump tells at least one wait.
  var isTold: Bool { counts.dropLast().contains { $0 > 0 } }

  private mutating func add(_ group: Group, _ analysis: DumpAnalysis) {
    guard analysis.tellsMinutes else { return counts[counts.count - 1] += group.count }
    // Of most groups all wait in one bucket: then nobody needs to be asked.
    if let wait = group.wait, !group.isLeaked {
      let (first, last) = (WaitBucket(minutes: wait.min), WaitBucket(minutes: wait.max))
      if first == last { return counts[rank(first)] += group.count }
    }
    for goroutine in analysis.goroutines(of: group) {
      // The header of a goroutine that is proved leaked has no minutes, however long it waits.
      if goroutine.waitMinutes == nil, group.isLeaked {
        counts[counts.count - 1] += 1
      } else {
        counts[rank(WaitBucket(minutes: goroutine.waitMinutes ?? 0))] += 1
      }
    }
  }

  private func rank(_ bucket: WaitBucket) -> Int {
    WaitBucket.allCases.firstIndex(of: bucket) ?? 0
  }
}
