extension Indicator {
  /// Who parks for ever waits the longer the older it is; who is woken does not.
  static let olderWaitLonger = Indicator(
    "older-wait-longer", asks: "Do older ones wait longer?", speaks: .forLeak
  ) { place in
    max(0, place.ages?.staying ?? 0) * staying(place)
  } says: { _ in
    "the older ones have waited longer: probably none has been woken since it blocked"
  }

  /// How much long waits say of staying: a connection that is quiet is not one that nobody ends.
  static func staying(_ place: PlaceFacts) -> Double {
    (place.kind == .read ? 0.5 : 1) * place.unexplained
  }
}
