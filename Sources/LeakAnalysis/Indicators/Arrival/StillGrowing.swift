extension Indicator {
  /// The newest goroutines of the program are among them.
  static let stillGrowing = Indicator(
    "still-growing", asks: "Are as many of them new as at any time before?", speaks: .forLeak
  ) { place in
    (place.arrival?.newestTenth ?? 0) * (1 - place.oneAge) * place.unexplained
  } says: { _ in
    "they include some of the program's newest goroutines"
  }
}
