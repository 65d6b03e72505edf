import GoroutineDump
import LeakAnalysis

/// Writes a report for a person at a terminal: for each dump what was read, what is wrong with it,
/// the states, the table, and what could not be read.
public struct TextReport: Sendable {
  private let view: ReportView
  private let options: TextOptions

  /// A report to write.
  public init(_ view: ReportView, options: TextOptions = TextOptions()) {
    self.view = view
    self.options = options
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    for number in view.report.dumps.indices {
      if number > 0 {
        page.line()
        page.line()
      }
      write(number, to: &page)
    }
    if view.report.dumps.count > 1 { writeTotal(to: &page) }
    page.finish()
  }

  private func write(_ number: Int, to page: inout TextPage) {
    let analysis = view.report.dumps[number]
    let input = view.report.input(ofDump: number)
    DumpHeading(analysis, wrapping: input.wrapping).write(to: &page)
    page.line()
    let findings = view.findings(ofDump: number)
    let isLimited = page.options.rowLimit > 0
    FindingOverview(findings, isLimited: isLimited).write(to: &page)
    let hidden = view.report.findings.count { $0.dump == number } - findings.count
    Verdict(analysis, findings, hidden: hidden, path: input.path, view.tables[number])
      .write(to: &page)
    FindingList(findings, analysis, path: input.path, isLimited: isLimited).write(to: &page)
    if analysis.dump.goroutineCount > 0 {
      if !view.isFiltered { StateHistogram(analysis).write(to: &page) }
      RowList(analysis, view.tables[number], isFiltered: view.isFiltered).write(to: &page)
    }
    ProblemList(analysis.dump).write(to: &page)
  }

  /// The last line over several dumps.
  private func writeTotal(to page: inout TextPage) {
    let goroutines = view.report.dumps.reduce(0) { $0 + $1.dump.goroutineCount }
    var parts = [
      Quantity.text(goroutines, "goroutine") + " in \(view.report.dumps.count) dumps"
    ]
    parts.append(view.findings.isEmpty ? "no findings" : FindingOverview.heading(view.findings))
    page.line()
    page.paragraph([Ink("total  ", .bold)], parts.joined(separator: ", "))
  }
}
