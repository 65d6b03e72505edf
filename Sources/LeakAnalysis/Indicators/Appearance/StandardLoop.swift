extension Indicator {
  /// A loop of Go's own library, with nothing of the program's on the stack: connections and pools keep
  /// those for as long as they live, and who dialled is always gone.
  static let standardLoop = Indicator(
    "standard-loop", asks: "Is it a loop of Go's own library?", speaks: .againstLeak
  ) { $0.names.isStandardLibrary ? 1 : 0 } says: { _ in
    "connections and pools of Go's own library keep such loops"
  }
}
