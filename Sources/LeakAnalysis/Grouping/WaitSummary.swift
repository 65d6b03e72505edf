/// How long some goroutines have been waiting, in minutes.
public struct WaitSummary: Sendable, Hashable {
  /// The shortest; 0 stands for less than a minute.
  public var min: Int
  /// The middle one: half of them wait less.
  public var median: Int
  /// The longest.
  public var max: Int

  /// The summary of some waits; nil for none.
  public init?(_ minutes: some Collection<Int>) {
    guard let first = minutes.first else { return nil }
    var low = first
    var high = first
    for wait in minutes {
      low = Swift.min(low, wait)
      high = Swift.max(high, wait)
    }
    min = low
    max = high
    if low == high {
      median = low
    } else if high - low < minutes.count * 4 {
      median = Self.countedMedian(minutes, low, high)
    } else {
      median = minutes.sorted()[minutes.count / 2]
    }
  }

  /// The median of many values that repeat: counting them takes a fifth of the time of sorting.
  private static func countedMedian(_ minutes: some Collection<Int>, _ low: Int, _ high: Int) -> Int
  {
    var counts = [Int](repeating: 0, count: high - low + 1)
    for wait in minutes { counts[wait - low] += 1 }
    var before = 0
    for (offset, count) in counts.enumerated() {
      before += count
      if before > minutes.count / 2 { return low + offset }
    }
    return high
  }

  fileprivate init(min: Int, median: Int, max: Int) {
    self.min = min
    self.median = median
    self.max = max
  }
}

/// Counts waits by the minute: of a million goroutines there are few hundred different ones.
struct WaitTally: Sendable {
  private var counts: [Int: Int] = [:]
  private var total = 0
  private var isKnown = false

  /// Adds the wait of one goroutine; nil stands for less than a minute.
  mutating func add(_ minutes: Int?) {
    counts[minutes ?? 0, default: 0] += 1
    total += 1
    if minutes != nil { isKnown = true }
  }

  /// Adds the waits of others.
  mutating func add(_ other: WaitTally) {
    counts.merge(other.counts, uniquingKeysWith: +)
    total += other.total
    isKnown = isKnown || other.isKnown
  }

  /// The summary; nil where not one of the waits is known.
  var summary: WaitSummary? {
    guard isKnown else { return nil }
    let sorted = counts.sorted { $0.key < $1.key }
    guard let first = sorted.first, let last = sorted.last else { return nil }
    var below = 0
    for (minutes, count) in sorted {
      below += count
      if below > total / 2 {
        return WaitSummary(min: first.key, median: minutes, max: last.key)
      }
    }
    return nil
  }
}
