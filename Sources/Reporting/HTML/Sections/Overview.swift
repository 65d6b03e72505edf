import GoroutineDump
import LeakAnalysis

/// What the goroutines of a dump do, and for how long: a bar for each state and each age.
struct Overview {
  private let analysis: DumpAnalysis
  private let isNamed: Bool
  private static let stateLimit = 12

  /// The overview of a dump, under its name where the page has several.
  init(_ analysis: DumpAnalysis, isNamed: Bool) {
    self.analysis = analysis
    self.isNamed = isNamed
  }

  var markup: Markup {
    let name: Markup =
      isNamed
      ? "<h3 class=\"capture\"><code>\(DumpHeading.title(of: analysis.name))</code></h3>" : ""
    return "\(name)<div class=\"pair\">\(states)\(ages)</div>\n"
  }

  private var states: Markup {
    let summary = Summary([analysis])
    let most = summary.states.first?.count ?? 0
    // One state more than the limit takes no more room than saying so.
    let isCut = summary.states.count > Self.stateLimit + 1
    let shown = isCut ? Array(summary.states.prefix(Self.stateLimit)) : summary.states
    var rows = shown.map { state -> Markup in
      let kind = StateClass(GoroutineState(state.name)).rawValue
      return """
        <tr><th scope="row">\(state.name)</th><td class="n">\(Quantity.text(state.count))</td>\
        <td class="n dim">\(Quantity.percent(state.count, of: summary.goroutines))</td>\
        <td class="bars">\(Markup.bar(state.count, of: most, kind: kind))</td></tr>
        """
    }
    if isCut {
      let rest = summary.states.dropFirst(Self.stateLimit)
      rows.append(
        """
        <tr><th scope="row" class="dim">\(Quantity.text(rest.count, "more state"))</th>\
        <td class="n">\(Quantity.text(rest.reduce(0) { $0 + $1.count }))</td><td></td><td></td></tr>
        """)
    }
    return Self.table(
      "States", first: "State", rows,
      note: analysis.dump.samples.contains { $0.stateSource == .inferred }
        ? "This format has no states: these are inferred from program counters." : nil)
  }

  private var ages: Markup {
    let ages = Ages(analysis, analysis.groups)
    guard ages.isTold else {
      let what: Markup =
        analysis.lacksMinutes
        ? "No goroutine has a wait time yet: the runtime sets them at a garbage collection."
        : "This format has no wait times; <code>debug=2</code> has."
      return """
        <figure class="table"><figcaption>Wait times</figcaption><p class="dim">\(what)</p></figure>
        """
    }
    let most = ages.counts.max() ?? 0
    let all = analysis.dump.goroutineCount
    // Nobody waits longer than the last of these.
    let last = ages.counts.lastIndex { $0 > 0 } ?? 0
    let rows = zip(Ages.names, ages.counts).prefix(last + 1).map { name, count -> Markup in
      """
      <tr><th scope="row">\(name == "unknown" ? "unknown" : name)</th>\
      <td class="n">\(Quantity.text(count))</td>\
      <td class="n dim">\(count > 0 ? Quantity.percent(count, of: all) : "")</td>\
      <td class="bars">\(Markup.bar(count, of: most, kind: "age"))</td></tr>
      """
    }
    return Self.table("Wait times", first: "Waiting", rows, note: nil)
  }

  private static func table(
    _ title: String, first: String, _ rows: [Markup], note: String?
  ) -> Markup {
    let note: Markup = note.map { "<p class=\"dim\">\($0)</p>" } ?? ""
    return """
      <figure class="table"><figcaption>\(title)</figcaption><table class="histogram"><thead \
      class="unseen"><tr><th scope="col">\(first)</th><th scope="col">Goroutines</th>\
      <th scope="col">Share</th><th scope="col">Bar</th></tr></thead><tbody>\(rows)</tbody></table>\
      \(note)</figure>
      """
  }
}
