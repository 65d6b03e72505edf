extension Indicator {
  /// Leaks come as the program's work does: about as many among any thousand goroutines that were
  /// started. Pools and bursts come at once; work in flight is young.
  static let steadyArrival = Indicator(
    "steady-arrival", asks: "Have they come evenly since the first of them?", speaks: .forLeak
  ) { place in
    guard let arrival = place.arrival else { return 0 }
    return evenness(arrival.unevenness, place) * PlaceFacts.unit(2 * arrival.width)
  } says: { _ in
    "they were started at a steady rate and are still there"
  }

  /// How even an arrival is: 1 from a Kolmogorov distance of 0.10 down, 0 from 0.40 up, of so many
  /// that chance is no answer, and not where they were made, or parked, at one moment.
  static func evenness(_ distance: Double, _ place: PlaceFacts) -> Double {
    PlaceFacts.unit((0.40 - distance) / 0.30) * PlaceFacts.logarithm(place.count, from: 5, to: 50)
      * (1 - place.madeAtOnce) * (1 - place.oneAge) * place.unexplained
  }
}
