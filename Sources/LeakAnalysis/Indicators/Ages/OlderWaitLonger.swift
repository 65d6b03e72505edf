extension Indicator {
  /// Who parks for ever waits the longer the older it is; who is woken does not.
  static let olderWaitLonger = Indicator(
    "older-wait-longer", asks: "Do older ones wait longer?", speaks: .forLeak
  ) { place in
    max(0, place.ages?.staying ?? 0)
  } says: { _ in
    "the older ones wait longer: none of them has been woken"
  }
}
