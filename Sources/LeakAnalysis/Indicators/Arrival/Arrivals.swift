extension Indicator {
  /// What goroutine ids tell; no answer in a count profile.
  static let arrivals: [Indicator] = [
    steadyArrival, arrivalFromStart, stillGrowing, madeAtOnce, filledUp, inFlight, settled,
  ]
}
