extension Indicator {
  /// Nothing was added lately: what made them is over.
  static let settled = Indicator(
    "settled", asks: "Has none been added lately?", speaks: .againstLeak
  ) { place in
    (place.arrival.map { PlaceFacts.unit((0.85 - $0.last) / 0.5) } ?? 0) * place.excuse
  } says: { _ in
    "none was started recently"
  }
}
