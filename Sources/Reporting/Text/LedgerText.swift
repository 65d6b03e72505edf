public import LeakAnalysis

/// Writes the ledgers of some places for a person: the probability, what speaks for a leak and against,
/// each with its weight, and what would change the verdict.
public struct LedgerText: Sendable {
  private let ledgers: [PlaceLedger]
  private let options: TextOptions

  /// Ledgers to write.
  public init(_ ledgers: [PlaceLedger], options: TextOptions = TextOptions()) {
    self.ledgers = ledgers
    self.options = options
  }

  /// Writes them.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    for (number, ledger) in ledgers.enumerated() {
      if number > 0 { page.line() }
      write(ledger, to: &page)
    }
    page.finish()
  }

  private func write(_ ledger: PlaceLedger, to page: inout TextPage) {
    var shortener = NameShortener(ellipsis: options.ellipsis)
    let name = shortener.shorten(ledger.site.function, to: options.width)
    var place = [[Ink(name, .bold)]]
    if !ledger.site.file.isEmpty {
      let file = shortener.shorten("\(ledger.site.file):\(ledger.site.line)", to: options.width)
      place.append([Ink(file, .place, link: ledger.site.file)])
    }
    page.flow([], place)
    var size = Quantity.text(ledger.place.count, "goroutine")
    if let wait = ledger.wait { size += " waiting " + Quantity.sentence(wait) }
    page.line([TextPage.space(2), Ink(size)])
    let verdict = ledger.severity.map(\.rawValue) ?? "not reported"
    let signature = ledger.signature.map { " (\($0.id))" } ?? ""
    row(Ledger.twoDigits(ledger.ledger.probability), "probability: \(verdict)\(signature)", &page)
    page.line()
    row(Self.signed(ledger.ledger.start), "prior, before any evidence", &page)
    for entry in ledger.ledger.entries where abs(entry.weight) >= 0.005 {
      let words = ledger.ledger.text(of: entry)
      row(Self.signed(entry.weight), "\(words)  (\(entry.indicator))", &page)
    }
    row(Self.signed(ledger.ledger.logOdds), "total, in log-odds", &page)
    page.line()
    for change in ledger.changes { page.paragraph([TextPage.space(2), Ink("- ", .dim)], change) }
  }

  private func row(_ number: String, _ words: String, _ page: inout TextPage) {
    let padding = String(repeating: " ", count: max(0, 8 - number.utf8.count))
    page.paragraph([Ink(padding + number, .bold), TextPage.space(2)], words)
  }

  private static func signed(_ x: Double) -> String { (x >= 0 ? "+" : "") + Ledger.twoDigits(x) }
}
