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
    if let finding = ledger.finding {
      page.paragraph([TextPage.space(2)], Self.sentence(on: finding), .bold)
    }
    let unsaid = ledger.finding == nil ? "not reported" : "not reported by itself"
    let verdict = ledger.severity.map(\.rawValue) ?? unsaid
    let signature = ledger.signature.map { " (\($0.id))" } ?? ""
    row(Ledger.twoDigits(ledger.ledger.probability), "probability: \(verdict)\(signature)", &page)
    page.line()
    row(Self.signed(ledger.ledger.start), "prior, before any evidence", &page)
    var light: [Ledger.Entry] = []
    for entry in ledger.ledger.entries where abs(entry.weight) >= 0.005 {
      if abs(entry.weight) < Self.lightest {
        light.append(entry)
        continue
      }
      let words = ledger.ledger.text(of: entry)
      row(Self.signed(entry.weight), "\(words)  (\(entry.indicator))", &page)
    }
    if !light.isEmpty {
      let names = light.map(\.indicator).joined(separator: ", ")
      row(Self.signed(light.reduce(0) { $0 + $1.weight }), "hardly any weight: \(names)", &page)
    }
    row(Self.signed(ledger.ledger.logOdds), "total, in log-odds", &page)
    page.line()
    for change in ledger.changes { page.paragraph([TextPage.space(2), Ink("- ", .dim)], change) }
  }

  private func row(_ number: String, _ words: String, _ page: inout TextPage) {
    let padding = String(repeating: " ", count: max(0, 8 - number.utf8.count))
    page.paragraph([Ink(padding + number, .bold), TextPage.space(2)], words)
  }

  /// What weighs less changes no probability that is printed.
  private static let lightest = 0.05

  private static func sentence(on finding: Finding) -> String {
    let name =
      "\(finding.signature) (\(finding.severity.rawValue), confidence "
      + "\(finding.confidence.rawValue))"
    if finding.ledger == nil {
      return "reported as \(name): the dump itself states it, whatever the probability below"
    }
    let site = finding.site.map { ", judged by \($0.function)" } ?? ""
    return "part of finding \(finding.number + 1), \(name)\(site)"
  }

  private static func signed(_ x: Double) -> String { (x >= 0 ? "+" : "") + Ledger.twoDigits(x) }
}
