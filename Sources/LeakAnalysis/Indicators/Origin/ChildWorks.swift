extension Indicator {
  /// They have started a goroutine that is at work, and wait for it. Where a library is known for
  /// such a wait, its own loops are no sign of life.
  static let childWorks = Indicator(
    "child-works", asks: "Do they wait for a goroutine that they started and that is at work?",
    speaks: .againstLeak
  ) {
    $0.creators.working * (1 - $0.known)
  } says: { _ in
    "most have started a goroutine that is active"
  }
}
