extension Indicator {
  /// A goroutine at work has an address that only one of them has: it is this one's other end.
  static let peerActive = Indicator(
    "peer-active", asks: "Does a goroutine at work share an address with each?",
    speaks: .againstLeak
  ) {
    $0.company.peers
  } says: { place in
    (place.isOne ? "it shares an address" : "they share addresses")
      + " with an active goroutine"
  }
}
