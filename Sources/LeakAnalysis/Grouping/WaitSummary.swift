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

  /// The summary of waits in order; nil where no header tells one.
  init?(_ counts: ArraySlice<WaitCount>) {
    guard let first = counts.first, let last = counts.last, last.wait > 0 else { return nil }
    min = Swift.max(first.minutes, 0)
    max = last.minutes
    median = max
    let half = counts.reduce(0) { $0 + Int($1.count) } / 2
    var below = 0
    for wait in counts {
      below += Int(wait.count)
      if below > half {
        median = Swift.max(wait.minutes, 0)
        break
      }
    }
  }

  fileprivate init(min: Int, median: Int, max: Int) {
    self.min = min
    self.median = median
    self.max = max
  }
}

/// Counts waits by the minute: of a million goroutines there are few hundred different ones.
struct WaitTally: Sendable {
  /// How many wait for so many minutes, for waits of up to a day or so: an array, since a look-up
  /// in a dictionary for each of a million goroutines takes longer than reading their headers.
  private var short: [Int] = []
  private var counts: [Int: Int] = [:]
  private var total = 0
  private static let longestShort = 2048
  private var isKnown = false

  /// Adds the waits of some goroutines; no minutes stand for less than one.
  mutating func add(_ wait: WaitCount) {
    add(Int(wait.count), of: max(wait.minutes, 0))
    total += Int(wait.count)
    if wait.wait > 0 { isKnown = true }
  }

  /// Adds the waits of others.
  mutating func add(_ other: WaitTally) {
    for (minutes, count) in other.short.enumerated() where count > 0 { add(count, of: minutes) }
    for (minutes, count) in other.counts { add(count, of: minutes) }
    total += other.total
    isKnown = isKnown || other.isKnown
  }

  private mutating func add(_ count: Int, of minutes: Int) {
    guard minutes < Self.longestShort else {
      counts[minutes, default: 0] += count
      return
    }
    while short.count <= minutes { short.append(0) }
    short[minutes] += count
  }

  /// The summary; nil where not one of the waits is known.
  var summary: WaitSummary? {
    guard isKnown else { return nil }
    var sorted = short.indices.filter { short[$0] > 0 }.map { (key: $0, value: short[$0]) }
    sorted += counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
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
