import GoroutineDump

/// What tells a leak from a busy or idle program: measured over the goroutines of some groups.
///
/// Count and state alone cannot tell. See each property for what it means and what it does not.
public struct Signals: Sendable {
  /// How many goroutines.
  public var count = 0
  /// How many of the dump's goroutines they are, from 0 to 1.
  public var share = 0.0
  /// Whether they are a thousand or more, and most of the program: no burst and no queue.
  var areFlood: Bool { count >= 1000 && share >= 0.5 }
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
  /// Where the oldest of them stands among all ids ever given out, from 0 (the program's start) to 1
  /// (now); 0 where the dump tells no ids.
  public var firstID = 0.0
  /// Where the newest of them stands, likewise.
  public var lastID = 0.0
  /// How many of them are in the newer half of the ids from the oldest of them to the newest of all.
  public var newerHalf = 0
  /// Of all pairs, in how many the OLDER one waits for less: 0 where all parked once and for ever.
  public var inversions = 0.0
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

  /// None of them is among the oldest of the goroutines ever made, and none waits for a minute for
  /// certain (right after a garbage collection one or two may be none): work in flight looks so, whose
  /// older ones have ended. Of many that come evenly some would be in the oldest quarter; of a few
  /// not, since a program's own start takes room there.
  public var areInFlight: Bool {
    idsTell && firstID > (count >= 50 ? 0.25 : 0.5) && !waitIsCertain
  }

  /// None of them is among the newest two fifths of the goroutines ever made: nothing was added
  /// lately. Nearly as many others as they are must have come since, so twice as many in all do.
  public var haveSettled: Bool {
    largestID >= UInt64(count) * 2 && lastID > 0 && lastID < 0.6 || haveWaitedAlike
  }

  /// Many wait for just as long, and for minutes: they came at one moment, and none since.
  private var haveWaitedAlike: Bool {
    guard let wait, count >= 10 else { return false }
    return wait.min >= 5 && wait.min == wait.max
  }

  /// They come ever less, counted against all goroutines that are made: what has one goroutine for
  /// each of a limited number of things (actors, caches, tenants) fills up so, while a leak goes
  /// on as the requests do. A chance of one in fifteen where they come evenly.
  public var comeEverLess: Bool {
    sampled >= 20 && Double(newerHalf) + 0.75 * Double(sampled).squareRoot() < Double(sampled) / 2
  }

  /// They reach from the older half of the goroutines ever made to the newest, and some wait for a
  /// minute: they keep coming, and stay.
  public var keepComing: Bool {
    idsTell && firstID < 0.5 && lastID > 0.6 && (wait?.max ?? 0) >= 1
  }

  /// They are woken and park again: who parks for ever waits the longer the older it is.
  public var areWoken: Bool { inversions > 0.1 }

  /// All wait on, or work on, one and the same object.
  public var shareOneAddress: Bool {
    count >= 10 && withAddress == sampled && distinctAddresses == 1
  }

  /// Whether the longest of them waits for a minute at least.
  private var waitIsCertain = false

  /// The largest id of the dump.
  private var largestID: UInt64 = 0

  /// Whether the ids say anything: where few others were ever given out, their place is chance.
  public private(set) var idsTell = false

  /// Whether none of them waits for a minute though some were made early, and others of the dump
  /// wait for longer: loops that a timer wakes look so.
  public func isYoungAmongOld(longest: Int) -> Bool {
    idsTell && firstID < 0.3 && (wait?.max ?? 0) < 1 && longest >= 1
  }

  /// Minutes spread from the newest to the oldest: they arrive and do not leave.
  public var agesAreSpread: Bool {
    guard let wait else { return false }
    return wait.max >= 5 && wait.min * 2 <= wait.max
  }

  /// The median wait; 0 where it is less than a minute or not known.
  public var medianWait: Int { wait?.median ?? 0 }

  /// The signals of some groups of a dump.
  static func measured(_ groups: [Int], of analysis: DumpAnalysis) -> Signals {
    var signals = Signals()
    signals.measure(groups, of: analysis)
    return signals
  }

  private mutating func measure(_ groups: [Int], of analysis: DumpAnalysis) {
    var creators = DistinctWords()
    var addresses = DistinctWords()
    var parked: [(id: UInt64, minutes: Int)] = []
    for number in groups { count += analysis.groups[number].count }
    analysis.forEachSampled(groups) { record in
      sampled += 1
      if record.creator != 0 {
        creatorsNamed += 1
        creators.insert(record.creator)
        if analysis.ids.contains(record.creator) { creatorsAlive += 1 }
      }
      if record.address != 0 {
        withAddress += 1
        addresses.insert(record.address)
      }
      if record.id != 0 { parked.append((record.id, record.waitMinutes ?? 0)) }
    }
    let total = analysis.goroutineCount
    share = total > 0 ? Double(count) / Double(total) : 0
    distinctCreators = creators.count
    distinctAddresses = addresses.count
    agesAreKnown = !analysis.dump.goroutines.isEmpty
    wait = analysis.wait(of: groups)
    waitIsCertain = analysis.isCertain(minutes: wait?.max ?? 0)
    parked.sort { $0.id < $1.id }
    measureIDs(parked, analysis.stride(of: count))
    measureWindow(analysis.ids.largest)
    measureArrival(parked, newest: analysis.ids.largest)
    measureInversions(parked)
  }

  private mutating func measureArrival(
    _ sorted: [(id: UInt64, minutes: Int)], newest: UInt64
  ) {
    guard let oldest = sorted.first?.id, oldest <= newest else { return }
    let middle = oldest + (newest - oldest) / 2
    newerHalf = sorted.count { $0.id > middle }
  }

  private mutating func measureWindow(_ largest: UInt64) {
    largestID = largest
    // With few other ids the place among them is chance.
    idsTell = largest >= UInt64(count) * 3 && sampled > 0
    guard largest > 0 else { return }
    firstID /= Double(largest)
    lastID /= Double(largest)
  }

  /// Compares each with each, of goroutines sorted by id: neighbours alone would miss the few that
  /// are woken.
  private mutating func measureInversions(_ sorted: [(id: UInt64, minutes: Int)]) {
    guard sorted.count >= 10 else { return }
    // Some two hundred, evenly chosen, tell the share.
    let step = Swift.max(1, sorted.count / 200)
    let chosen = stride(from: 0, to: sorted.count, by: step).map { sorted[$0].minutes }
    var inverted = 0
    for (index, older) in chosen.enumerated() {
      // A tenth is no difference: what was made at 49 minutes may have parked a moment later.
      for younger in chosen[(index + 1)...] where older + older / 10 < younger { inverted += 1 }
    }
    inversions = Double(inverted) * 2 / Double(chosen.count * (chosen.count - 1))
  }

  private mutating func measureIDs(_ sorted: [(id: UInt64, minutes: Int)], _ stride: Int) {
    guard let first = sorted.first?.id, let last = sorted.last?.id else { return }
    idSpan = Int(clamping: last - first) + 1
    firstID = Double(first)
    lastID = Double(last)
    let gap = UInt64(stride)
    var run = 1
    longestRun = 1
    for place in sorted.indices.dropFirst() {
      run = sorted[place].id - sorted[place - 1].id <= gap ? run + 1 : 1
      longestRun = Swift.max(longestRun, run)
    }
  }
}

/// Counts the different values of some words other than 0. Most places are one goroutine, or work on
/// one thing: a set is made for the second value.
private struct DistinctWords {
  private var first: UInt64 = 0
  private var others: Set<UInt64> = []

  var count: Int { (first == 0 ? 0 : 1) + others.count }

  mutating func insert(_ word: UInt64) {
    if first == 0 {
      first = word
    } else if word != first {
      others.insert(word)
    }
  }
}
