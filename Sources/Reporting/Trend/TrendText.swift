import GoroutineDump
public import LeakAnalysis

/// Writes how the groups of a program change over several dumps, for a person.
public struct TrendText: Sendable {
  private let trend: Trend
  private let options: TextOptions
  /// Goroutines from which a group that does not grow is worth a line.
  private static let notable = 5

  /// A trend to write.
  public init(_ trend: Trend, options: TextOptions = TextOptions()) {
    self.trend = trend
    self.options = options
  }

  /// Writes the trend.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    page.paragraph([], heading, .bold)
    page.line()
    for (number, finding) in trend.findings.enumerated() {
      var finding = finding
      finding.number = number
      let analysis = trend.populations[finding.dump].analysis
      FindingBlock(finding, analysis, path: analysis.name).write(isFirst: true, to: &page)
      FindingBlock.writeAdvice(of: finding, to: &page)
      page.line()
    }
    if trend.findings.isEmpty {
      page.paragraph([], Self.nothing, .good)
      page.line()
    }
    writeSeries(to: &page)
    page.finish()
  }

  /// What is said where nothing grows.
  static let nothing = "no group grows significantly from dump to dump"

  /// The goroutines of all dumps, in one line.
  var heading: String {
    let totals = trend.populations.map { Quantity.text($0.analysis.dump.goroutineCount) }
    return "\(totals.joined(separator: ", ")) goroutines in \(totals.count) dumps\(duration)"
  }

  /// The groups that are worth a line.
  var shown: [Trend.Series] {
    // One or two that come and go are the capture's own doing.
    trend.series.filter {
      $0.course == .growing || ($0.course != .steady && $0.counts.max() ?? 0 >= Self.notable)
    }
  }

  private var duration: String {
    guard let times = trend.times else {
      return ", at unknown times (set --interval 30s)"
    }
    let length = GrowingGroup.duration(times.minutes)
    switch times.source {
    case .interval: return " over \(length)"
    case .profiles: return " over \(length), by the profiles' own times"
    case .names: return " over \(length), by the file names"
    case .modification: return " over \(length), by modification times"
    }
  }

  private func writeSeries(to page: inout TextPage) {
    let shown = self.shown
    let limit = options.rowLimit == 0 ? shown.count : options.rowLimit
    for series in shown.prefix(limit) {
      let member = series.member
      var shortener = NameShortener(ellipsis: options.ellipsis)
      let style: Ink.Style = series.course == .growing ? .warning : .plain
      var phrases = [
        [Ink(series.counts.map { Quantity.text($0) }.joined(separator: " "), style)],
        [Ink(member.state.name)],
        [
          Ink(
            shortener.shorten(member.site?.function ?? "(no frames)", to: options.width - 14), .bold
          )
        ],
      ]
      if let rate = series.ratePerMinute, series.course == .growing {
        phrases.append([Ink(DiffText.text(rate))])
      }
      if series.course == .turnover {
        phrases.append([Ink("different goroutines each time", .dim)])
      }
      page.flow([Ink(series.course.rawValue.padded(to: 13), style)], phrases)
    }
    if shown.count > limit {
      page.paragraph([], "and \(Quantity.text(shown.count - limit)) more: --top 0", .dim)
    }
    let steady = trend.series.filter { $0.course == .steady }
    if !steady.isEmpty {
      let count = steady.reduce(0) { $0 + ($1.counts.last ?? 0) }
      page.paragraph(
        [],
        "steady: \(Quantity.text(count, "goroutine")) in \(Quantity.text(steady.count, "group"))",
        .dim)
    }
  }
}
