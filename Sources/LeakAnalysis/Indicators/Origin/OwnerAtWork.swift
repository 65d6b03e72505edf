extension Indicator {
  /// Each has a creator of its own that lives and is at work, or handles a request: it goes when its
  /// owner does.
  static let ownerAtWork = Indicator(
    "owner-at-work", asks: "Is the owner of each alive and at work?", speaks: .againstLeak
  ) {
    $0.creators.owned
  } says: { place in
    place.creators.distinct == 1
      ? "the goroutine that started them is active"
      : "their creators, one for each, are active"
  }
}
