import LeakAnalysis

/// The findings of one dump in detail, gathered by what is said of them: of each kind the first few,
/// then what they have in common once.
///
/// A dump of a large service can have the same defect in thousands of places. The cause and the fix
/// are the same for all of them; read a thousand times they hide what else is wrong.
struct FindingList {
  private let findings: [Finding]
  private let analysis: DumpAnalysis
  private let path: String
  /// The findings that fold under a root in sight, by the root's number.
  private let consequences: [Int: [Finding]]
  private let isLimited: Bool
  /// Findings of a kind that are shown in full, and how many more are not worth a line that says so.
  private static let inSight = 3
  private static let slack = 2

  /// A list of findings that are in order; without a limit all are shown.
  init(_ findings: [Finding], _ analysis: DumpAnalysis, path: String, isLimited: Bool) {
    self.analysis = analysis
    self.path = path
    self.isLimited = isLimited
    let roots = findings.filter { $0.consequenceOf == nil }
    let kinds = Self.kinds(of: roots)
    let inSight = Set(
      kinds.flatMap { kind in kind.prefix(Self.shown(kind.count, isLimited)).map(\.number) })
    func isFolded(_ finding: Finding) -> Bool {
      finding.consequenceOf.map(inSight.contains) ?? false
    }
    self.findings = findings.filter { !isFolded($0) }
    consequences = Dictionary(grouping: findings.filter(isFolded)) { $0.consequenceOf ?? 0 }
  }

  func write(to page: inout TextPage) {
    for kind in Self.kinds(of: findings) {
      let shown = kind.prefix(Self.shown(kind.count, isLimited))
      for (place, finding) in shown.enumerated() {
        if place > 0 { page.line() }
        FindingBlock(finding, analysis, path: path).write(isFirst: place == 0, to: &page)
        if let behind = consequences[finding.number] { write(behind: behind, to: &page) }
      }
      FindingBlock.writeAdvice(of: shown[shown.startIndex], to: &page)
      write(rest: kind.dropFirst(shown.count), to: &page)
      page.line()
    }
  }

  private static func shown(_ count: Int, _ isLimited: Bool) -> Int {
    !isLimited || count <= inSight + slack ? count : inSight
  }

  /// The findings of which the same is said, in the order of the first of each kind.
  private static func kinds(of findings: [Finding]) -> [[Finding]] {
    struct Words: Hashable {
      var signature: String
      var title: String
      var cause: String
      var fix: String
    }
    var places: [Words: Int] = [:]
    var kinds: [[Finding]] = []
    for finding in findings {
      let words = Words(
        signature: finding.signature, title: finding.title, cause: finding.cause, fix: finding.fix)
      if let place = places[words] {
        kinds[place].append(finding)
      } else {
        places[words] = kinds.count
        kinds.append([finding])
      }
    }
    return kinds
  }

  /// What follows from a finding: its goroutines wait for those of the finding.
  private func write(behind findings: [Finding], to page: inout TextPage) {
    let goroutines = findings.reduce(0) { $0 + $1.count }
    page.paragraph(
      [TextPage.space(2), Ink("behind it".padded(to: 12), .dim)],
      "\(Quantity.text(findings.count, "finding")) (\(Self.numbers(findings[...]))), "
        + Quantity.text(goroutines, "goroutine"))
  }

  private func write(rest: ArraySlice<Finding>, to page: inout TextPage) {
    guard !rest.isEmpty else { return }
    let goroutines = rest.reduce(0) { $0 + $1.count }
    page.paragraph(
      [TextPage.space(2)],
      "\(Quantity.text(rest.count, "more place")) with \(Quantity.text(goroutines, "goroutine")) "
        + "(\(Self.numbers(rest))): --top 0 shows each", .dim)
  }

  /// `2, 5–9`, of very many the first ones.
  private static func numbers(_ findings: ArraySlice<Finding>) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in findings.lazy.map({ $0.number + 1 }) {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let shown = runs.prefix(8).map { run in
      run.count == 1
        ? Quantity.text(run.lowerBound)
        : "\(Quantity.text(run.lowerBound))-\(Quantity.text(run.upperBound))"
    }
    return shown.joined(separator: ", ") + (runs.count > shown.count ? ", …" : "")
  }
}

extension Place {
  /// The last element of the file, and the line: `main.go:22`.
  var shortFile: String {
    Sanitizer.sanitized("\(fileName):\(line)")
  }
}
