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
    self.init(unordered: minutes.map { WaitCount(wait: UInt32(clamping: $0 + 1), count: 1) })
  }

  /// The summary of waits in any order, of several groups; nil where no header tells one.
  init?(unordered counts: [WaitCount]) { self.init(counts.sorted { $0.wait < $1.wait }[...]) }

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
}
