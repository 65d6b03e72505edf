extension Indicator {
  /// All wait at one object, as the workers of a pool or the subscribers of a hub do; what is left
  /// behind by calls has mostly one of its own.
  static let oneObject = Indicator(
    "one-object", asks: "Do all of them wait at one object?", speaks: .againstLeak
  ) {
    $0.oneIdleObject
  } says: { _ in
    "most or all use the same object, as pool workers do"
  }

  /// The same, of goroutines whose ages are not told: then nothing says that they stay.
  static let oneObjectAgeless = Indicator(
    "one-object-ageless", asks: "Do all of them wait at one object, and no age is known?",
    speaks: .againstLeak
  ) { place in
    place.longest < 2 ? place.oneIdleObject : 0
  } says: { _ in
    "most or all use the same object, and no wait time suggests that they are stuck"
  }
}
