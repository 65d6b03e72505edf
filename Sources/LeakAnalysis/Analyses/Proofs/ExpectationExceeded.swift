extension Analysis {
  /// More expected goroutines than the configuration allows.
  static let expectationExceeded = Analysis(ofWholeDump: "expectation-exceeded") { candidates in
    candidates.context.exceeded.map { exceeded in
      let count = candidates.context.count(of: exceeded.groups)
      let match = count == 1 ? "goroutine matches" : "goroutines match"
      return Sighting(
        groups: exceeded.groups, doing: "",
        reasons: [
          "\(Evidence.number(count)) \(match) `\(exceeded.expectation.name)`",
          "the limit is \(Evidence.number(exceeded.expectation.maximum ?? 0))",
        ],
        stated: .high, explains: false)
    }
  }
}
