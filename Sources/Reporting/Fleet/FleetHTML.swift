import LeakAnalysis

/// Writes a fleet's ranking as one HTML file.
public struct FleetHTML: Sendable {
  private let report: FleetReport
  /// Findings that are written out.
  private static let limit = 1000

  /// A report to write.
  public init(_ report: FleetReport) { self.report = report }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var page = HTMLPage(title: "Goroutine leaks of a fleet")
    page.summary = masthead + table + failures
    page.write(to: output)
  }

  private var masthead: Markup {
    let ranking = report.ranking
    let count = ranking.leaks.count
    var head = Masthead(
      title: count == 0 ? "No findings" : Quantity.text(count, "finding"),
      sources: ranking.day.isEmpty ? [] : ["Captures of \(ranking.day)"])
    head.facts = [
      ("New", Quantity.text(ranking.leaks.count(where: \.isNew))),
      ("Services", Quantity.text(ranking.services)),
      ("Instances", Quantity.text(ranking.instances)),
      ("Captures", Quantity.text(ranking.captures)),
    ]
    head.warnings = report.caveats
    return head.markup
  }

  private var table: Markup {
    let entries = report.entries
    guard !entries.isEmpty else { return "" }
    let most = entries.map(\.leak.peak).max() ?? 0
    let rows = entries.prefix(Self.limit).map { row($0, most) }
    let rest: Markup =
      entries.count > Self.limit
      ? """
      <p class="rest">\(Quantity.text(entries.count - Self.limit)) more are not shown here: \
      <code>\(Tool.name) fleet --format json</code> has all.</p>
      """ : ""
    return """
      <section id="leaks" aria-labelledby="leaks-title">
      <h2 id="leaks-title">Findings</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of findings">\
      <table class="changes sortable"><thead><tr><th scope="col" class="n">Rank</th>\
      <th scope="col">Service</th><th scope="col" class="n">RMS</th>\
      <th scope="col" class="n">Instances</th><th scope="col" class="n">Peak</th>\
      <th scope="col">Peak of all</th><th scope="col">Median wait</th>\
      <th scope="col">Since the day before</th><th scope="col">Pattern</th>\
      <th scope="col">Where</th><th scope="col">Owner</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      \(rest)</section>

      """
  }

  private func row(_ entry: FleetReport.Entry, _ most: Int) -> Markup {
    let leak = entry.leak
    let creator: Markup =
      leak.createdBy.isEmpty
      ? "" : "<br><span class=\"dim\">created by</span> \(Markup.function(leak.createdBy))"
    let promotion: Markup =
      FleetReport.promotion(leak).map { "<br><span class=\"dim\">\($0)</span>" } ?? ""
    let mark: Markup = leak.isNew ? " class=\"growth\"" : ""
    return """
      <tr\(mark)><td class="n" data-value="\(entry.rank)">\(entry.rank)</td>\
      <td>\(FleetReport.name(leak.service))</td>\
      <td class="n" data-value="\(Int(leak.rms * 1000))">\(FleetReport.rms(leak))</td>\
      <td class="n" data-label="instances" data-value="\(leak.hitInstances)">\
      \(Quantity.text(leak.hitInstances)) of \(Quantity.text(leak.instances))</td>\
      <td class="n" data-label="peak" data-value="\(leak.peak)">\(Quantity.text(leak.peak))</td>\
      <td class="bars" data-value="\(leak.peak)">\(Markup.bar(leak.peak, of: most, kind: "after"))</td>\
      <td data-label="waiting" data-value="\(Int(leak.waitMedian ?? -1))">\
      \(FleetReport.wait(leak) ?? "")</td>\
      <td data-value="\(Int((leak.growth ?? 0) * 1000))">\(FleetReport.change(leak) ?? "")</td>\
      <td>\(entry.title)<br><span class="dim">\(leak.signature), \(leak.severity.rawValue)</span>\(promotion)</td>\
      <td>\(Markup.function(leak.site.function)) \(Markup.file(leak.site.file, leak.site.line))\
      \(creator)</td><td>\(entry.owner)</td></tr>

      """
  }

  private var failures: Markup {
    let failures = report.ranking.failures
    guard !failures.isEmpty else { return "" }
    let rows = failures.prefix(Self.limit).map {
      "<tr><td>\(FleetReport.name($0.service))</td><td>\($0.capture)</td><td>\($0.problem)</td></tr>\n"
        as Markup
    }
    return """
      <section id="failures" aria-labelledby="failures-title">
      <h2 id="failures-title">Captures that could not be read</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of failed captures">\
      <table class="sortable"><thead><tr><th scope="col">Service</th><th scope="col">Capture</th>\
      <th scope="col">Problem</th></tr></thead>
      <tbody>\(rows)</tbody></table></div></section>

      """
  }
}
