extension Analysis {
  /// More expected goroutines than the configuration allows.
  static let expectationExceeded = Analysis(ofWholeDump: "expectation-exceeded") { candidates in
    candidates.context.exceeded.map { exceeded in
      Sighting(
        groups: exceeded.groups, doing: "match `\(exceeded.expectation.name)`",
        reasons: ["the limit is \(Evidence.number(exceeded.expectation.maximum ?? 0))"],
        stated: .high,
        explains: false)
    }
  }
}
