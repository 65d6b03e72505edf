import GoroutineDump
public import LeakAnalysis

/// Writes what changed between two dumps in ASCII, and never in more than ``BriefReport/limit`` bytes.
public struct BriefDiff: Sendable {
  private let comparison: Comparison
  /// Bytes of the line that counts the groups that did not change, and of the one that counts what was
  /// left out.
  private static let remarks = 140

  /// A comparison to write.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// Writes it.
  public func write(to output: consuming ReportOutput) {
    var brief = BriefText(room: BriefReport.limit)
    let text = DiffText(comparison)
    let names = [comparison.before, comparison.after].map {
      DumpHeading.title(of: $0.analysis.name)
    }
    brief.add([BriefText.line(names.joined(separator: " to ")), BriefText.line(text.totals)])
    let changes: [Comparison.Change] = [.new, .grown, .shrunk, .gone]
    // What shrank most stands last in a comparison.
    let entries = changes.flatMap { change in
      let entries = comparison.entries(change)
      return change == .shrunk || change == .gone ? entries.reversed() : entries
    }
    for (place, entry) in entries.enumerated() {
      guard brief.add([line(entry)], leaving: Self.remarks) else {
        let rest = Quantity.text(entries.count - place, "more group")
        brief.add([BriefText.line("and \(rest) that changed", indent: 2)])
        break
      }
    }
    let steady = comparison.entries(.steady)
    let goroutines = Quantity.text(steady.reduce(0) { $0 + $1.after }, "goroutine")
    if !steady.isEmpty {
      let groups = Quantity.text(steady.count, "group")
      brief.add([BriefText.line("unchanged: \(goroutines) in \(groups)")])
    }
    output.write(brief.text)
    output.flush()
  }

  /// `GROWN +50 (10 to 60, +10/min), chan send 20m, main.send send.go:22, significant`
  private func line(_ entry: Comparison.Entry) -> String {
    var text = "\(DiffText.heading(entry.change)) \(DiffText.signed(entry.growth))"
    text += " (\(Quantity.text(entry.before)) to \(Quantity.text(entry.after))"
    if let rate = comparison.rate(of: entry.growth) { text += ", \(DiffText.text(rate))" }
    text += "), \(entry.member.state.name)"
    if let wait = entry.member.wait { text += " \(Quantity.range(wait, dash: "-"))" }
    text += ", \(entry.member.site?.brief ?? "(no frames)")"
    if entry.isGrowth { text += ", significant" }
    if entry.isExpected { text += ", expected" }
    return BriefText.line(text)
  }
}
