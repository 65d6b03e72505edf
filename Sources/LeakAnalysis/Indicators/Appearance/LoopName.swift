extension Indicator {
  /// Called like a loop that runs for as long as what it belongs to.
  static let loopName = Indicator(
    "loop-name", asks: "Is it called like a loop that runs for ever?", speaks: .againstLeak
  ) {
    $0.names.isLoop && !$0.names.isAllLibrary ? $0.innocence : 0
  } says: { _ in
    "its name is that of a loop which runs as long as what it belongs to"
  }
}
