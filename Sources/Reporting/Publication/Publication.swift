import GoroutineDump
public import LeakAnalysis

/// A report as it goes out to other tools: what is wrong, whether it fails, and where in the
/// repository it is.
public struct Publication: Sendable {
  /// The report.
  public let view: ReportView
  /// The signatures that it was judged by.
  public let catalogue: Catalogue
  /// What a gate says of it; nil for a report without a gate.
  public let verdict: GateVerdict?
  /// How places of the dump become places of the repository.
  public let paths: SourcePaths

  /// One thing that is wrong.
  struct Result: Sendable {
    let finding: Finding
    /// Whether the gate fails for it; without a gate, whether it is more than a note.
    let fails: Bool
    /// Whether the baseline accepts it.
    let isAccepted: Bool
    /// How it stands to the baseline.
    let change: String?
    /// Where in the repository.
    let location: SourcePaths.Location?
    /// The same, where it is in the program's own code.
    let ownLocation: SourcePaths.Location?
    /// Where its goroutines are started.
    let origin: SourcePaths.Location?
    /// The same for the same defect, whatever the capture and the build.
    let fingerprint: String
    /// The capture's name.
    let capture: String

    /// The numbers, in one line.
    var size: String {
      // How a program ended can be nobody's doing.
      guard finding.count > 0 else { return "the whole dump" }
      var text = Quantity.text(finding.count, "goroutine")
      if let wait = finding.wait { text += " waiting " + Quantity.sentence(wait) }
      return text
    }
  }

  /// A report to publish.
  public init(
    _ view: ReportView, catalogue: Catalogue = .builtIn, verdict: GateVerdict? = nil,
    paths: SourcePaths = SourcePaths()
  ) {
    self.view = view
    self.catalogue = catalogue
    self.verdict = verdict
    self.paths = paths
  }

  /// A place of a finding that fails, by a path of the machine that built the program; nil where all
  /// could be paths of a repository.
  public var foreignPath: String? {
    (verdict?.failures ?? []).lazy.compactMap {
      paths.location(of: $0.finding, in: view.report.dumps[$0.finding.dump])?.path
    }
    .first(where: SARIFPath.isAbsolute)
  }

  /// What is wrong, what fails first, then the worst. Worked out when asked for: a report for a
  /// person needs neither fingerprints nor places of a repository. Whoever asks keeps them: of a large
  /// dump they take a while.
  var results: [Result] {
    let tables = view.report.dumps.map { FingerprintTable($0) }
    let result = { (finding: Finding, fails: Bool, accepted: Bool, change: String?) -> Result in
      let analysis = view.report.dumps[finding.dump]
      // Of a finding about a whole dump, no group says what it is.
      let isWhole = finding.groups.count == analysis.groups.count && finding.groups.count > 1
      let group = isWhole ? nil : finding.groups.first
      return Result(
        finding: finding, fails: fails, isAccepted: accepted, change: change,
        location: paths.location(of: finding, in: analysis),
        ownLocation: paths.ownLocation(of: finding, in: analysis),
        origin: finding.createdBy.flatMap(paths.location),
        fingerprint: group.map {
          tables[finding.dump].fingerprint(of: analysis.groups[$0]).description
        } ?? "000000000000",
        capture: analysis.name)
    }
    if let verdict {
      return verdict.failures.map { result($0.finding, true, false, $0.change) }
        + verdict.tolerated.map { result($0, false, false, nil) }
        + verdict.accepted.map { result($0, false, true, nil) }
    } else {
      return view.findings.map { result($0, $0.severity > .note, false, nil) }
    }
  }
}
