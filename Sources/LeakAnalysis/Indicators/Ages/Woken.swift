extension Indicator {
  /// Goroutines that wait for less than half as long as younger ones elsewhere have parked since, or
  /// than they are old by their ids.
  static let woken = Indicator(
    "woken", asks: "Has something woken them since they were started?", speaks: .againstLeak
  ) {
    $0.ages?.woken ?? 0
  } says: { place in
    place.wait == nil
      ? (place.isPart ? "many have not" : "none has")
        + " waited for a minute, although their ids suggest that they are older: something wakes them"
      : "goroutines started later have waited longer: these have run in between"
  }
}
