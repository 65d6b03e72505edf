import GoroutineDump
import LeakAnalysis

/// The first rows of a dump's table, to be read without a script.
struct GroupTable {
  private let analysis: DumpAnalysis
  private let table: RowTable
  private let paths: SourcePaths
  private let limit: Int

  init(_ analysis: DumpAnalysis, _ table: RowTable, paths: SourcePaths, limit: Int) {
    self.analysis = analysis
    self.table = table
    self.paths = paths
    self.limit = limit
  }

  var markup: Markup {
    guard !table.rows.isEmpty else { return "<p>No goroutines match the filter.</p>" }
    let stacks = StackList(analysis, paths: paths)
    let rows = table.rows.prefix(limit).map { row -> Markup in
      let state: Markup =
        row.states.count == 1 ? Markup.state(row.states[0]) : "\(row.states.count) states"
      let stack = row.groups.first.map { stacks.markup(analysis.groups[$0]) } ?? ""
      let more: Markup =
        row.stackCount > 1
        ? "<p class=\"dim\">The largest of \(Quantity.text(row.stackCount, "stack")).</p>" : ""
      return """
        <tr><td class="n">\(Quantity.text(row.count))</td><td>\(state)</td>\
        <td class="wait">\(wait(row))</td><td><details><summary>\(names(row))</summary>\
        \(more)\(stack)</details></td></tr>

        """
    }
    return """
      <table class="groups"><thead><tr><th scope="col" class="n">Count</th>\
      <th scope="col">State</th><th scope="col">Waiting</th><th scope="col">Where</th></tr></thead>
      <tbody>\(rows)</tbody></table>\(rest)
      """
  }

  private var rest: Markup {
    let rest = table.rows.dropFirst(limit)
    guard !rest.isEmpty else { return "" }
    let goroutines = Quantity.text(rest.reduce(0) { $0 + $1.count }, "goroutine")
    return "<p class=\"dim\">And \(Quantity.text(rest.count, "more row")) with \(goroutines).</p>"
  }

  private func wait(_ row: Row) -> String {
    if let wait = row.wait { return Quantity.range(wait) }
    if row.leaked == row.count { return "leaked" }
    return analysis.tellsMinutes ? WaitBucket.underOneMinute.rawValue : ""
  }

  /// The parts of the key that have no column of their own.
  private func names(_ row: Row) -> [Markup] {
    var names: [Markup] = []
    for (part, value) in zip(table.key.parts, row.values) {
      switch part {
      case .state, .wait, .minute: continue
      // Often the top is the site, or says what the state says.
      case .top where value == row.sites.first.map(analysis.place)?.function: continue
      case .top where table.key == .standard && value.contains(".runtime_"): continue
      case .site: names.append(name("", value, row.sites))
      case .top: names.append(name("in", value, row.tops))
      case .creator: names.append(name("created by", value, row.creators))
      case .entry: names.append(name("entry", value, []))
      case .package: names.append(name("package", value, []))
      case .handler: names.append(name("handler", value.isEmpty ? "none" : value, []))
      case .file, .line: names.append(name("", value, []))
      case .label(let key): names.append(" <span class=\"dim\">\(key)=</span>\(value)")
      case .stack:
        let functions = value.split(separator: " < ").prefix(4)
        names += functions.map { name("", String($0), []) }
      }
    }
    if names.isEmpty {
      names.append(name("", row.sites.first.map(analysis.place)?.function ?? "", row.sites))
    }
    // The site first, whatever the order of the key.
    if table.key == .standard, names.count == 2 { names.swapAt(0, 1) }
    return names
  }

  private func name(_ word: String, _ function: String, _ frames: [Frame]) -> Markup {
    let place = frames.first { analysis.dump.symbols.function(of: $0) == function }
      .map(analysis.place)
    let file = place.map { Markup.file(paths.path(of: $0.file), $0.line) } ?? ""
    let lead: Markup = word.isEmpty ? "" : "<span class=\"dim\">\(word)</span> "
    return "<span class=\"name\">\(lead)\(Markup.function(function)) \(file)</span> "
  }
}
