extension Indicator {
  /// As many connections are read as there are of them: one for each, perhaps.
  static let readersPresent = Indicator(
    "readers-present", asks: "Are as many connections being read?", speaks: .againstLeak
  ) {
    $0.company.readers * $0.innocence
  } says: { _ in
    "about as many goroutines, or more, read from connections"
  }
}
