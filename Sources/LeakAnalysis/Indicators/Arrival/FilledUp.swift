extension Indicator {
  /// What has one goroutine for each of a limited number of things fills up: many come early, and
  /// then fewer and fewer. Counted against all goroutines that the program starts.
  static let filledUp = Indicator(
    "filled-up", asks: "Did most of them come early, and fewer since?", speaks: .againstLeak
  ) { place in
    PlaceFacts.unit((place.ahead - 0.12) / 0.35) * place.excuse
  } says: { _ in
    "most were started early, and fewer since then"
  }
}
