extension Indicator {
  /// One goroutine has started all: a pool, or a loop that starts one for each piece of work.
  static let oneCreator = Indicator(
    "one-creator", asks: "Did one goroutine start all of them?", speaks: .againstLeak
  ) {
    $0.creators.distinct == 1 && !$0.company.isHandling ? 1 : 0
  } says: { _ in
    "one goroutine started all of them"
  }
}
