import GoroutineDump
public import PCRE2
import ParallelWork

/// What a gate says of some captures.
///
/// ```swift
/// let report = Report(inputs)
/// let verdict = try GateVerdict(report, configuration: GateConfiguration())
/// if verdict.outcome != .passed { … }
/// ```
///
/// A capture that cannot be judged never passes: it is a doubt, and a doubt is no pass.
public struct GateVerdict: Sendable {
  /// How it ends.
  public enum Outcome: String, Sendable {
    case passed, failed
    /// Nothing that fails was found, but a capture could not be judged.
    case undecided
  }

  /// Why the gate fails, the findings first, each dump's worst first.
  public let failures: [GateFailure]
  /// Captures that cannot be judged, or not wholly.
  public let doubts: [GateDoubt]
  /// Findings at or over the severity that fails which the baseline accepts.
  public let accepted: [Finding]
  /// Findings that are told, but do not fail.
  public let tolerated: [Finding]
  /// Entries of the baseline that no capture has any more.
  public let resolved: [Baseline.Entry]
  /// How many goroutines were judged.
  public let goroutineCount: Int
  /// How many dumps were judged.
  public let dumpCount: Int

  /// How it ends: a failure is certain, whatever else could not be judged.
  public var outcome: Outcome {
    failures.isEmpty ? (doubts.isEmpty ? .passed : .undecided) : .failed
  }

  /// Judges a report.
  ///
  /// - Parameters:
  ///   - report: The dumps and what is wrong with them.
  ///   - configuration: What fails.
  ///   - baseline: The groups that are accepted; nil for none.
  ///   - unreadable: Captures that gave no dump at all.
  /// - Throws: where the pattern of a limit gave up on a name.
  public init(
    _ report: Report, configuration: GateConfiguration, baseline: Baseline? = nil,
    unreadable: [GateDoubt] = []
  ) throws(PatternError) {
    var failures: [GateFailure] = []
    var doubts = unreadable
    // A signature that gave up has judged nothing, which is not the same as finding nothing.
    doubts += report.problems.map {
      GateDoubt(capture: "a signature", reason: "could not be judged: \($0)")
    }
    var accepted: [Finding] = []
    var tolerated: [Finding] = []
    var seen: Set<Fingerprint> = []
    let findings = Dictionary(grouping: report.findings.indices) { report.findings[$0].dump }
    // Most gates have neither: naming the goroutines of all dumps takes as long as judging a few.
    let populations =
      baseline != nil || configuration.hasLimits
      ? SideBySide.map(report.dumps) { Population($0) } : []
    for (number, analysis) in report.dumps.enumerated() {
      if let doubt = GateDoubt(analysis, allowTruncated: configuration.allowTruncated.value) {
        doubts.append(doubt)
      }
      guard analysis.dump.isGoroutineProfile else { continue }
      let population = populations.isEmpty ? nil : populations[number]
      var excess: BaselineExcess?
      if let population, let baseline {
        seen.formUnion(population.members.lazy.map(\.fingerprint))
        excess = BaselineExcess(population, baseline, configuration.allowance)
      }
      var told: Set<Int> = []
      for finding in findings[number, default: []].lazy.map({ report.findings[$0] }) {
        if !configuration.failOn.value.includes(finding.severity) {
          tolerated.append(finding)
        } else if let excess, !excess.concerns(finding) {
          accepted.append(finding)
        } else {
          failures.append(
            GateFailure(reason: .finding, finding: finding, change: excess?.change(of: finding)))
          told.formUnion(finding.groups)
        }
      }
      if let population {
        let limits = GateLimits(
          configuration, population, number, expected: report.expected[number])
        failures += try limits.failures(excess)
      }
      failures +=
        excess?.failures(number, except: told, expected: report.expected[number]) ?? []
    }
    self.failures = failures
    self.doubts = doubts
    self.accepted = accepted
    self.tolerated = tolerated
    resolved = baseline?.entries.filter { $0.count > 0 && !seen.contains($0.fingerprint) } ?? []
    goroutineCount = report.dumps.lazy.map(\.dump).filter(\.isGoroutineProfile)
      .reduce(0) { $0 + $1.goroutineCount }
    dumpCount = report.dumps.count
  }
}

/// One reason for which a gate fails.
public struct GateFailure: Sendable {
  /// What was passed.
  public enum Reason: String, Sendable, CaseIterable {
    /// A finding is as bad as the gate fails on, or worse.
    case finding
    case maxGoroutines = "max-goroutines"
    case maxGroup = "max-group"
    case maxWait = "max-wait"
    /// A group that the baseline does not have.
    case newGroup = "new-group"
    /// A group that has more goroutines than the baseline allows.
    case grownGroup = "grown-group"

    /// What it is, in one line, for tables of rules.
    public var title: String {
      switch self {
      case .finding: "a finding of a signature"
      case .maxGoroutines: "more goroutines than the gate allows"
      case .maxGroup: "more goroutines in one group than the gate allows"
      case .maxWait: "goroutines waiting longer than the gate allows"
      case .newGroup: "goroutines that are not in the baseline"
      case .grownGroup: "more goroutines than the baseline accepts"
      }
    }
  }

  /// What was passed.
  public let reason: Reason
  /// The finding; for a limit or the baseline, one that says what was passed.
  public let finding: Finding
  /// How the goroutines of a finding stand to the baseline, where there is one.
  public let change: String?
}
