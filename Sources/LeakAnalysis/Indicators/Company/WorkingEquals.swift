extension Indicator {
  /// As many goroutines of another package are at work, or handle requests: one for each.
  static let workingEquals = Indicator(
    "working-equals", asks: "Are as many goroutines of another package at work?",
    speaks: .againstLeak
  ) { $0.company.hasWorkingEquals ? 1 : 0 } says: { _ in
    "as many goroutines of another package are at work"
  }
}
