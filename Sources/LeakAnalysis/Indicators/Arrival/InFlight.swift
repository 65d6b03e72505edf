extension Indicator {
  /// Work in flight is young: none of it was started in the program's earlier life.
  static let inFlight = Indicator(
    "in-flight", asks: "Were all of them started lately?", speaks: .againstLeak
  ) { place in
    let first = place.arrival?.first ?? 0
    // Who sleeps wakes by itself: only a sleeper from the program's start shows that it stays.
    let share = place.kind == .sleep ? (first - 0.05) / 0.25 : (first - 0.15) / 0.5
    return PlaceFacts.unit(share) * place.excuse * place.innocence
  } says: { place in
    let share = Int((place.arrival?.first ?? 0) * 100)
    return "none of them is among the oldest \(share) % of the program's goroutines"
  }
}
