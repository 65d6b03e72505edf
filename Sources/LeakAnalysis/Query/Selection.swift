import GoroutineDump

/// The goroutines of a dump that a filter lets through.
struct Selection: Sendable {
  /// What of a group is let through.
  enum Part: Sendable {
    case all
    case none
    /// Those with such waits, in order.
    case waits([WaitCount])
    /// Those at such places of ``DumpAnalysis/rowsBySample``, in order.
    case places([Int])
  }

  private let analysis: DumpAnalysis
  /// For each group of the dump.
  private let parts: [Part]

  init(_ analysis: DumpAnalysis, _ parts: [Part]) {
    self.analysis = analysis
    self.parts = parts
  }

  /// Everything.
  init(all analysis: DumpAnalysis) {
    self.init(analysis, Array(repeating: .all, count: analysis.groups.count))
  }

  /// The groups of which something is let through.
  var groups: some Sequence<Int> {
    parts.indices.lazy.filter { if case .none = parts[$0] { false } else { true } }
  }

  /// How many goroutines of a group are let through.
  func count(ofGroup number: Int) -> Int {
    switch parts[number] {
    case .all: analysis.groups[number].count
    case .none: 0
    case .waits(let waits): waits.reduce(0) { $0 + Int($1.count) }
    case .places(let places): places.count
    }
  }

  /// How many of them wait for how long, the shortest wait first; empty for a count profile.
  func waitCounts(ofGroup number: Int) -> ArraySlice<WaitCount> {
    switch parts[number] {
    case .all: return analysis.waitCounts(of: analysis.groups[number])
    case .none: return []
    case .waits(let waits): return waits[...]
    case .places(let places):
      var counts: [Int: UInt32] = [:]
      for place in places { counts[analysis.wait(at: place), default: 0] += 1 }
      return counts.sorted { $0.key < $1.key }.map {
        WaitCount(wait: UInt32(clamping: $0.key + 1), count: $0.value)
      }[...]
    }
  }

  /// Their places in ``DumpAnalysis/rowsBySample``, in order; empty for a count profile.
  func places(ofGroup number: Int) -> some Sequence<Int> {
    let group = analysis.groups[number]
    let isListed = !analysis.rowsBySample.isEmpty
    let range = group.firstRow..<(isListed ? group.firstRow + group.count : group.firstRow)
    return range.lazy.filter { contains(place: $0, ofGroup: number) }
  }

  private func contains(place: Int, ofGroup number: Int) -> Bool {
    switch parts[number] {
    case .all: return true
    case .none: return false
    case .waits(let waits):
      let wait = analysis.wait(at: place)
      return waits.contains { $0.minutes == wait }
    case .places(let places):
      let index = places.partitioningIndex { $0 >= place }
      return index < places.count && places[index] == place
    }
  }
}
