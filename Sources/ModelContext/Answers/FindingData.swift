import GoroutineDump
import LeakAnalysis

/// Findings as data.
struct FindingData {
  private let view: [DumpAnalysis]
  private let fingerprints: [FingerprintTable]
  private let showsIDs: Bool
  /// Ids of a finding's goroutines, and blockers of one, that are listed.
  private static let mostIDs = 20
  private static let mostBlockers = 3

  static let schema = Schema.shared("finding")
  static let form = Schema.object(
    "A finding; the worst of each dump come first",
    required: [
      "id": .string("Its id in this answer"), "dump": DumpData.dumpSchema,
      "signature": .string("The signature that matched; explain_signature explains it"),
      "severity": .word(Severity.allCases.map(\.rawValue), "How bad it is"),
      "confidence": .word(
        Confidence.allCases.map(\.rawValue), "How sure it is; only proven is certain"),
      "probability": .number("The probability of a leak or hang, from 0 to 1"),
      "count": .integer("Goroutines"), "title": .string("What was found"),
      "evidence": .string("The numbers that support it"),
      "cause": .string("The likely cause"), "fix": .string("What to change"),
    ],
    optional: [
      "waitMinutes": DumpData.waitSchema, "site": DumpData.placeSchema,
      "createdBy": DumpData.placeSchema,
      "fingerprint": .string("The fingerprint of its largest group, for show_group"),
      "consequenceOf": .string("The id of the finding whose goroutines block these"),
      "blockedBy": .list(BlockerData.schema, "Goroutines that block these, the root first"),
      "goroutineIDs": .list(.integer("An id"), "Ids of some of the goroutines, for show_goroutine"),
    ])

  init(_ report: Report, showsIDs: Bool) {
    view = report.dumps
    fingerprints = report.dumps.map { FingerprintTable($0) }
    self.showsIDs = showsIDs
  }

  func list(_ findings: [Finding]) -> ToolAnswer.List {
    let shown = Set(findings.map(\.number))
    return ToolAnswer.List("findings", findings.map { json($0, shown) })
  }

  private func json(_ finding: Finding, _ shown: Set<Int>) -> JSON {
    let analysis = view[finding.dump]
    let group = finding.shownGroup.map { analysis.groups[$0] }
    return .record([
      "id": .string("f\(finding.number + 1)"), "dump": .integer(finding.dump),
      "signature": .string(finding.signature),
      "severity": .string(finding.severity.rawValue),
      "confidence": .string(finding.confidence.rawValue),
      "probability": DumpData.number(finding.probability), "count": .integer(finding.count),
      "title": Excerpt.json(finding.title), "evidence": Excerpt.json(finding.evidence),
      "cause": Excerpt.json(finding.cause), "fix": Excerpt.json(finding.fix),
      "waitMinutes": DumpData.wait(finding.wait), "site": DumpData.place(finding.site),
      "createdBy": DumpData.place(finding.createdBy),
      "fingerprint": group.map {
        .string(fingerprints[finding.dump].fingerprint(of: $0).description)
      },
      "consequenceOf": finding.consequenceOf.flatMap {
        shown.contains($0) ? .string("f\($0 + 1)") : nil
      },
      "blockedBy": finding.blockedBy.isEmpty
        ? nil : .array(finding.blockedBy.prefix(Self.mostBlockers).map(BlockerData.json)),
      "goroutineIDs": showsIDs ? .array(ids(finding, analysis)) : nil,
    ])
  }

  private func ids(_ finding: Finding, _ analysis: DumpAnalysis) -> [JSON] {
    let records = finding.groups.lazy.flatMap { analysis.goroutines(of: analysis.groups[$0]) }
    return records.filter { $0.id != 0 }.prefix(Self.mostIDs).map {
      .integer(Int(clamping: $0.id))
    }
  }
}

/// Who keeps goroutines waiting, as data.
enum BlockerData {
  static let schema = Schema.shared("blocker")
  static let form = Schema.object(
    "A goroutine that may end the wait",
    required: [
      "site": DumpData.placeSchema, "state": .string("Its state"),
      "grade": .word(
        BlockerGrade.allCases.map(\.rawValue), "How sure it is that it may end the wait"),
      "reason": .string("What suggests it"),
      "behind": .integer("Goroutines that wait behind it, directly or not"),
    ],
    optional: [
      "goroutine": .integer("Its id"), "waitMinutes": .integer("Minutes that it has been waiting"),
    ])

  static func json(_ blocker: BlockedBy) -> JSON {
    .record([
      "site": DumpData.place(blocker.site), "state": Excerpt.json(blocker.state),
      "grade": .string(blocker.grade.rawValue), "reason": Excerpt.json(blocker.reason),
      "behind": .integer(blocker.behind),
      "goroutine": blocker.goroutine == 0 ? nil : .integer(Int(clamping: blocker.goroutine)),
      "waitMinutes": blocker.waitMinutes.map { .integer($0) },
    ])
  }
}
