import GoroutineDump
import LeakAnalysis

/// Writes one row of the table whole: its size, the findings that speak of it, its stacks, and the ids
/// of its goroutines, those that wait longest first.
public struct GroupText: Sendable {
  private let view: ReportView
  /// The row's number in each dump's table, from 0.
  private let number: Int
  private let options: TextOptions
  private static let gutter = 12
  /// Ids of a page that is limited.
  private static let idLimit = 200

  /// A row to write, by its number in the tables of a view, from 1.
  public init(_ view: ReportView, number: Int, options: TextOptions = TextOptions()) {
    self.view = view
    self.number = number - 1
    self.options = options
  }

  /// Whether the table of some dump has such a row.
  public var isThere: Bool { view.tables.contains { $0.rows.indices.contains(number) } }

  /// Writes it, from each table that has it.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    var isFirst = true
    for (dump, table) in view.tables.enumerated() where table.rows.indices.contains(number) {
      if !isFirst { page.line() }
      isFirst = false
      write(table.rows[number], table.key, dump, to: &page)
    }
    page.finish()
  }

  private func write(_ row: Row, _ key: RowKey, _ dump: Int, to page: inout TextPage) {
    let analysis = view.report.dumps[dump]
    page.flow(
      [],
      [
        [Ink("group \(Quantity.text(number + 1))", .bold)],
        [Ink("in \(DumpHeading.title(of: analysis.name))")],
      ])
    for (part, value) in zip(key.parts, row.values) where !value.isEmpty {
      write(part.name, value, to: &page)
    }
    var size = Quantity.text(row.count, "goroutine")
    if let wait = row.wait { size += " waiting " + Quantity.sentence(wait) }
    if row.leaked > 0 { size += ", \(Quantity.text(row.leaked)) proved leaked" }
    write("count", size, to: &page)
    let members = Set(row.groups)
    for finding in view.findings(ofDump: dump)
    where finding.groups.contains(where: members.contains) {
      write(
        "finding",
        "\(finding.number + 1) \(finding.severity.rawValue): \(finding.title) (\(finding.signature))",
        to: &page)
    }
    writeIDs(view.tables[dump].goroutines(of: row, in: analysis), analysis, to: &page)
    page.line()
    page.line([Ink(row.stackCount == 1 ? "STACK" : "STACKS", .bold)])
    RowStacks(analysis, limit: page.options.rowLimit > 0 ? 20 : .max).write(row, to: &page)
  }

  /// The ids by how long their goroutines wait.
  private func writeIDs(
    _ goroutines: [GoroutineRecord], _ analysis: DumpAnalysis, to page: inout TextPage
  ) {
    var waits: [Int: [UInt64]] = [:]
    for record in goroutines where record.id != 0 {
      waits[analysis.tellsMinutes ? record.waitMinutes ?? 0 : -1, default: []].append(record.id)
    }
    var room = page.options.rowLimit > 0 ? Self.idLimit : Int.max
    let total = waits.values.reduce(0) { $0 + $1.count }
    for (wait, ids) in waits.sorted(by: { $0.key > $1.key }) where room > 0 {
      let shown = ids.sorted().prefix(room)
      room -= shown.count
      let lead = wait < 0 ? "" : "waiting \(Quantity.duration(minutes: wait)): "
      write("goroutines", lead + shown.map { "\($0)" }.joined(separator: ", "), to: &page)
    }
    if total > Self.idLimit, room == 0 {
      write("", "and \(Quantity.text(total - Self.idLimit)) more: --top 0 lists all", to: &page)
    }
  }

  private func write(_ word: String, _ text: String, to page: inout TextPage) {
    page.paragraph([TextPage.space(2), Ink(word.padded(to: Self.gutter), .dim)], text)
  }
}
