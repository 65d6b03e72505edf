import GoroutineDump
public import LeakAnalysis

/// Writes how groups change over several dumps in ASCII, and never in more than ``BriefReport/limit``
/// bytes.
public struct BriefTrend: Sendable {
  private let trend: Trend
  /// Bytes that the series have at least, and that a line about what was left out takes.
  private static let seriesRoom = 1_000
  private static let remark = 60

  /// A trend to write.
  public init(_ trend: Trend) { self.trend = trend }

  /// Writes it.
  public func write(to output: consuming ReportOutput) {
    var brief = BriefText(room: BriefReport.limit)
    let text = TrendText(trend)
    brief.add([BriefText.line(text.heading)])
    if trend.findings.isEmpty { brief.add([BriefText.line(TrendText.nothing)]) }
    for (number, finding) in trend.findings.enumerated() {
      var finding = finding
      finding.number = number
      guard brief.add(BriefFinding.lines(finding), leaving: Self.seriesRoom) else {
        let rest = Quantity.text(trend.findings.count - number, "more finding")
        brief.add([BriefText.line("and \(rest)", indent: 2)])
        break
      }
    }
    let shown = text.shown
    for (place, series) in shown.enumerated() {
      guard brief.add([line(series)], leaving: Self.remark) else {
        let rest = Quantity.text(shown.count - place, "more group")
        brief.add([BriefText.line("and \(rest)", indent: 2)])
        break
      }
    }
    output.write(brief.text)
    output.flush()
  }

  /// `growing 10 60 90, chan send, main.send send.go:22, +10/min`
  private func line(_ series: Trend.Series) -> String {
    let counts = series.counts.map { Quantity.text($0) }.joined(separator: " ")
    var text = "\(series.course.rawValue) \(counts), \(series.member.state.name)"
    text += ", \(series.member.site?.brief ?? "(no frames)")"
    if let rate = series.ratePerMinute, series.course == .growing {
      text += ", \(DiffText.text(rate))"
    }
    return BriefText.line(text)
  }
}
