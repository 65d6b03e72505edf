extension Indicator {
  /// Work in flight is young: none of it was started in the program's earlier life.
  static let inFlight = Indicator(
    "in-flight", asks: "Were all of them started lately?", speaks: .againstLeak
  ) { place in
    PlaceFacts.unit(((place.arrival?.first ?? 0) - 0.15) / 0.5)
  } says: { place in
    let share = Int((place.arrival?.first ?? 0) * 100)
    return "none of them is among the oldest \(share) % of the program's goroutines"
  }
}
