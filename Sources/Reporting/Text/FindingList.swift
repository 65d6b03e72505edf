import LeakAnalysis

/// The findings of one dump, worst first: of each signature the first few in full, then a line for
/// each place, then how many more there are.
///
/// A dump of a large service can have the same defect in thousands of places. The cause and the fix
/// are the same for all of them; read a thousand times they hide what else is wrong.
struct FindingList {
  private let findings: [Finding]
  /// The findings that fold under a root in sight, by the root's number.
  private let consequences: [Int: [Finding]]
  /// How many further findings of a signature get a line.
  private let inLines: Int

  /// A list of findings that are in order; without a limit every place has its line at least.
  init(_ findings: [Finding], isLimited: Bool) {
    let roots = findings.filter { $0.consequenceOf == nil }
    let inSight = Set(
      FindingOrder(roots.map(\.signature)).parts.compactMap { part in
        if case .finding(let number) = part { roots[number].number } else { nil }
      })
    func isFolded(_ finding: Finding) -> Bool {
      finding.consequenceOf.map(inSight.contains) ?? false
    }
    self.findings = findings.filter { !isFolded($0) }
    consequences = Dictionary(grouping: findings.filter(isFolded)) { $0.consequenceOf ?? 0 }
    inLines = isLimited ? 10 : .max
  }

  func write(to page: inout TextPage) {
    for part in FindingOrder(findings.map(\.signature)).parts {
      switch part {
      case .finding(let number):
        FindingBlock(findings[number]).write(to: &page)
        if let behind = consequences[findings[number].number] { write(behind: behind, to: &page) }
      case .further(let numbers):
        write(numbers, of: findings[numbers[0]].signature, to: &page)
      }
      page.line()
    }
  }

  /// What follows from a finding: its goroutines wait for those of the finding.
  private func write(behind findings: [Finding], to page: inout TextPage) {
    let goroutines = findings.reduce(0) { $0 + $1.count }
    page.paragraph(
      [TextPage.space(2)],
      "\(Quantity.text(findings.count, "more finding")) behind it, "
        + Quantity.text(goroutines, "goroutine"), .bold)
    writeLines(findings, withSignatures: true, to: &page)
  }

  /// The places of further findings of a signature.
  private func write(
    _ rest: [Int], of signature: String, to page: inout TextPage
  ) {
    let goroutines = rest.reduce(0) { $0 + findings[$1].count }
    page.paragraph(
      [TextPage.space(2)],
      "\(signature) in \(Quantity.text(rest.count, "more place")), "
        + Quantity.text(goroutines, "goroutine"), .bold)
    writeLines(rest.map { findings[$0] }, withSignatures: false, to: &page)
  }

  /// A line for each of some findings.
  private func writeLines(
    _ rest: [Finding], withSignatures: Bool, to page: inout TextPage
  ) {
    let shown = rest.prefix(inLines)
    let counts = shown.map { Quantity.text($0.count) }
    let width = counts.map(\.displayWidth).max() ?? 0
    var shortener = NameShortener(ellipsis: page.options.ellipsis)
    for (finding, count) in zip(shown, counts) {
      let label = [TextPage.space(4), Ink(count.leftPadded(to: width)), TextPage.space(2)]
      let severity = finding.severity.rawValue.padded(to: 7)
      let room = page.options.width - label.width - 9
      var phrases = [[Ink(severity, .dim)]]
      if let site = finding.site {
        phrases.append([Ink(shortener.shorten(site.function, to: room))])
        if !site.file.isEmpty { phrases.append([Ink(site.shortFile, .place)]) }
      }
      if withSignatures { phrases.append([Ink("(\(finding.signature))", .dim)]) }
      page.flow(label, phrases)
    }
    if rest.count > shown.count {
      page.line([
        TextPage.space(4),
        Ink(
          "and \(Quantity.text(rest.count - shown.count)) more: --top 0 or --format json", .dim),
      ])
    }
  }
}

extension Place {
  /// The last element of the file, and the line: `main.go:22`.
  var shortFile: String {
    Sanitizer.sanitized("\(fileName):\(line)")
  }
}
