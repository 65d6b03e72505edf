extension Indicator {
  /// A send, a lock, a write or a request that has waited for minutes: nothing healthy does.
  static let stuckForMinutes = Indicator(
    "stuck-for-minutes", asks: "Have they waited for longer than such a wait takes?",
    speaks: .forLeak
  ) { place in
    place.stuck
  } says: { place in
    medianWait(of: place)
  }
}
