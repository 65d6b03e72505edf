import GoroutineDump
public import LeakAnalysis

/// Writes what changed between two dumps for a person: what is new, grew, shrank, went, and which
/// goroutines are the same ones, older.
public struct DiffText: Sendable {
  private let comparison: Comparison
  private let options: TextOptions

  /// A comparison to write.
  public init(_ comparison: Comparison, options: TextOptions = TextOptions()) {
    self.comparison = comparison
    self.options = options
  }

  /// Writes the comparison.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    let (before, after) = (comparison.before.analysis, comparison.after.analysis)
    let names = [before, after].map { DumpHeading.title(of: $0.name) }
    page.flow([], [[Ink(names[0], .bold)], [Ink("to")], [Ink(names[1], .bold)]], gap: 1)
    page.paragraph([], totals)
    if let stayed { page.paragraph([], stayed) }
    for change in [Comparison.Change.new, .grown, .shrunk, .gone] {
      write(change, to: &page)
    }
    let steady = comparison.entries(.steady)
    page.line()
    if steady.count == comparison.entries.count {
      page.paragraph([], "no group changed in size", .good)
    } else if !steady.isEmpty {
      let count = steady.reduce(0) { $0 + $1.after }
      page.paragraph(
        [],
        "unchanged: \(Quantity.text(count, "goroutine")) in "
          + Quantity.text(steady.count, "group"), .dim)
    }
    page.finish()
  }

  /// The goroutines of both dumps, in one sentence.
  var totals: String {
    let (before, after) = (comparison.before.analysis.dump, comparison.after.analysis.dump)
    let growth = after.goroutineCount - before.goroutineCount
    var text =
      "\(Quantity.text(before.goroutineCount)) to "
      + "\(Quantity.text(after.goroutineCount, "goroutine")) (\(Self.signed(growth))"
    if let rate = comparison.rate(of: growth) { text += ", \(Self.text(rate))" }
    text += ")"
    if let minutes = comparison.minutes {
      text +=
        ", " + GrowingGroup.duration(minutes)
        + " apart"
    }
    if before.isTruncated || after.isTruncated {
      text += "; a capture is not complete, so its counts are lower bounds"
    }
    return text
  }

  private var stayed: String? {
    guard let stayed = comparison.stayed else {
      return nil
    }
    let all = comparison.after.analysis.dump.goroutineCount
    var text =
      "\(Quantity.text(stayed)) of the \(Quantity.text(all, "goroutine")) "
      + (stayed == 1 ? "was" : "were") + " already in the first dump"
    let aged = comparison.entries.filter { $0.stayed ?? 0 > 0 && $0.member.wait?.max ?? 0 > 0 }
    if let oldest = aged.max(by: { $0.member.wait?.max ?? 0 < $1.member.wait?.max ?? 0 }),
      let wait = oldest.member.wait
    {
      let then = oldest.waitBefore.map { Quantity.duration(minutes: $0.max) } ?? "<1m"
      text += "; the longest wait was \(then) and is now \(Quantity.duration(minutes: wait.max))"
    }
    return text
  }

  private func write(_ change: Comparison.Change, to page: inout TextPage) {
    let entries = comparison.entries(change)
    guard !entries.isEmpty else { return }
    page.line()
    let limit = options.rowLimit == 0 ? entries.count : options.rowLimit
    // What shrank most stands last.
    let ordered = change == .shrunk || change == .gone ? entries.reversed() : entries
    page.line([
      Ink(Self.heading(change), change == .new || change == .grown ? .warning : .good)
    ])
    for entry in ordered.prefix(limit) { write(entry, to: &page) }
    if entries.count > limit {
      page.paragraph(
        [TextPage.space(2)], "and \(Quantity.text(entries.count - limit)) more: --top 0", .dim)
    }
  }

  /// The word for a change.
  static func heading(_ change: Comparison.Change) -> String {
    change == .gone ? "ENDED" : change.rawValue.uppercased()
  }

  private func write(_ entry: Comparison.Entry, to page: inout TextPage) {
    let member = entry.member
    var shortener = NameShortener(ellipsis: options.ellipsis)
    let number = Self.signed(entry.growth).padded(to: 8)
    let room = options.width - 10
    var first: [[Ink]] = [
      [Ink(shortener.shorten(member.site?.function ?? "(no frames)", to: room), .bold)]
    ]
    if let site = member.site, !site.file.isEmpty {
      let file = shortener.shorten("\(site.file):\(site.line)", to: room)
      first.append([Ink(file, .place, link: site.file)])
    }
    page.flow([TextPage.space(2), Ink(number, entry.isGrowth ? .error : .plain)], first)
    var facts = ["\(Quantity.text(entry.before)) to \(Quantity.text(entry.after))"]
    if let rate = comparison.rate(of: entry.growth) { facts.append(Self.text(rate)) }
    facts.append(member.state.name)
    if let stayed = entry.stayed, entry.before > 0, entry.after > 0 {
      facts.append("\(Quantity.text(stayed)) of them in both")
    }
    if let wait = member.wait, wait.max > 0 {
      facts.append("waiting \(Quantity.range(wait, dash: options.dash))")
    }
    if entry.isExpected { facts.append("expected") }
    page.paragraph([TextPage.space(10)], facts.joined(separator: ", "))
    if let creator = member.creator {
      page.flow(
        [TextPage.space(10), Ink("created by ", .dim)],
        [[Ink(shortener.shorten(creator.function, to: room - 11), .dim)]])
    }
  }

  static func signed(_ number: Int) -> String {
    number > 0 ? "+" + Quantity.text(number) : number < 0 ? "-" + Quantity.text(-number) : "0"
  }

  /// `+12/min`.
  static func text(_ rate: Double) -> String {
    (rate > 0 ? "+" : "") + GrowingGroup.text(rate) + "/min"
  }
}
