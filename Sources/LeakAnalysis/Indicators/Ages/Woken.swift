extension Indicator {
  /// Goroutines that wait for less than half as long as younger ones elsewhere have parked since.
  static let woken = Indicator(
    "woken", asks: "Has something woken them since they were started?", speaks: .againstLeak
  ) {
    $0.ages?.woken ?? 0
  } says: { _ in
    "they wait for less long than goroutines that were started later: something wakes them"
  }
}
