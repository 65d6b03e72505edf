import GoroutineDump
import LeakAnalysis

/// What stands below the overview of findings: that there are none, or not all, and which other dump
/// could say more.
struct Verdict {
  private let analysis: DumpAnalysis
  private let findings: [Finding]
  private let hidden: Int
  private let path: String
  /// The goroutines of the table's first row.
  private let largest: Int
  /// A row of fewer makes nobody wonder why it is no leak.
  private static let large = 10

  init(
    _ analysis: DumpAnalysis, _ findings: [Finding], hidden: Int, path: String, _ table: RowTable
  ) {
    self.analysis = analysis
    self.findings = findings
    self.hidden = hidden
    self.path = path
    largest = table.rows.first?.count ?? 0
  }

  func write(to page: inout TextPage) {
    if hidden > 0 {
      let verb = hidden == 1 ? "is" : "are"
      page.paragraph(
        [], "\(Quantity.text(hidden, "finding")) \(verb) hidden by the filter", .note)
    } else if findings.isEmpty {
      page.paragraph([], Self.sentence(on: analysis), analysis.dump.isTruncated ? .note : .good)
      if let advice = Self.advice(on: [analysis]) { page.paragraph([], advice) }
      if analysis.dump.isGoroutineProfile, largest >= Self.large {
        let file = NextCommand.file(path)
        page.paragraph(
          [],
          "What speaks for and against a leak in row 1 of the table: \(Tool.name) --why 1 \(file)",
          .dim)
      }
    }
    // Once, however many findings it could change.
    let advice = findings.first { !$0.advice.isEmpty }?.advice
    if let advice { page.paragraph([], Self.capitalized(advice) + ".") }
    if hidden > 0 || findings.isEmpty || advice != nil { page.line() }
  }

  private static func capitalized(_ sentence: String) -> String {
    sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  /// What is said of a dump without findings.
  static func sentence(on analysis: DumpAnalysis) -> String {
    let dump = analysis.dump
    if dump.goroutineCount == 0 {
      guard let total = dump.declaredTotal, total > 0 else {
        return "no goroutines in this profile"
      }
      return "the profile declares \(Quantity.text(total, "goroutine")) and shows none of them"
    }
    if !dump.isGoroutineProfile { return "a \(dump.profile) profile is shown, but not judged" }
    return "no leak signature matched"
  }

  /// What is said where nothing was found in dumps that could not show it: count profiles, and those
  /// with many goroutines none of which has a wait time; nil where there is neither.
  static func advice(on analyses: [DumpAnalysis]) -> String? {
    let dumps = analyses.filter { $0.dump.isGoroutineProfile && $0.dump.goroutineCount > 0 }
    if dumps.contains(where: \.dump.goroutines.isEmpty) {
      return
        "A count profile has no wait times, so one snapshot may miss stuck goroutines: take debug=2 "
        + "(curl -s 'http://HOST/debug/pprof/goroutine?debug=2'), or a second dump some minutes "
        + "later."
    }
    guard dumps.contains(where: { $0.lacksMinutes && $0.dump.goroutineCount >= fewest }) else {
      return nil
    }
    return
      "No goroutine has a wait time yet (the runtime sets them at a garbage collection), so one "
      + "snapshot may miss stuck goroutines: take a second dump some minutes later."
  }

  /// A test's dump has fewer goroutines, and whoever reads it sees them all.
  private static let fewest = 20
}
