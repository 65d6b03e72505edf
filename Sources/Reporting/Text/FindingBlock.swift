import LeakAnalysis

/// One finding: what, how many, how long, where, made by whom, why, and the fix.
struct FindingBlock {
  private let finding: Finding
  /// Columns of the words that the lines begin with.
  private static let gutter = 12

  init(_ finding: Finding) { self.finding = finding }

  func write(to page: inout TextPage) {
    let severity = Ink(finding.severity.rawValue.uppercased(), style)
    page.paragraph([severity, TextPage.space(2)], finding.title, .bold)
    var size = Quantity.text(finding.count, "goroutine")
    if let wait = finding.wait { size += " waiting " + Quantity.sentence(wait) }
    let name = [Ink("(\(finding.signature), confidence \(finding.confidence.rawValue))", .dim)]
    // How a program ended can be nobody's doing.
    page.flow([TextPage.space(2)], finding.count > 0 ? [[Ink(size)], name] : [name])
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    write("where", finding.site, &shortener, to: &page)
    if let source = finding.source { write(source, to: &page) }
    write("owner", finding.owners.joined(separator: " "), to: &page)
    write("created by", finding.createdBy, &shortener, to: &page)
    BlockerTree(finding.blockedBy).write(label("blocked by"), to: &page)
    write("evidence", finding.evidence, to: &page)
    write("cause", finding.cause, to: &page)
    write("fix", finding.fix, to: &page)
    write("more", moreText, to: &page)
  }

  private var style: Ink.Style {
    switch finding.severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }

  private var moreText: String {
    let command = "\(Tool.name) explain \(finding.signature)"
    return finding.help.isEmpty ? command : command + " or " + finding.help
  }

  private func label(_ word: String) -> [Ink] {
    [TextPage.space(2), Ink(word.padded(to: Self.gutter), .dim)]
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

  private func write(_ word: String, _ text: String, to page: inout TextPage) {
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
    page.flow(label(word), phrases)
  }
}
