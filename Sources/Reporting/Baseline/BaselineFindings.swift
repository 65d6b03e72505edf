public import LeakAnalysis

/// What of a baseline is wrong, so that nobody accepts leaks unseen.
public struct BaselineFindings: Sendable {
  private let findings: [Finding]
  private let accepted: Int
  private let all: Int

  /// The findings, notes aside, on groups that a baseline of some dumps accepts.
  public init(_ report: Report, accepting dumps: [DumpAnalysis]) {
    findings = report.findings.filter { $0.severity > .note && !$0.groups.isEmpty }
    let tables = report.dumps.map { FingerprintTable($0) }
    var wrong: Set<Fingerprint> = []
    for finding in findings {
      for group in finding.groups {
        wrong.insert(
          tables[finding.dump].fingerprint(of: report.dumps[finding.dump].groups[group]))
      }
    }
    let entries = Baseline(accepting: dumps).entries
    accepted = entries.count { wrong.contains($0.fingerprint) }
    all = entries.count
  }

  /// `3 of the 9 accepted groups have findings (2 errors, 1 warning), …`; nil where none has.
  public var sentence: String? {
    guard accepted > 0 else { return nil }
    return "\(Quantity.text(accepted)) of the \(Quantity.text(all)) accepted "
      + (all == 1 ? "group" : "groups") + (accepted == 1 ? " has" : " have")
      + " findings (\(FindingOverview.heading(findings))), which a gate with this baseline will not "
      + "report; `\(Tool.name) CAPTURE` shows them"
  }
}
