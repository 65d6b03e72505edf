import GoroutineDump

extension Signature {
  /// More expected goroutines than allowed.
  static let expectationExceeded = Signature(
    id: "expectation-exceeded",
    title: "more goroutines of an expected kind than the configuration allows",
    summary: """
      An entry of `expect:` in the configuration has a maximum, and more goroutines meet it than \
      that.
      """,
    cause: "What was known to be a pool or a fixed number of loops has grown.",
    fix: """
      See what the other findings say of these goroutines; raise the maximum where the growth is \
      meant.
      """,
    severity: .warning,
    thresholds: Thresholds(warning: 1, error: 1),
    lookAlikes: ["none: the maximum is the user's own"],
    sources: [".dumpscan.yml, expect"],
    help: "https://go.dev/doc/diagnostics",
    example: Example(
      stack: """
        goroutine 77 [chan receive, 12 minutes]:
        main.(*pool).worker(0xc0000a2000)
        \t/app/pool.go:31 +0xfc
        created by main.newPool in goroutine 1
        \t/app/pool.go:24 +0x316
        """,
      before: """
        expect:
          - top: main.(*pool).worker
            max: 8
        """,
      after: """
        expect:
          - top: main.(*pool).worker
            max: 16
        """),
    detection: .analysis { inquiry, _ in
      inquiry.exceeded.map { exceeded in
        Match(
          groups: exceeded.groups, severity: .warning, confidence: .high,
          evidence: Evidence.sentence(
            inquiry.signals(exceeded.groups), doing: "match `\(exceeded.expectation.name)`",
            and: ["at most \(exceeded.expectation.maximum ?? 0) are expected"]),
          explains: false)
      }
    })
}
