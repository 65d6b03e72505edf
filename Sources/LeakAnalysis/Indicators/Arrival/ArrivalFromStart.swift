extension Indicator {
  /// As ``steadyArrival``, from the program's first goroutine on: nothing limits them.
  static let arrivalFromStart = Indicator(
    "arrival-from-start", asks: "Have they come evenly since the program started?",
    speaks: .forLeak
  ) { place in
    place.arrival.map { evenness($0.unevennessFromStart, place) } ?? 0
  } says: { _ in
    "their ids are spread over the whole lifetime of the program"
  }
}
