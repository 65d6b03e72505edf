extension Indicator {
  /// All parked at one moment, and none since: made for a number of things, or a burst that has
  /// passed. A lock or a channel that got stuck looks so as well; there it says nothing.
  static let oneAge = Indicator(
    "one-age", asks: "Have all waited for as long?", speaks: .againstLeak
  ) { place in
    place.kind.isHard || place.count < 2 ? 0 : place.oneAge
  } says: { place in
    (place.isPart ? "many" : "nearly all")
      + " have waited for about \(Evidence.minutes(place.wait?.median ?? 0))"
  }
}
