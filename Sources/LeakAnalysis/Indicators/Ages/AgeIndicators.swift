extension Indicator {
  /// What the minutes of the headers tell; no answer in a count profile, or before the program's first
  /// garbage collection.
  static let ages: [Indicator] = [
    stuckForMinutes, longIdle, ageRamp, olderWaitLonger, oneAge, woken,
  ]
}
