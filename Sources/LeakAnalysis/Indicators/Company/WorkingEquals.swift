extension Indicator {
  /// As many goroutines of another package are at work, or handle requests: one for each.
  static let workingEquals = Indicator(
    "working-equals", asks: "Are as many goroutines of another package at work?",
    speaks: .againstLeak
  ) {
    guard !$0.names.isAllLibrary else { return 0 }
    return PlaceFacts.graded([0, 0.7, 1], $0.company.workingEquals) * (1 - 0.7 * $0.stuck)
  } says: { place in
    place.company.workingEquals > 1
      ? "a comparable number of goroutines in other packages is active"
      : "a comparable number of goroutines in another package is active"
  }

  /// The same of a library's goroutines: what wakes may be the library's own timers.
  static let libraryWorkingEquals = Indicator(
    "library-working-equals", asks: "Are as many goroutines of another package at work?",
    speaks: .againstLeak
  ) {
    $0.names.isAllLibrary ? min(1, $0.company.workingEquals) : 0
  } says: { _ in
    "a comparable number of goroutines in another package is active"
  }
}
