extension Indicator {
  /// A goroutine in the program's own code has an address that only one of them has: somebody has the
  /// object in hand, and can close it yet.
  static let inHand = Indicator(
    "in-hand", asks: "Does the program still have each one's object in hand?", speaks: .againstLeak
  ) {
    $0.company.held
  } says: { place in
    (place.isOne ? "it shares an address" : "they share addresses")
      + " with another goroutine in the program's own code"
  }
}
