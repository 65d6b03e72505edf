public import LeakAnalysis
public import PCRE2

/// A report, and what of it is to be shown.
public struct ReportView: Sendable {
  /// The whole report.
  public let report: Report
  /// The rows to show of each dump, in the order of the report's dumps.
  public let tables: [RowTable]
  /// The findings that speak of a group that is shown.
  public let findings: [Finding]
  /// Whether the filter leaves something out.
  let isFiltered: Bool
  /// The groups to show of each dump, as indices; nil where all are shown.
  let groups: [Set<Int>]?

  /// Gathers the rows of each dump by a key.
  ///
  /// - Parameter rowLimit: how many rows of each table are wanted; nil for all.
  /// - Throws: where a pattern of the filter gave up on a name.
  public init(
    _ report: Report, by key: RowKey = .standard, order: RowTable.Order = .count,
    filter: GroupFilter = GroupFilter(), rowLimit: Int? = nil
  ) throws(PatternError) {
    let tables = try RowTable.tables(
      of: report.dumps, by: key, filter: filter, order: order, limit: rowLimit)
    self.init(report, tables, filter: filter)
  }

  /// Shows rows that are gathered already, one table for each dump, all by one filter.
  public init(_ report: Report, _ tables: [RowTable], filter: GroupFilter) {
    self.report = report
    self.tables = tables
    isFiltered = !filter.isEmpty
    guard isFiltered else {
      findings = report.findings
      groups = nil
      return
    }
    var kept = tables.map { $0.groups ?? [] }
    let shown = report.findings.filter { finding in
      finding.groups.contains { kept[finding.dump].contains($0) }
    }
    // A finding names all of its groups, so all of them are there.
    for finding in shown { kept[finding.dump].formUnion(finding.groups) }
    findings = shown
    groups = kept
  }

  /// What is shown, as it can be shown to others: see ``LeakAnalysis/Report/redacted()``.
  public func redacted() -> ReportView { ReportView(redacting: self) }

  private init(redacting view: ReportView) {
    report = view.report.redacted()
    tables = zip(view.tables, view.report.dumps).map { $0.redacted(of: $1) }
    isFiltered = view.isFiltered
    groups = view.groups
    let shown = zip(view.report.findings, report.findings)
    guard let groups else {
      findings = shown.map { $0.1 }
      return
    }
    findings = shown.filter { whole, _ in
      whole.groups.contains { groups[whole.dump].contains($0) }
    }.map { $0.1 }
  }

  /// The ledgers of the places that a question means: the number of a row in the tables, from 1, or
  /// what ``LeakAnalysis/Report/ledgers(_:catalogue:)`` takes.
  public func ledgers(_ question: String, catalogue: Catalogue) -> [PlaceLedger] {
    guard let number = Int(question), number > 0 else {
      return report.ledgers(question, catalogue: catalogue)
    }
    let rows = tables.map { table in
      table.rows.indices.contains(number - 1) ? Set(table.rows[number - 1].groups) : []
    }
    return report.ledgers(ofGroups: rows, catalogue: catalogue)
  }

  /// The findings to show of a dump: they stand in the order of the dumps.
  func findings(ofDump number: Int) -> [Finding] {
    let start = findings.partitioningIndex { $0.dump >= number }
    return Array(findings[start...].prefix { $0.dump == number })
  }

  /// Whether a group of a dump is to be shown.
  func shows(group: Int, ofDump number: Int) -> Bool {
    groups.map { $0[number].contains(group) } ?? true
  }
}
