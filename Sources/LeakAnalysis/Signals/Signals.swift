import GoroutineDump

/// What tells a leak from a busy or idle program: measured over the goroutines of some groups.
///
/// Count and state alone cannot tell. See each property for what it means and what it does not.
public struct Signals: Sendable {
  /// How many goroutines.
  public var count = 0
  /// How many of the dump's goroutines they are, from 0 to 1.
  public var share = 0.0
  /// Their waits; nil where the dump has no minutes (a count profile, or all below one minute).
  public var wait: WaitSummary?
  /// Whether the dump's format tells minutes at all.
  public var agesAreKnown = false

  /// Of the goroutines looked at, how many name their creator's id (Go 1.21 and newer, `debug=2`).
  public var creatorsNamed = 0
  /// How many different creators they name.
  public var distinctCreators = 0
  /// How many of the named creators are still in the dump.
  public var creatorsAlive = 0

  /// How many goroutines were looked at: all, or an even choice of many.
  public var sampled = 0
  /// Ids from the lowest to the highest, both counted; 0 where the dump tells no ids.
  public var idSpan = 0
  /// The most goroutines whose ids follow each other without a gap.
  public var longestRun = 0
  /// How many different addresses they wait on or work on; 0 where no address is printed.
  public var distinctAddresses = 0
  /// How many of them print an address.
  public var withAddress = 0

  /// Goroutines whose creators are nearly all gone, and not one and the same: each was left behind
  /// by a call that has returned.
  public var areOrphans: Bool {
    creatorsNamed * 10 >= sampled * 9 && creatorsNamed > 0
      && creatorsAlive * 10 <= creatorsNamed && distinctCreators >= 2
  }

  /// The creators are there: a pool, or children of calls that still run.
  public var haveLiveCreators: Bool {
    creatorsNamed > 0 && creatorsAlive * 10 >= creatorsNamed * 9
  }

  /// Made at once: nearly all ids in one run, as a pool's at start-up.
  public var wereMadeAtOnce: Bool {
    sampled >= 2 && idSpan > 0 && longestRun * 10 >= sampled * 9
  }

  /// Made one after the other, over much of the program's life.
  public var wereMadeOverTime: Bool {
    sampled >= 8 && idSpan > 0 && longestRun * 2 <= sampled
  }

  /// Minutes spread from the newest to the oldest: they arrive and do not leave.
  public var agesAreSpread: Bool {
    guard let wait else { return false }
    return wait.max >= 5 && wait.min * 2 <= wait.max
  }

  /// The median wait; 0 where it is less than a minute or not known.
  public var medianWait: Int { wait?.median ?? 0 }

  /// Goroutines of a group that are looked at: enough for any share that is judged.
  private static let sampleLimit = 16384

  /// The signals of some groups of a dump.
  init(_ analysis: DumpAnalysis, _ ids: GoroutineIDs, _ groups: [Int]) {
    var waits: [Int] = []
    var waitIsKnown = false
    var creators: Set<UInt64> = []
    var addresses: Set<UInt64> = []
    var numbers: [UInt64] = []
    for number in groups { count += analysis.groups[number].count }
    let stride = Swift.max(1, count / Self.sampleLimit)
    for number in groups {
      let rows = analysis.rows(of: analysis.groups[number])
      var index = rows.startIndex
      while index < rows.endIndex {
        let record = analysis.dump.goroutines[Int(rows[index])]
        sampled += 1
        waitIsKnown = waitIsKnown || record.waitMinutes != nil
        waits.append(record.waitMinutes ?? 0)
        if record.creator != 0 {
          creatorsNamed += 1
          creators.insert(record.creator)
          if ids.contains(record.creator) { creatorsAlive += 1 }
        }
        if record.address != 0 {
          withAddress += 1
          addresses.insert(record.address)
        }
        if record.id != 0 { numbers.append(record.id) }
        index += stride
      }
    }
    let total = analysis.goroutineCount
    share = total > 0 ? Double(count) / Double(total) : 0
    distinctCreators = creators.count
    distinctAddresses = addresses.count
    agesAreKnown = !analysis.dump.goroutines.isEmpty
    wait = waitIsKnown ? WaitSummary(waits) : nil
    measureIDs(numbers.sorted(), stride)
  }

  private mutating func measureIDs(_ ids: [UInt64], _ stride: Int) {
    guard let first = ids.first, let last = ids.last else { return }
    idSpan = Int(clamping: last - first) + 1
    let gap = UInt64(stride)
    var run = 1
    longestRun = 1
    for (earlier, later) in zip(ids, ids.dropFirst()) {
      run = later - earlier <= gap ? run + 1 : 1
      longestRun = Swift.max(longestRun, run)
    }
  }
}
