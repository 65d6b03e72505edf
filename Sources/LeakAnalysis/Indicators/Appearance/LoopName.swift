extension Indicator {
  /// Called like a loop that runs for as long as what it belongs to.
  static let loopName = Indicator(
    "loop-name", asks: "Is it called like a loop that runs for ever?", speaks: .againstLeak
  ) {
    $0.names.isLoop && !$0.names.isAllLibrary ? $0.innocence : 0
  } says: { _ in
    "its name suggests a loop that runs as long as its owner"
  }
}
