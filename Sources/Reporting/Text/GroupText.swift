import GoroutineDump
import LeakAnalysis

/// Writes rows of the table whole, mostly one: its size, the findings that speak of it, its stacks, and the ids
/// of its goroutines, those that wait longest first.
public struct GroupText: Sendable {
  private let view: ReportView
  /// The rows' numbers in each dump's table, from 1.
  private let numbers: ClosedRange<Int>
  private let showsIDs: Bool
  private let options: TextOptions
  private static let gutter = 12
  /// Ids of a page that is limited.
  private static let idLimit = 200

  /// A row to write, by its number in the tables of a view, from 1.
  public init(_ view: ReportView, number: Int, options: TextOptions = TextOptions()) {
    self.init(view, numbers: number...number, options: options)
  }

  /// Rows to write, by their numbers in the tables of a view, from 1, with the ids of their goroutines
  /// or without.
  public init(
    _ view: ReportView, numbers: ClosedRange<Int>, showsIDs: Bool = true,
    options: TextOptions = TextOptions()
  ) {
    self.view = view
    self.numbers = numbers
    self.showsIDs = showsIDs
    self.options = options
  }

  /// Whether the table of some dump has such a row.
  public var isThere: Bool { view.tables.contains { $0.rows.count >= numbers.lowerBound } }

  /// Writes them, from each table that has them.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    var isFirst = true
    for (dump, table) in view.tables.enumerated() {
      for number in numbers where number <= table.rows.count {
        if !isFirst { page.line() }
        isFirst = false
        write(number, table, dump, to: &page)
      }
    }
    page.finish()
  }

  private func write(_ number: Int, _ table: RowTable, _ dump: Int, to page: inout TextPage) {
    let analysis = view.report.dumps[dump]
    let row = table.rows[number - 1]
    page.flow(
      [],
      [
        [Ink("group \(Quantity.text(number))", .bold)],
        [Ink("in \(DumpHeading.title(of: analysis.name))")],
      ])
    for (part, value) in zip(table.key.parts, row.values) where !value.isEmpty {
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
    if showsIDs { writeIDs(table.goroutines(of: row, in: analysis), analysis, to: &page) }
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
