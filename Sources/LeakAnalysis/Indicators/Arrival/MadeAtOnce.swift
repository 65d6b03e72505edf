extension Indicator {
  /// A pool, the actors of a fixed number of things or a burst are made in one go: their ids follow
  /// each other, or nearly all goroutines of that stretch of ids still live.
  static let madeAtOnce = Indicator(
    "made-at-once", asks: "Were they started at one moment?", speaks: .againstLeak
  ) {
    $0.madeAtOnce * $0.excuse
  } says: { _ in
    "their ids are close together, as those of a pool are"
  }
}
