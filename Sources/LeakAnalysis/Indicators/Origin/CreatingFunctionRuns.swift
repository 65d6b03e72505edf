extension Indicator {
  /// Before Go 1.21 a dump does not name creators; a running call of the creating function stands for
  /// them.
  static let creatingFunctionRuns = Indicator(
    "creating-function-runs", asks: "Is a call of the function that started them running?",
    speaks: .againstLeak
  ) {
    $0.creators.functionIsRunning ? 1 : 0
  } says: { _ in
    "a call of the function that starts them is in progress"
  }
}
