extension Indicator {
  /// A wait in which pools are idle, of many minutes.
  static let longIdle = Indicator(
    "long-wait", asks: "Have they waited for many minutes?", speaks: .forLeak
  ) { place in
    place.isPressing
      ? 0 : PlaceFacts.unit(place.medianWait / place.fullWait) * place.unexplained
  } says: { place in
    medianWait(of: place)
  }
}
