import LeakAnalysis

/// Writes a fleet's ranking for a person at a terminal: the new findings, then the others.
public struct FleetText: Sendable {
  private let report: FleetReport
  private let options: TextOptions
  /// Captures that could not be read, listed at most.
  private static let mostFailures = 5

  /// A report to write.
  public init(_ report: FleetReport, options: TextOptions = TextOptions()) {
    self.report = report
    self.options = options
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    page.paragraph([], report.heading, .bold)
    for caveat in report.caveats { page.paragraph([], caveat, .dim) }
    let entries = report.entries
    let hasDayBefore = entries.contains { $0.leak.instancesBefore != nil }
    let new = entries.filter(\.leak.isNew)
    let others = entries.filter { !$0.leak.isNew }
    write("NEW SINCE THE DAY BEFORE", new, to: &page)
    write(hasDayBefore ? "KNOWN" : "FINDINGS", others, to: &page)
    writeFailures(to: &page)
    page.finish()
  }

  private func write(
    _ heading: String, _ entries: [FleetReport.Entry], to page: inout TextPage
  ) {
    guard !entries.isEmpty else { return }
    page.line()
    page.line([Ink(heading, .bold), Ink("  by root mean square of counts", .dim)])
    let shown = options.rowLimit > 0 ? Array(entries.prefix(options.rowLimit)) : entries
    for entry in shown { write(entry, to: &page) }
    if entries.count > shown.count {
      page.paragraph(
        [TextPage.space(2)], "and \(Quantity.text(entries.count - shown.count)) more: --top 0", .dim
      )
    }
  }

  private func write(_ entry: FleetReport.Entry, to page: inout TextPage) {
    let leak = entry.leak
    var shortener = NameShortener(ellipsis: options.ellipsis)
    let indent = 6
    let number = Quantity.text(entry.rank).leftPadded(to: 4) + "  "
    let style: Ink.Style = leak.severity == .error ? .error : .warning
    page.flow(
      [Ink(number)],
      [
        [Ink(FleetReport.name(leak.service), .bold)],
        [Ink(leak.severity.rawValue, leak.severity == .note ? .note : style)],
        [Ink(entry.title)], [Ink("(\(leak.signature))", .dim)],
      ])
    let room = options.width - indent
    var place = [[Ink(shortener.shorten(entry.leak.site.function, to: room), .bold)]]
    if leak.site.function.isEmpty { place = [[Ink("(no frames)", .dim)]] }
    if !leak.site.file.isEmpty {
      place.append([
        Ink(shortener.shorten("\(leak.site.file):\(leak.site.line)", to: room), .place)
      ])
    }
    page.flow([TextPage.space(indent)], place)
    page.paragraph([TextPage.space(indent)], Self.numbers(leak))
    if let promotion = FleetReport.promotion(leak) {
      page.paragraph([TextPage.space(indent)], promotion)
    }
    if !entry.owner.isEmpty {
      page.paragraph([TextPage.space(indent), Ink("owner ", .dim)], entry.owner)
    }
  }

  /// `RMS 1,204; 8 of 12 instances; peak 3,100 in pay-7; median wait 2h; +900 per instance`
  static func numbers(_ leak: FleetRanking.Leak) -> String {
    var parts = ["RMS \(FleetReport.rms(leak))", FleetReport.hits(leak)]
    parts.append("peak \(Quantity.text(leak.peak)) in \(leak.peakInstance)")
    if let wait = FleetReport.wait(leak) { parts.append("median wait \(wait)") }
    if let change = FleetReport.change(leak) { parts.append(change) }
    return parts.joined(separator: "; ")
  }

  private func writeFailures(to page: inout TextPage) {
    let failures = report.ranking.failures
    guard !failures.isEmpty else { return }
    page.line()
    page.line([Ink("NOT READ", .bold)])
    for failure in failures.prefix(Self.mostFailures) {
      page.paragraph([TextPage.space(2)], "\(failure.capture): \(failure.problem)")
    }
    if failures.count > Self.mostFailures {
      page.paragraph(
        [TextPage.space(2)],
        "and \(Quantity.text(failures.count - Self.mostFailures)) more: --format json has all", .dim
      )
    }
  }
}
