import GoroutineDump
public import LeakAnalysis

/// Writes what changed between two dumps as one HTML file: both sides of every group, and the
/// stacks of both to be searched.
public struct DiffHTML: Sendable {
  private let comparison: Comparison
  /// Groups that are written out.
  private static let limit = 500

  /// A comparison to write.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// Writes the comparison.
  public func write(to output: consuming ReportOutput) {
    var data = ReportData()
    for population in [comparison.before, comparison.after] { data.add(population.analysis) }
    data.focus = 1
    data.sides = [0, 1]
    var page = HTMLPage(title: title, data: data)
    page.summary = masthead + changes
    page.write(to: output)
  }

  private var growth: Int {
    comparison.after.analysis.dump.goroutineCount - comparison.before.analysis.dump.goroutineCount
  }

  private var title: String {
    let count = comparison.entries.count(where: \.isGrowth)
    return switch count {
    case 0: "No group grew significantly"
    case 1: "1 group grew significantly"
    default: "\(Quantity.text(count)) groups grew significantly"
    }
  }

  private var masthead: Markup {
    let sides = [comparison.before.analysis, comparison.after.analysis]
    var head = Masthead(title: title, sources: sides.map(Masthead.source))
    head.facts = [
      ("Before", Quantity.text(sides[0].dump.goroutineCount)),
      ("After", Quantity.text(sides[1].dump.goroutineCount)),
      ("Growth", DiffText.signed(growth)),
    ]
    if let minutes = comparison.minutes {
      let apart = GrowingGroup.duration(minutes)
      head.facts.append(("Apart", apart))
    }
    if let rate = comparison.rate(of: growth) { head.facts.append(("Rate", DiffText.text(rate))) }
    if let stayed = comparison.stayed {
      head.facts.append(("In both dumps", Quantity.text(stayed)))
    }
    head.warnings = sides.flatMap { Masthead.warnings($0, isNamed: true) }
    return head.markup
  }

  private var changes: Markup {
    let changed = comparison.entries.filter { $0.change != .steady }
    let most = comparison.entries.map { Swift.max($0.before, $0.after) }.max() ?? 0
    // The ends are what matters: what grew most stands first, what shrank most last.
    let shown =
      changed.count > Self.limit
      ? Array(changed.prefix(Self.limit / 2) + changed.suffix(Self.limit / 2)) : changed
    let rows = shown.map { row($0, most) }
    var rest: Markup = ""
    if changed.count > shown.count {
      rest = """
        <p class="rest">\(Quantity.text(changed.count - shown.count)) groups that changed less are \
        not shown here: <code>\(Tool.name) diff --format json</code> has all.</p>
        """
    }
    let steady = comparison.entries(.steady)
    if !steady.isEmpty {
      let count = steady.reduce(0) { $0 + $1.after }
      rest += """
        <p class="dim">Unchanged: \(Quantity.text(count, "goroutine")) in \
        \(Quantity.text(steady.count, "group")).</p>
        """
    }
    let table: Markup =
      rows.isEmpty
      ? "<p>No group changed in size.</p>"
      : """
      <div class="scroll" tabindex="0" role="region" aria-label="Table of changes">\
      <table class="changes sortable"><thead><tr><th scope="col">Change</th>\
      <th scope="col" class="n">Growth</th><th scope="col" class="n">Before</th>\
      <th scope="col" class="n">After</th><th scope="col">Before and after</th>\
      <th scope="col">State</th><th scope="col">Waiting</th><th scope="col" class="n">In both</th>\
      <th scope="col">Where</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>
      """
    return """
      <section id="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">What changed</h2>
      \(table)\(rest)</section>

      """
  }

  private func row(_ entry: Comparison.Entry, _ most: Int) -> Markup {
    let member = entry.member
    let mark: Markup = entry.isGrowth ? " class=\"growth\"" : ""
    let creator: Markup =
      member.creator.map {
        "<br><span class=\"dim\">created by</span> \(Markup.function($0.function))"
      } ?? ""
    let site = member.site ?? member.top
    let expected: Markup = entry.isExpected ? " <span class=\"dim\">expected</span>" : ""
    return """
      <tr\(mark)><td><span class="change \(entry.change.rawValue)">\(entry.change.rawValue)</span>\
      \(expected)</td>\
      <td class="n" data-value="\(entry.growth)">\(DiffText.signed(entry.growth))</td>\
      <td class="n" data-label="before" data-value="\(entry.before)">\(Quantity.text(entry.before))</td>\
      <td class="n" data-label="after" data-value="\(entry.after)">\(Quantity.text(entry.after))</td>\
      <td class="bars" data-value="\(entry.after)">\(Markup.bar(entry.before, of: most, kind: "before"))\
      \(Markup.bar(entry.after, of: most, kind: "after"))</td>\
      <td>\(Markup.state(member.state))</td>\
      <td data-label="waiting" data-value="\(member.wait?.max ?? -1)">\(member.wait.map { Quantity.range($0) } ?? "")</td>\
      <td class="n" data-label="in both" data-value="\(entry.stayed ?? -1)">\(entry.stayed.map { Quantity.text($0) } ?? "")</td>\
      <td>\(Markup.function(site?.function ?? "")) \(Markup.file(site?.file ?? "", site?.line ?? 0))\
      \(creator)</td></tr>

      """
  }
}
