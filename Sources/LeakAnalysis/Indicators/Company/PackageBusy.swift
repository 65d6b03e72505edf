extension Indicator {
  /// Goroutines of the same package are at work: one of them may be the other end.
  static let packageBusy = Indicator(
    "package-busy", asks: "Is another goroutine of the package at work?", speaks: .againstLeak
  ) { place in
    (place.company.isAnyBusy ? 0.5 : 0) + 0.5 * place.company.busy
  } says: { _ in
    "other goroutines of the same package are at work"
  }
}
