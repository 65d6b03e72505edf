import GoroutineDump
public import LeakAnalysis

/// Writes single goroutines for a person: a line each, the longest waiting first.
public struct GoroutineListText: Sendable {
  private let report: Report
  private let lists: [GoroutineList]
  private let options: TextOptions

  /// The lists to write, one for each dump of the report.
  public init(_ report: Report, _ lists: [GoroutineList], options: TextOptions = TextOptions()) {
    self.report = report
    self.lists = lists
    self.options = options
  }

  /// Writes them.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    for (number, (analysis, list)) in zip(report.dumps, lists).enumerated() {
      if number > 0 { page.line() }
      write(list, analysis, to: &page)
    }
    page.finish()
  }

  private func write(_ list: GoroutineList, _ analysis: DumpAnalysis, to page: inout TextPage) {
    page.flow(
      [], [[Ink(DumpHeading.title(of: analysis.name), .bold)], [Ink(heading(list, analysis))]])
    guard !list.entries.isEmpty else { return }
    let lines = list.entries.map { entry in
      let group = analysis.groups[entry.group]
      return (
        id: String(entry.record.id), wait: wait(entry, group, analysis),
        state: Sanitizer.sanitized(group.state.name)
      )
    }
    let idWidth = Swift.max(lines.map(\.id.count).max() ?? 0, "GOROUTINE".count)
    let waitWidth = Swift.max(lines.map(\.wait.count).max() ?? 0, "WAIT".count)
    let stateWidth = Swift.max(lines.map(\.state.displayWidth).max() ?? 0, "STATE".count)
    func columns(_ id: String, _ wait: String, _ state: String) -> String {
      "  " + id.leftPadded(to: idWidth) + "  " + wait.leftPadded(to: waitWidth) + "  "
        + state.padded(to: stateWidth) + "  "
    }
    page.line()
    page.line([Ink(columns("GOROUTINE", "WAIT", "STATE") + "WHERE", .dim)])
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    for (entry, line) in zip(list.entries, lines) {
      let label = columns(line.id, line.wait, line.state)
      page.flow([Ink(label)], phrases(entry, list, analysis, &shortener, label.displayWidth))
    }
  }

  private func heading(_ list: GoroutineList, _ analysis: DumpAnalysis) -> String {
    let all = Quantity.text(analysis.dump.goroutineCount, "goroutine")
    let matches = list.total == 1 ? "matches" : "match"
    var text = "\(Quantity.text(list.total)) of \(all) \(matches)"
    guard list.entries.count < list.total else { return text }
    let count = list.entries.count
    let verb = count == 1 ? "is shown" : "are shown"
    if analysis.tellsMinutes {
      text += "; the \(count == 1 ? "" : "\(Quantity.text(count)) ")longest waiting \(verb)"
    } else {
      text += "; no wait times, so the \(Quantity.text(count)) with the smallest ids \(verb)"
    }
    return text
  }

  private func wait(
    _ entry: GoroutineList.Entry, _ group: Group, _ analysis: DumpAnalysis
  ) -> String {
    if let minutes = entry.record.waitMinutes { return Quantity.duration(minutes: minutes) }
    if group.isLeaked { return "leaked" }
    return analysis.tellsMinutes ? Quantity.duration(minutes: 0) : "-"
  }

  /// The frame with the address and its arguments, or else the site.
  private func phrases(
    _ entry: GoroutineList.Entry, _ list: GoroutineList, _ analysis: DumpAnalysis,
    _ shortener: inout NameShortener, _ indent: Int
  ) -> [[Ink]] {
    let group = analysis.groups[entry.group]
    let frames = entry.frame.map { _ in analysis.frames(of: group) } ?? []
    let found = entry.frame.flatMap { $0 < frames.count ? $0 : nil }
    guard let frame = found.map({ frames[$0] }) ?? group.site else { return [] }
    let place = analysis.place(frame)
    let room = Swift.max(options.width - indent, 20)
    var name = shortener.shorten(place.function, to: room)
    if let found, let detail = entry.detail {
      name += "(" + detail.frames[found].map(\.text).joined(separator: ", ") + ")"
    }
    var phrases = [[Ink(name, .bold)]]
    if !place.file.isEmpty {
      let file = place.line > 0 ? "\(place.file):\(place.line)" : place.file
      phrases.append([Ink(shortener.shorten(file, to: room), .place, link: place.file)])
    }
    return phrases
  }
}
