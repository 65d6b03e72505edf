import GoroutineDump
public import LeakAnalysis

/// Writes how the groups of a program change over several dumps as one HTML file: the lines of
/// growth, what is wrong, and the stacks of all dumps to be searched.
public struct TrendHTML: Sendable {
  private let trend: Trend
  private let articles: FindingArticles
  private static let rowLimit = 500

  /// A trend to write.
  public init(_ trend: Trend) {
    self.trend = trend
    articles = FindingArticles(trend.findings.map(\.signature))
  }

  /// Writes the trend.
  public func write(to output: consuming ReportOutput) {
    var data = ReportData()
    let positions = trend.populations.map { data.add($0.analysis) }
    data.focus = trend.populations.count - 1
    data.sides = [0, trend.populations.count - 1]
    for finding in articles.written.map({ trend.findings[$0] }) {
      data.add(
        finding: finding.title, groups: finding.groups.compactMap { positions[finding.dump][$0] })
    }
    var page = HTMLPage(title: title, data: data)
    page.summary = masthead + findings + lines
    page.write(to: output)
  }

  private var title: String {
    switch trend.findings.count {
    case 0: "No group grows in every dump"
    case 1: "1 group grows from dump to dump"
    default: "\(Quantity.text(trend.findings.count)) groups grow from dump to dump"
    }
  }

  private var masthead: Markup {
    let dumps = trend.populations.map(\.analysis)
    var head = Masthead(title: title, sources: dumps.map(Masthead.source))
    let totals = dumps.map(\.dump.goroutineCount)
    head.facts = [
      ("Dumps", String(dumps.count)), ("First", Quantity.text(totals.first ?? 0)),
      ("Last", Quantity.text(totals.last ?? 0)),
      ("Growth", DiffText.signed((totals.last ?? 0) - (totals.first ?? 0))),
    ]
    if let times = trend.times {
      let length = GrowingGroup.duration(times.minutes)
      head.facts.append(("Over", length))
    }
    head.warnings = dumps.flatMap { Masthead.warnings($0, isNamed: true) }
    return head.markup
  }

  private var findings: Markup {
    let list = articles.markup { number, place in
      let finding = trend.findings[number]
      let analysis = trend.populations[finding.dump].analysis
      let paths = SourcePaths()
      return FindingArticle(
        finding: finding, anchor: "finding-\(number + 1)", number: place,
        isOpen: number < 3 || trend.findings.count <= 5,
        stack: finding.shownGroup.map {
          StackList(analysis, paths: paths).markup(analysis.groups[$0])
        }, paths: paths
      ).markup
    }
    let text: Markup =
      trend.findings.isEmpty ? "<p>No group grows significantly from dump to dump.</p>" : ""
    return """
      <section id="findings" aria-labelledby="findings-title">
      <h2 id="findings-title">Findings</h2>
      \(list)\(text)</section>

      """
  }

  private var lines: Markup {
    let shown = trend.series.filter { $0.course != .steady }
    let steady = trend.series.filter { $0.course == .steady }
    let rows = shown.prefix(Self.rowLimit).map(row)
    var rest: Markup = ""
    if shown.count > Self.rowLimit {
      rest = "<p class=\"rest\">\(Quantity.text(shown.count - Self.rowLimit, "more group")).</p>"
    }
    if !steady.isEmpty {
      let count = steady.reduce(0) { $0 + ($1.counts.last ?? 0) }
      rest += """
        <p class="dim">Steady: \(Quantity.text(count, "goroutine")) in \
        \(Quantity.text(steady.count, "group")).</p>
        """
    }
    let table: Markup =
      rows.isEmpty
      ? ""
      : """
      <div class="scroll" tabindex="0" role="region" aria-label="Table of lines">\
      <table class="changes sortable"><thead><tr><th scope="col">Course</th>\
      <th scope="col" class="n">Growth</th><th scope="col">Goroutines</th>\
      <th scope="col">Line</th><th scope="col" class="n">Per minute</th>\
      <th scope="col">State</th><th scope="col">Where</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
    return """
      <section id="lines" aria-labelledby="lines-title">
      <h2 id="lines-title">Lines of growth</h2>
      \(GrowthChart(trend).markup)\(table)\(rest)</section>

      """
  }

  private func row(_ series: Trend.Series) -> Markup {
    let member = series.member
    let mark: Markup = series.course == .growing ? " class=\"growth\"" : ""
    let site = member.site ?? member.top
    let counts = series.counts.map { Quantity.text($0) }.joined(separator: " ")
    return """
      <tr\(mark)><td><span class="change \(series.course.rawValue)">\(series.course.rawValue)</span>\
      </td><td class="n" data-value="\(series.growth)">\(DiffText.signed(series.growth))</td>\
      <td data-value="\(series.counts.last ?? 0)">\(counts)</td>\
      <td>\(GrowthChart.sparkline(series.counts))</td>\
      <td class="n" data-label="per minute" data-value="\(Int((series.ratePerMinute ?? 0) * 100))">\
      \(series.ratePerMinute.map { GrowingGroup.text($0) } ?? "")</td>\
      <td>\(Markup.state(member.state))</td>\
      <td>\(Markup.function(site?.function ?? "")) \(Markup.file(site?.file ?? "", site?.line ?? 0))\
      </td></tr>

      """
  }
}
