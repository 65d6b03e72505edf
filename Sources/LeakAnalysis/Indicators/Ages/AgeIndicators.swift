extension Indicator {
  /// What the minutes of the headers tell; no answer in a count profile, or before the program's first
  /// garbage collection.
  static let ages: [Indicator] = [
    stuckForMinutes, longIdle, ageRamp, olderWaitLonger, oneAge, woken,
  ]

  /// `the median wait is 4 minutes`
  static func medianWait(of place: PlaceFacts) -> String {
    (place.isPart
      ? "the median wait of \(Evidence.number(place.count)) of them" : "the median wait")
      + " is \(Evidence.minutes(place.wait?.median ?? 0))"
  }
}
