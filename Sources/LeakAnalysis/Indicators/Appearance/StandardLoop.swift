extension Indicator {
  /// A loop of Go's own library, with nothing of the program's on the stack: connections and pools keep
  /// those for as long as they live, and who dialled is always gone.
  static let standardLoop = Indicator(
    "standard-loop", asks: "Is it a loop of Go's own library?", speaks: .againstLeak
  ) { place in
    // Dialled at one moment, or early: for as many targets, not for one request after the other.
    let first = max(place.oneAge, place.madeAtOnce, place.early)
    return place.names.isStandardLibrary ? (0.4 + 0.6 * first) * place.innocence : 0
  } says: { _ in
    "connections and pools of the standard library run such loops"
  }
}
