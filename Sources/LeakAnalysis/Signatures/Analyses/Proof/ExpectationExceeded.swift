import GoroutineDump

extension Analysis {
  /// More expected goroutines than allowed.
  static let expectationExceeded = Analysis.dump { inquiry, _ in
    inquiry.exceeded.map { exceeded in
      Match(
        groups: exceeded.groups, severity: .warning, confidence: .high,
        evidence: Evidence.sentence(
          inquiry.signals(exceeded.groups), doing: "match `\(exceeded.expectation.name)`",
          and: ["at most \(exceeded.expectation.maximum ?? 0) are expected"]),
        explains: false)
    }
  }
}
