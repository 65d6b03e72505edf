import GoroutineDump
import LeakAnalysis

/// Writes a report as one HTML file that needs nothing beside itself: findings, states, ages, the
/// first groups and creators to be read, and all stacks and groups to be searched.
public struct HTMLReport: Sendable {
  private let publication: Publication
  private let results: [Publication.Result]
  /// The results that the baseline does not accept, and which of them are written out.
  private let shown: [Publication.Result]
  private let articles: FindingArticles
  /// Dumps of which states, groups and creators are written out.
  private static let dumpLimit = 12
  /// Rows of the tables that are read without a script, over all dumps.
  private static let rowLimit = 40
  /// Lines of the summary of findings.
  private static let summaryLimit = 40

  /// A report to write.
  public init(_ publication: Publication) {
    self.publication = publication
    results = publication.results
    shown = results.filter { !$0.isAccepted }
    articles = FindingArticles(shown.map(\.finding.signature))
  }

  private var view: ReportView { publication.view }
  private var dumps: [DumpAnalysis] { view.report.dumps }
  private var isSeveral: Bool { dumps.count > 1 }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var data = ReportData(paths: publication.paths)
    if let key = view.tables.first?.key { data.key = key }
    let positions = dumps.indices.map { number in
      data.add(dumps[number]) { view.shows(group: $0, ofDump: number) }
    }
    for number in articles.written {
      let finding = shown[number].finding
      data.add(
        finding: finding.title, groups: finding.groups.compactMap { positions[finding.dump][$0] })
    }
    var page = HTMLPage(title: title, data: data)
    page.summary = masthead + findings + overviews
    page.details = groups + creators + remarks
    page.write(to: output)
  }

  private var title: String {
    let names = dumps.map { DumpHeading.title(of: $0.name) }
    let first = names.first ?? ""
    return "\(verdict) – " + (names.count > 1 ? "\(first) and \(names.count - 1) more" : first)
  }

  // MARK: the answer

  private var verdict: String {
    let all = dumps.reduce(0) { $0 + $1.dump.goroutineCount }
    var named: [Int: Set<Int>] = [:]
    for result in shown { named[result.finding.dump, default: []].formUnion(result.finding.groups) }
    let count = named.reduce(0) { sum, entry in
      sum + entry.value.reduce(0) { $0 + dumps[entry.key].groups[$1].count }
    }
    let of = "\(Quantity.text(count)) of \(Quantity.text(all, "goroutine"))"
    let sentence =
      switch shown.count {
      case 0 where all == 0: "No goroutines in this profile"
      case 0: "No leak signature matched"
      default: "\(ResultCount.heading(shown)), \(of)"
      }
    switch publication.verdict?.outcome {
    case .passed: return "The gate passed. \(sentence)"
    case .failed: return "The gate failed. \(sentence)"
    case .undecided: return "The gate could not judge every capture. \(sentence)"
    case nil: return sentence
    }
  }

  private var masthead: Markup {
    let summary = Summary(dumps)
    var head = Masthead(title: verdict, sources: dumps.map(Masthead.source))
    head.facts = [
      ("Goroutines", Quantity.text(summary.goroutines)),
      ("Groups", Quantity.text(summary.groups)), ("Stacks", Quantity.text(summary.stacks)),
    ]
    let waits = dumps.flatMap { $0.groups.compactMap(\.wait) }
    if let longest = waits.map(\.max).max() {
      head.facts.append(("Longest wait", Quantity.duration(minutes: longest)))
    }
    if summary.leaked > 0 {
      head.facts.append(("Proved leaked", Quantity.text(summary.leaked)))
    }
    head.warnings = dumps.flatMap { Masthead.warnings($0, isNamed: isSeveral) }
    head.warnings += (publication.verdict?.doubts ?? []).map {
      "not judged: \($0.capture) \($0.reason)"
    }
    return head.markup
  }

  private var findings: Markup {
    let list = articles.markup { article(shown[$0], index: $0, number: $1) }
    var text: Markup = ""
    if shown.isEmpty { text = "<p>\(silence)</p>" }
    let accepted = results.count - shown.count
    if accepted > 0 {
      text += "<p class=\"dim\">\(Quantity.text(accepted, "finding")) accepted by the baseline.</p>"
    }
    let hidden = view.report.findings.count - view.findings.count
    if hidden > 0 {
      text += "<p class=\"dim\">\(Quantity.text(hidden, "finding")) hidden by the filter.</p>"
    }
    return """
      <section id="findings" aria-labelledby="findings-title">
      <h2 id="findings-title">Findings</h2>
      \(summary)\(list)\(text)</section>

      """
  }

  /// A line for each finding, which opens it; of one finding, its article is enough.
  private var summary: Markup {
    guard shown.count > 1 else { return "" }
    let written = articles.written.prefix(Self.summaryLimit)
    let rows = written.map { index -> Markup in
      let finding = shown[index].finding
      let severity = finding.severity.rawValue
      let place = finding.site
      return """
        <tr class="\(severity)"><td class="n"><a href="#\(anchor(index))">\(index + 1)</a></td>\
        <td><span class="severity">\(severity)</span></td>\
        <td class="n">\(finding.count > 0 ? Quantity.text(finding.count) : "")</td>\
        <td class="wait">\(finding.wait.map { Quantity.range($0) } ?? "")</td>\
        <td>\(place.map { Markup.function($0.function) } ?? "") \
        \(place.map { Markup.file(publication.paths.path(of: $0.file), $0.line) } ?? "")</td>\
        <td><a href="#\(anchor(index))">\(finding.title)</a></td></tr>

        """
    }
    let rest = shown.count - written.count
    let more: Markup =
      rest > 0 ? "<p class=\"rest\">And \(Quantity.text(rest)) more below.</p>" : ""
    return """
      <table class="groups findings"><thead><tr><th scope="col" class="n">#</th>\
      <th scope="col">Severity</th><th scope="col" class="n">Goroutines</th>\
      <th scope="col">Waiting</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
      <tbody>\(rows)</tbody></table>\(more)

      """
  }

  /// The name of a finding within the page; limits of a gate are no findings of the report.
  private func anchor(_ index: Int) -> String {
    let finding = shown[index].finding
    let all = view.report.findings
    let isListed =
      all.indices.contains(finding.number) && all[finding.number].signature == finding.signature
    return isListed ? "finding-\(finding.number + 1)" : "limit-\(index + 1)"
  }

  /// Why silence may not be health.
  private var silence: String {
    "No leak signature matched." + (Verdict.advice(on: dumps).map { " " + $0 } ?? "")
  }

  private func article(_ result: Publication.Result, index: Int, number: Int) -> Markup {
    let finding = result.finding
    let analysis = dumps[finding.dump]
    let stacks = StackList(analysis, paths: publication.paths)
    var article = FindingArticle(
      finding: finding, anchor: anchor(index),
      otherStack: { stacks.markup(analysis.groups[$0]) }, paths: publication.paths)
    article.number = number
    article.example = NextCommand.example(of: finding, analysis)
    let path = view.report.input(ofDump: finding.dump).path
    article.command = NextCommand.of(finding, analysis, path: path)
    // Of many, the first are read and the others looked over.
    article.isOpen = number < 3 || shown.count <= 5
    article.capture = isSeveral ? DumpHeading.title(of: result.capture) : nil
    article.change = result.change
    if let group = finding.shownGroup {
      article.stack = stacks.markup(analysis.groups[group])
    }
    return article.markup
  }

  // MARK: the dumps

  private var overviews: Markup {
    let parts = dumps.prefix(Self.dumpLimit).map { Overview($0, isNamed: isSeveral).markup }
    return """
      <section id="states" aria-labelledby="states-title">
      <h2 id="states-title">States and wait times</h2>
      \(parts)\(moreDumps)</section>

      """
  }

  private var moreDumps: Markup {
    let rest = dumps.count - Self.dumpLimit
    return rest > 0
      ? "<p class=\"rest\">\(Quantity.text(rest, "more capture")), not shown here.</p>" : ""
  }

  private var groups: Markup {
    let limit = Swift.max(Self.rowLimit / Swift.max(Swift.min(dumps.count, Self.dumpLimit), 1), 10)
    let parts = dumps.indices.prefix(Self.dumpLimit).map { number in
      name(of: dumps[number])
        + GroupTable(
          dumps[number], view.tables[number], paths: publication.paths, limit: limit
        ).markup
    }
    let key = view.tables.first?.key.parts.map(\.name).joined(separator: ", ") ?? ""
    return """
      <section class="static" aria-labelledby="groups-title">
      <h2 id="groups-title">Goroutines <small>by \(key)</small></h2>
      \(parts)\(moreDumps)</section>

      """
  }

  private var creators: Markup {
    let parts = dumps.prefix(Self.dumpLimit).map { analysis -> Markup in
      var list = CreatorList(CreatorTree(analysis), paths: publication.paths)
      let tree = list.markup()
      return tree.html.isEmpty ? "" : name(of: analysis) + tree
    }
    let text: Markup =
      parts.contains { !$0.html.isEmpty }
      ? "\(parts)\(moreDumps)"
      : "<p class=\"dim\">This format does not show which goroutine started which.</p>"
    return """
      <section id="creators" aria-labelledby="creators-title">
      <h2 id="creators-title">Creators</h2>
      \(text)</section>

      """
  }

  private func name(of analysis: DumpAnalysis) -> Markup {
    isSeveral
      ? "<h3 class=\"capture\"><code>\(DumpHeading.title(of: analysis.name))</code></h3>" : ""
  }

  /// What could not be read or judged.
  private var remarks: Markup {
    var lines: [Markup] = view.report.problems.map { "<li>\($0)</li>" }
    for analysis in dumps {
      for problem in analysis.dump.problems.prefix(20) {
        let place = problem.line > 0 ? "\(analysis.name):\(problem.line)" : analysis.name
        lines.append("<li><code>\(place)</code> \(problem.message)</li>")
      }
    }
    for input in view.report.inputs where !input.wrapping.isEmpty {
      let layers = input.wrapping.joined(separator: ", ")
      lines.append("<li><code>\(input.path)</code> unwrapped from \(layers)</li>")
    }
    guard !lines.isEmpty else { return "" }
    return """
      <section aria-labelledby="remarks-title"><h2 id="remarks-title">Notes on the input</h2>
      <ul class="remarks">\(lines)</ul></section>

      """
  }
}
