extension Indicator {
  /// Work in flight is young: none of it was started in the program's earlier life.
  static let inFlight = Indicator(
    "in-flight", asks: "Were all of them started lately?", speaks: .againstLeak
  ) {
    $0.inFlight
  } says: { place in
    let share = Int((place.arrival?.first ?? 0) * 100)
    if let wait = place.wait, place.turnover * 50 > Double(share) {
      return "none has waited for more than \(Evidence.minutes(wait.max)) "
        + "in a program that has run for at least \(Evidence.minutes(place.longest))"
    }
    return "none is among the oldest \(share)% of the goroutines ever started"
  }
}
