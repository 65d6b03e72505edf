extension Indicator {
  /// There are as many other goroutines: a program that does more than this.
  static let othersPresent = Indicator(
    "others-present", asks: "Are there as many other goroutines?", speaks: .againstLeak
  ) {
    $0.company.rest * $0.innocence
  } says: { place in
    "the dump shows \(Evidence.number(place.others, "other goroutine"))"
  }
}
