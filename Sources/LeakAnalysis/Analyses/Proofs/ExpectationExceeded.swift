extension Analysis {
  /// More expected goroutines than the configuration allows.
  static let expectationExceeded = Analysis(ofWholeDump: "expectation-exceeded") { candidates in
    candidates.context.exceeded.map { exceeded in
      Sighting(
        groups: exceeded.groups, doing: "match `\(exceeded.expectation.name)`",
        reasons: ["at most \(exceeded.expectation.maximum ?? 0) are expected"], stated: .high,
        explains: false)
    }
  }
}
