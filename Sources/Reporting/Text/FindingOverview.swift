import LeakAnalysis

/// The findings of one dump, a line for each: what a reader sees first.
struct FindingOverview {
  private let findings: [Finding]
  private let shown: [Finding]
  /// Lines that leave room for the heading on a screen of 24.
  private static let limit = 16
  /// Columns that a place takes at least.
  private static let narrowestPlace = 14

  /// An overview of findings in their order; a limited one prefers the worse ones.
  init(_ findings: [Finding], isLimited: Bool) {
    self.findings = findings
    guard isLimited, findings.count > Self.limit else {
      shown = findings
      return
    }
    var room = Self.limit
    var isShown = [Bool](repeating: false, count: findings.count)
    for severity in Severity.allCases.reversed() {
      for index in findings.indices where room > 0 && findings[index].severity == severity {
        isShown[index] = true
        room -= 1
      }
    }
    shown = findings.indices.lazy.filter { isShown[$0] }.map { findings[$0] }
  }

  /// `2 errors, 1 note`; empty for none.
  static func heading(_ findings: [Finding]) -> String {
    Severity.allCases.reversed().compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count > 0 ? Quantity.text(count, severity.rawValue) : nil
    }.joined(separator: ", ")
  }

  func write(to page: inout TextPage) {
    guard let worst = findings.map(\.severity).max() else { return }
    page.line([Ink(Self.heading(findings), worst.style)])
    let cells = shown.map(Cells.init)
    let number = cells.map(\.number.displayWidth).max() ?? 0
    let severity = cells.map(\.severity.displayWidth).max() ?? 0
    let count = cells.map(\.count.displayWidth).max() ?? 0
    let wait = cells.map { $0.wait(page.options).displayWidth }.max() ?? 0
    let indent = 2 + number + 2 + severity + 2 + count + 2 + (wait > 0 ? wait + 2 : 0)
    // The words of a title where there is room for all of them, else the signatures' ids.
    let places = cells.map(\.place.displayWidth).max() ?? 0
    let titles = cells.map(\.title.displayWidth).max() ?? 0
    let showsTitles = indent + places + 2 + titles <= page.options.width
    let names = cells.map { showsTitles ? $0.title : $0.name }
    let nameWidth = names.map(\.displayWidth).max() ?? 0
    let room = Swift.max(page.options.width - indent - nameWidth - 2, Self.narrowestPlace)
    let inks = cells.map { $0.place(in: room, page.options) }
    let placeWidth = inks.map(\.width).max() ?? 0
    for (index, cell) in cells.enumerated() {
      var label = [
        TextPage.space(2), Ink(cell.number.leftPadded(to: number)), TextPage.space(2),
        Ink(cell.severity.padded(to: severity), shown[index].severity.style), TextPage.space(2),
        Ink(cell.count.leftPadded(to: count)), TextPage.space(2),
      ]
      if wait > 0 { label += [Ink(cell.wait(page.options).padded(to: wait)), TextPage.space(2)] }
      let place = inks[index] + [TextPage.space(placeWidth - inks[index].width)]
      page.flow(label, [place, [Ink(names[index])]])
    }
    let rest = findings.count - shown.count
    if rest > 0 {
      page.line([Ink("  and \(Quantity.text(rest)) more: --top 0 lists all", .dim)])
    }
    page.line()
  }

  /// The columns of a finding's line.
  private struct Cells {
    let finding: Finding
    let number: String
    let severity: String
    let count: String
    let name: String
    let title: String

    init(_ finding: Finding) {
      self.finding = finding
      number = Quantity.text(finding.number + 1)
      severity = finding.severity.rawValue
      // How a program ended can be nobody's doing.
      count = finding.count > 0 ? Quantity.text(finding.count) : "-"
      let root = finding.consequenceOf.map { " (behind \($0 + 1))" } ?? ""
      name = finding.signature + root
      title = Sanitizer.sanitized(finding.title) + root
    }

    func wait(_ options: TextOptions) -> String {
      finding.wait.map { Quantity.range($0, dash: options.dash) } ?? ""
    }

    /// The place, as it is shown where there is room for it.
    var place: String {
      guard let site = finding.site else { return "" }
      return site.file.isEmpty ? function(site) : function(site) + "  " + site.shortFile
    }

    /// The function, and the file where both fit.
    func place(in room: Int, _ options: TextOptions) -> [Ink] {
      guard let site = finding.site else { return [] }
      // Each line has its number: two names may look alike.
      var shortener = NameShortener(ellipsis: options.ellipsis)
      let name = Ink(shortener.shorten(function(site), to: room), .bold)
      let file = [TextPage.space(2), Ink(site.shortFile, .place, link: site.file)]
      return site.file.isEmpty || name.width + file.width > room ? [name] : [name] + file
    }

    /// The function without the path of its package.
    private func function(_ site: Place) -> String {
      let name = Sanitizer.sanitized(site.function)
      // Slashes in receivers and type arguments are none of the path's.
      let end = name.firstIndex { $0 == "(" || $0 == "[" } ?? name.endIndex
      guard let slash = name[..<end].lastIndex(of: "/") else { return name }
      return String(name[name.index(after: slash)...])
    }
  }
}

extension Severity {
  /// How its word stands out.
  var style: Ink.Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
