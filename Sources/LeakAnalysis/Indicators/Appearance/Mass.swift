extension Indicator {
  /// How many: up to a thousand counts.
  static let mass = Indicator("mass", asks: "How many are there?", speaks: .forLeak) { place in
    // Without ages, a large pool looks as a large leak does.
    let isPoolPerhaps = !place.isListed && place.kind.isIdleByNature && !place.names.isAllLibrary
    return PlaceFacts.logarithm(place.count, from: 10, to: 1000) * (isPoolPerhaps ? 0.5 : 1)
      * place.unmatched
  } says: { place in
    "\(Evidence.goroutines(place.count)) in one place"
  }

  /// How much of the program they are.
  static let dominance = Indicator(
    "share", asks: "How much of the program are they?", speaks: .forLeak
  ) {
    $0.share * $0.unmatched
  } says: { place in
    shareInWords(place.share)
  }

  /// `98% of all goroutines`, of a share from 0 to 1.
  static func shareInWords(_ share: Double) -> String {
    "\(Int(share * 100))% of all goroutines"
  }

  /// Few are no mass: pools, listeners and helpers come in such numbers. Where they are stuck for
  /// minutes, few are as bad.
  static let few = Indicator("few", asks: "Are there only a few?", speaks: .againstLeak) { place in
    let share = PlaceFacts.unit((25 - Double(place.count)) / 20)
    let weight = place.isPressing ? 0.5 : 1
    return share * share * weight * (1 - place.known) * (1 - place.stuck)
  } says: { place in
    place.isOne ? "there is only one" : "there are only a few"
  }
}
