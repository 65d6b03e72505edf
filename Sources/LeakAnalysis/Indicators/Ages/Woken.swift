extension Indicator {
  /// Goroutines that wait for less than half as long as younger ones elsewhere have parked since, or
  /// than they are old by their ids.
  static let woken = Indicator(
    "woken", asks: "Has something woken them since they were started?", speaks: .againstLeak
  ) {
    $0.ages?.woken ?? 0
  } says: { place in
    place.wait == nil
      ? "none has waited for a minute, and by their ids they are older: something wakes them"
      : "they wait for less long than goroutines that were started later: something wakes them"
  }
}
