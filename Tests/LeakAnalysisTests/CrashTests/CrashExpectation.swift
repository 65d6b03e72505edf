import LeakAnalysis

/// What must be said first of a program's end.
struct CrashExpectation: Equatable, CustomStringConvertible {
  /// The file in `Fixtures/crashes`, without its last endings.
  let file: String
  /// Severity, confidence, signature and number of goroutines.
  let finding: String
  /// Function and line; `nobody` where no goroutine is to blame.
  let site: String
  let evidence: String

  init(_ file: String, _ finding: String, _ site: String, _ evidence: String) {
    self.file = file
    self.finding = finding
    self.site = site
    self.evidence = evidence
  }

  /// What was said.
  init(_ file: String, _ finding: Finding?) {
    self.file = file
    guard let finding else {
      (self.finding, site, evidence) = ("nothing", "", "")
      return
    }
    self.finding =
      "\(finding.severity) \(finding.confidence) \(finding.signature) \(finding.count)"
    site = finding.site.map { "\($0.function):\($0.line)" } ?? "nobody"
    evidence = finding.evidence
  }

  var description: String { "\(file): \(finding), \(site), \(evidence)" }

  static let all = fatalErrors + signals + tests
}
