extension Indicator {
  /// Each has a creator of its own that lives and is at work, or handles a request: it goes when its
  /// owner does. Where a signature knows such goroutines for what they are, whoever started them and
  /// goes on explains less.
  static let ownerAtWork = Indicator(
    "owner-at-work", asks: "Is the owner of each alive and at work?", speaks: .againstLeak
  ) {
    $0.creators.owned * $0.innocence
  } says: { place in
    place.creators.distinct == 1
      ? "the goroutine that started them is active"
      : "their creators, one for each, are active"
  }
}
