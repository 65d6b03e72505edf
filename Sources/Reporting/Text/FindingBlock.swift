import LeakAnalysis

/// One finding in detail: what, how many, how long, where, made by whom, and how to see more of it.
struct FindingBlock {
  private let finding: Finding
  private let analysis: DumpAnalysis
  private let path: String
  /// Columns of the words that the lines begin with.
  private static let gutter = 12

  /// - Parameter path: the input's, as the command line takes it.
  init(_ finding: Finding, _ analysis: DumpAnalysis, path: String) {
    self.finding = finding
    self.analysis = analysis
    self.path = path
  }

  /// - Parameter isFirst: whether it is the first of its kind, whose title stands for the others.
  func write(isFirst: Bool, to page: inout TextPage) {
    let severity = Ink(finding.severity.rawValue.uppercased(), finding.severity.style)
    let label = [Ink(Quantity.text(finding.number + 1)), TextPage.space(2), severity]
    let name = "\(finding.signature), confidence \(finding.confidence.rawValue)"
    if isFirst {
      page.paragraph(label + [TextPage.space(2)], finding.title, .bold)
      var phrases = [[Ink("(\(name))", .dim)]]
      if !size.isEmpty { phrases.insert([Ink(size)], at: 0) }
      page.flow([TextPage.space(2)], phrases)
    } else {
      page.flow(label, [[], [Ink(size)], [Ink("(\(name))", .dim)]])
    }
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    write("where", finding.site, &shortener, to: &page)
    if let source = finding.source { write(source, to: &page) }
    Self.write("owner", finding.owners.joined(separator: " "), to: &page)
    write("called from", finding.calledFrom, &shortener, to: &page)
    write("created by", finding.createdBy, &shortener, to: &page)
    BlockerTree(finding.blockedBy).write(Self.label("blocked by"), to: &page)
    let evidence = finding.observations.isEmpty ? finding.evidence : finding.observations
    Self.write("evidence", evidence, to: &page)
    if let command = NextCommand.of(finding, analysis, path: path) {
      page.flow(Self.label("see"), [[Ink(command)]])
    }
  }

  /// What findings of a kind have in common.
  static func writeAdvice(of finding: Finding, to page: inout TextPage) {
    write("cause", finding.cause, to: &page)
    write("fix", finding.fix, to: &page)
    let command = "\(Tool.name) explain \(finding.signature)"
    write(
      "more", finding.help.isEmpty ? command : command + " or " + finding.help, to: &page)
  }

  /// The goroutines and their wait; empty where the finding is nobody's doing.
  private var size: String {
    guard finding.count > 0 else { return "" }
    var text = Quantity.text(finding.count, "goroutine")
    if let wait = finding.wait { text += " waiting " + Quantity.sentence(wait) }
    return text
  }

  /// `> 22  ch <- 1`: the lines around the place, cut at the page's width.
  private func write(_ source: SourceExcerpt, to page: inout TextPage) {
    let width = String(source.firstLine + source.lines.count - 1).count
    for (offset, text) in source.lines.enumerated() {
      let number = source.firstLine + offset
      let isMarked = number == source.line
      let lead =
        String(repeating: " ", count: Self.gutter + 2) + (isMarked ? "> " : "  ")
        + String(number).leftPadded(to: width)
      let line = Sanitizer.sanitized(text.replacing("\t", with: "    "))
      let room = Swift.max(page.options.width - lead.count - 2, 20)
      let shown = Ink(String(line.prefix(columns: room)), isMarked ? .bold : .dim)
      page.line([Ink(lead, .dim), TextPage.space(2), shown])
    }
  }

  private static func label(_ word: String) -> [Ink] {
    [TextPage.space(2), Ink(word.padded(to: gutter), .dim)]
  }

  private static func write(_ word: String, _ text: String, to page: inout TextPage) {
    if !text.isEmpty { page.paragraph(label(word), text) }
  }

  private func write(
    _ word: String, _ place: Place?, _ shortener: inout NameShortener, to page: inout TextPage
  ) {
    guard let place else { return }
    let room = page.options.width - Self.gutter - 2
    var phrases = [[Ink(shortener.shorten(place.function, to: room), .bold)]]
    if !place.file.isEmpty {
      let file = shortener.shorten("\(place.file):\(place.line)", to: room)
      phrases.append([Ink(file, .place, link: place.file)])
    }
    page.flow(Self.label(word), phrases)
  }
}
