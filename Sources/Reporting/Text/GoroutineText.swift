public import GoroutineDump
public import LeakAnalysis

/// Writes one goroutine for a person: its state, wait and labels, the findings that speak of it, its
/// stack, and the chain of those that started it.
public struct GoroutineText: Sendable {
  private let report: Report
  private let id: UInt64
  private let options: TextOptions
  private static let gutter = 12

  /// A goroutine to write, wherever in a report it is.
  public init(_ report: Report, id: UInt64, options: TextOptions = TextOptions()) {
    self.report = report
    self.id = id
    self.options = options
  }

  /// Whether some dump of the report has the goroutine.
  public var isThere: Bool {
    report.dumps.contains { Self.row(id, in: $0.dump) != nil }
  }

  /// Writes it, from each dump that has it.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    var isFirst = true
    for (number, analysis) in report.dumps.enumerated() {
      guard let row = Self.row(id, in: analysis.dump) else { continue }
      if !isFirst { page.line() }
      isFirst = false
      write(row, number, analysis, to: &page)
    }
    page.finish()
  }

  /// The position of a goroutine in a dump's table; nil where it is not there.
  public static func row(_ id: UInt64, in dump: Dump) -> Int? {
    var found: Int?
    dump.goroutines.forEachRow { row, record in
      if record.id == id, found == nil { found = row }
    }
    return found
  }

  private func write(
    _ row: Int, _ number: Int, _ analysis: DumpAnalysis, to page: inout TextPage
  ) {
    let record = analysis.dump.goroutines[row]
    let sample = analysis.dump.samples[Int(record.sample)]
    guard let index = analysis.groups.firstIndex(where: { $0.sample == Int(record.sample) }) else {
      return
    }
    let group = analysis.groups[index]
    page.flow(
      [], [[Ink("goroutine \(id)", .bold)], [Ink("in \(DumpHeading.title(of: analysis.name))")]])
    var state = group.state.name
    if !sample.reportedState.isEmpty { state += " (printed as \(sample.reportedState))" }
    if let wait = record.waitMinutes { state += " for \(Quantity.duration(minutes: wait))" }
    if group.isLeaked { state += ", proved leaked" }
    if record.flags.contains(.lockedToThread) { state += ", locked to its thread" }
    write("state", state, to: &page)
    let labels = analysis.dump.labels(of: sample).map { "\($0.key)=\($0.value)" }
    if !labels.isEmpty { write("labels", labels.joined(separator: ", "), to: &page) }
    if group.count > 1 {
      let others = Quantity.text(group.count - 1, "more goroutine")
      write("like it", "\(others) with this stack and state", to: &page)
    }
    let started = analysis.dump.goroutines.count { $0.creator == id }
    if started > 0 {
      write(
        "started",
        Quantity.text(started, "goroutine") + (started == 1 ? " that is" : " that are")
          + " still there", to: &page)
    }
    for finding in report.findings where finding.dump == number && finding.groups.contains(index) {
      write(
        "finding", "\(finding.severity.rawValue): \(finding.title) (\(finding.signature))",
        to: &page)
    }
    write(WaitOverview(analysis).relations(ofRow: row, group: index), to: &page)
    page.line()
    page.line([Ink("STACK", .bold)])
    let detail = analysis.dump.details.first { $0.row == row }
    StackBlock(analysis, indent: 2, arguments: detail?.frames ?? ArgumentLists())
      .write(group, creator: record.creator, to: &page)
    CreatorChain(analysis).write(from: record, to: &page)
    write(detail?.ancestors ?? [], to: &page)
  }

  /// The goroutines that it descends from, as the runtime kept them: they may have ended long ago.
  private func write(_ ancestors: [Ancestor], to page: inout TextPage) {
    guard !ancestors.isEmpty else { return }
    page.line()
    page.line([
      Ink("ANCESTORS", .bold), Ink(" as they were when they started it or each other", .dim),
    ])
    for ancestor in ancestors {
      page.line([TextPage.space(2), Ink("goroutine \(ancestor.goroutine)")])
      var shortener = NameShortener(ellipsis: page.options.ellipsis)
      for frame in ancestor.frames {
        let place = Place(function: frame.function, file: frame.file, line: frame.line)
        var phrases = [[Ink(shortener.shorten(place.function, to: page.options.width - 4))]]
        if !place.file.isEmpty { phrases.append([Ink(place.shortFile, .place, link: place.file)]) }
        page.flow([TextPage.space(4)], phrases)
      }
    }
  }

  /// What it may have and who waits behind it, and who keeps it waiting.
  private func write(_ relations: WaitOverview.Relations, to page: inout TextPage) {
    for (wait, blocker) in relations.holds {
      let what = wait.isLock ? "holds a \(wait.name)" : "keeps others in \(wait.name) waiting"
      write(
        "holds",
        "\(blocker.grade.adverb)\(what), \(Quantity.text(wait.waiters, "goroutine")) waiting behind it "
          + "(\(blocker.reason))", to: &page)
      BlockerTree([]).write(blocker.waiting, Self.gutter + 2, to: &page)
    }
    BlockerTree(relations.blockedBy).write(
      [TextPage.space(2), Ink("blocked by".padded(to: Self.gutter), .dim)], to: &page)
  }

  private func write(_ word: String, _ text: String, to page: inout TextPage) {
    page.paragraph([TextPage.space(2), Ink(word.padded(to: Self.gutter), .dim)], text)
  }
}

/// Who started a goroutine, who started that one, and so on, as far as the dump knows.
struct CreatorChain {
  private let analysis: DumpAnalysis

  init(_ analysis: DumpAnalysis) { self.analysis = analysis }

  func write(from record: GoroutineRecord, to page: inout TextPage) {
    guard record.creator != 0 else { return }
    page.line()
    page.line([Ink("STARTED BY", .bold)])
    var rows: [UInt64: Int] = [:]
    analysis.dump.goroutines.forEachRow { row, record in rows[record.id] = row }
    var next = record.creator
    // A damaged text may name a ring of creators.
    var seen: Set<UInt64> = [record.id]
    while next != 0, seen.insert(next).inserted {
      guard let row = rows[next] else {
        let text = "goroutine \(next), which has ended or is not in the dump"
        page.paragraph([TextPage.space(2)], text, .dim)
        return
      }
      let record = analysis.dump.goroutines[row]
      write(record, to: &page)
      next = record.creator
    }
  }

  private func write(_ record: GoroutineRecord, to page: inout TextPage) {
    guard let group = analysis.groups.first(where: { $0.sample == Int(record.sample) }) else {
      return
    }
    var state = group.state.name
    if let wait = record.waitMinutes { state += " for \(Quantity.duration(minutes: wait))" }
    var phrases = [[Ink("goroutine \(record.id)"), Ink("  \(state)", .dim)]]
    if let site = group.site.map(analysis.place) {
      var shortener = NameShortener(ellipsis: page.options.ellipsis)
      let room = page.options.width - 4
      phrases.append([Ink(shortener.shorten(site.function, to: room), .bold)])
      if !site.file.isEmpty {
        let file = shortener.shorten("\(site.file):\(site.line)", to: room)
        phrases.append([Ink(file, .place, link: site.file)])
      }
    }
    page.flow([TextPage.space(2)], phrases)
  }
}
