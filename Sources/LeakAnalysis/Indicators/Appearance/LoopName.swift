extension Indicator {
  /// Called like a loop that runs for as long as what it belongs to.
  static let loopName = Indicator(
    "loop-name", asks: "Is it called like a loop that runs for ever?", speaks: .againstLeak
  ) {
    $0.names.loop != nil && !$0.names.isAllLibrary ? $0.innocence : 0
  } says: { place in
    "the name '\(place.names.loop ?? "")' suggests a loop that runs as long as its owner"
  }
}
