import GoroutineDump

/// The goroutines of a dump, gathered by sample with a counting sort.
struct Gathering: Sendable {
  /// Where each sample's goroutines start, and behind the last one's end.
  private(set) var starts: [Int] = []
  private(set) var total = 0
  /// The positions, by sample; empty for a count profile.
  private(set) var rows: [UInt32] = []
  /// See ``DumpAnalysis/waitsBySample``.
  private(set) var waits: [UInt16] = []
  /// The different waits of all samples, and where those of each sample start.
  private(set) var waitCounts: [WaitCount] = []
  private var waitStarts: [Int] = []
  /// The samples, the largest first, then in the order of the text.
  private(set) var order: [Int] = []

  init(_ dump: Dump) {
    starts.reserveCapacity(dump.samples.count + 1)
    for sample in dump.samples.indices {
      starts.append(total)
      total += dump.samples[sample].count
    }
    starts.append(total)
    order = Self.order(of: dump.samples)
    guard !dump.goroutines.isEmpty else { return }
    var next = starts
    var rows = [UInt32](repeating: 0, count: total)
    var waits = [UInt16](repeating: 0, count: total)
    let starts = starts
    dump.goroutines.forEachRun { first, records in
      // By runs, so that none of the lists is looked after for each goroutine.
      var next = next.mutableSpan
      var rows = rows.mutableSpan
      var waits = waits.mutableSpan
      let starts = starts.span
      for index in records.indices {
        let record = records[index]
        let sample = Int(record.sample)
        let place = next[sample]
        // A goroutine that stands twice is counted once: its sample is full already.
        guard place < starts[sample + 1] else { continue }
        rows[place] = UInt32(truncatingIfNeeded: first + index)
        waits[place] = UInt16(clamping: (record.waitMinutes ?? -1) + 1)
        next[sample] = place + 1
      }
    }
    self.rows = rows
    self.waits = waits
    countWaits(dump.goroutines)
  }

  private static func order(of samples: [Sample]) -> [Int] {
    // Sorted as numbers, a sample being large.
    var order: [UInt64] = []
    order.reserveCapacity(samples.count)
    for number in samples.indices {
      let count = UInt32(clamping: samples[number].count)
      order.append(UInt64(~count) << 32 | UInt64(number))
    }
    order.sort()
    return order.map { Int(UInt32(truncatingIfNeeded: $0)) }
  }

  /// Where the waits of a sample stand in ``waitCounts``.
  func waitCountRange(of sample: Int) -> Range<Int> {
    waits.isEmpty ? 0..<0 : waitStarts[sample]..<waitStarts[sample + 1]
  }

  /// The waits of a sample's goroutines; nil where not one header has minutes.
  func wait(of sample: Int) -> WaitSummary? {
    WaitSummary(waitCounts[waitCountRange(of: sample)])
  }

  private mutating func countWaits(_ goroutines: GoroutineTable) {
    var counter = WaitCounter()
    waitStarts.reserveCapacity(starts.count)
    for sample in starts.indices.dropLast() {
      waitStarts.append(waitCounts.count)
      for place in starts[sample]..<starts[sample + 1] where waits[place] == .max {
        counter.addLong(goroutines[Int(rows[place])].waitMinutes ?? 0)
      }
      counter.add(waits.span.extracting(starts[sample]..<starts[sample + 1]))
      counter.take(into: &waitCounts)
    }
    waitStarts.append(waitCounts.count)
  }
}
