extension Indicator {
  /// About as many for each minute up to the oldest: they arrive, and do not leave.
  static let ageRamp = Indicator(
    "age-ramp", asks: "Are there about as many for each minute of waiting?", speaks: .forLeak
  ) { place in
    guard let distance = place.ages?.unramped else { return 0 }
    return PlaceFacts.unit((0.45 - distance) / 0.30) * staying(place)
  } says: { place in
    "the waits are spread evenly up to \(Evidence.minutes(place.wait?.max ?? 0)): "
      + "goroutines keep arriving and none leaves"
  }
}
