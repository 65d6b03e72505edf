/// How long some goroutines have been waiting, in minutes.
public struct WaitSummary: Sendable, Hashable {
  /// The shortest; 0 stands for less than a minute.
  public var min: Int
  /// The middle one: half of them wait less.
  public var median: Int
  /// The longest.
  public var max: Int

  /// The summary of some waits; nil for none.
  public init?(_ minutes: [Int]) {
    guard !minutes.isEmpty else { return nil }
    let sorted = minutes.sorted()
    min = sorted[0]
    median = sorted[sorted.count / 2]
    max = sorted[sorted.count - 1]
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
