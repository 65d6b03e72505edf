import GoroutineDump
public import LeakAnalysis

/// Writes what a gate says for someone who reads the build's log and has not set up the gate: why it
/// fails, how to see more, and how to accept what is intended.
public struct GateText: Sendable {
  private let verdict: GateVerdict
  private let report: Report
  private let options: TextOptions
  private static let gutter = 12

  /// A verdict to write, on a report.
  public init(_ verdict: GateVerdict, _ report: Report, options: TextOptions = TextOptions()) {
    self.verdict = verdict
    self.report = report
    self.options = options
  }

  /// Writes the verdict.
  public func write(to output: consuming ReportOutput) {
    var page = TextPage(output, options)
    let heading = Self.heading(verdict)
    page.paragraph([], heading.text, heading.style)
    var explained: Set<String> = []
    for failure in verdict.failures {
      page.line()
      let key = failure.finding.signature + failure.finding.fix
      write(failure, isExplained: !explained.insert(key).inserted, to: &page)
    }
    writeAcceptance(to: &page)
    if !verdict.doubts.isEmpty { page.line() }
    for doubt in verdict.doubts {
      page.paragraph(
        [Ink("NOT JUDGED", .error), TextPage.space(2)],
        "\(DumpHeading.title(of: doubt.capture)): \(doubt.reason)")
    }
    let told = remarks
    if !told.isEmpty { page.line() }
    for remark in told { page.paragraph([], remark) }
    page.finish()
  }

  /// What comes of the gate, in one line.
  static func heading(_ verdict: GateVerdict) -> (text: String, style: Ink.Style) {
    let count = verdict.doubts.count
    let rest = count == 0 ? "" : "; \(Quantity.text(count, "capture")) cannot be judged"
    let size =
      Quantity.text(verdict.goroutineCount, "goroutine") + " in "
      + Quantity.text(verdict.dumpCount, "dump")
    switch verdict.outcome {
    case .passed: return ("gate passed: \(size)", .good)
    case .undecided:
      return (
        "gate did not pass: \(Quantity.text(count, "capture")) cannot be judged "
          + "(\(size))", .error
      )
    case .failed:
      return (
        "gate failed: \(ResultCount.heading(verdict.failures.map(\.finding))) in \(size)\(rest)",
        .error
      )
    }
  }

  private func write(_ failure: GateFailure, isExplained: Bool, to page: inout TextPage) {
    let finding = failure.finding
    let analysis = report.dumps[finding.dump]
    let word = failure.reason == .finding ? finding.severity.rawValue.uppercased() : "LIMIT"
    let style: Ink.Style = finding.severity == .error ? .error : .warning
    page.paragraph([Ink(word, style), TextPage.space(2)], finding.title, .bold)
    page.paragraph(
      label("in"), "\(DumpHeading.title(of: analysis.name)) (\(finding.signature))")
    write("where", finding.site, to: &page)
    write("called from", finding.calledFrom, to: &page)
    write("created by", finding.createdBy, to: &page)
    page.paragraph(label("evidence"), finding.evidence)
    if let change = failure.change { page.paragraph(label("baseline"), change) }
    // Once for each kind: the next of them has the same.
    if !isExplained, !finding.cause.isEmpty { page.paragraph(label("cause"), finding.cause) }
    if !isExplained, !finding.fix.isEmpty { page.paragraph(label("fix"), finding.fix) }
    let path = report.input(ofDump: finding.dump).path
    if let command = NextCommand.of(finding, analysis, path: path) {
      page.flow(label("see"), [[Ink(command)]])
    }
  }

  /// How goroutines that are meant to be there can be accepted.
  private func writeAcceptance(to page: inout TextPage) {
    guard let failure = verdict.failures.first(where: { !$0.finding.groups.isEmpty }) else {
      return
    }
    let path = report.input(ofDump: failure.finding.dump).path
    let capture = path == "-" ? "CAPTURE" : NextCommand.quoted(path)
    let file = "\(Tool.name)-baseline.json"
    page.line()
    page.line([Ink("to accept goroutines that are intended:")])
    page.flow(label("baseline"), [[Ink("\(Tool.name) baseline \(capture) -o \(file)")]])
    page.flow(label(""), [[Ink("\(Tool.name) gate --baseline \(file) \(capture)")]])
    page.paragraph(label("or"), "list them under `expect:` in .\(Tool.name).yml")
  }

  private func label(_ word: String) -> [Ink] {
    [TextPage.space(2), Ink(word.padded(to: Self.gutter), .dim)]
  }

  private func write(_ word: String, _ place: Place?, to page: inout TextPage) {
    guard let place else { return }
    // In full: this is what a build's log is searched for.
    var phrases = [[Ink(place.function, .bold)]]
    if !place.file.isEmpty { phrases.append([Ink("\(place.file):\(place.line)", .place)]) }
    page.flow(label(word), phrases)
  }

  /// What follows the failures.
  private var remarks: [String] {
    var remarks: [String] = []
    if !verdict.tolerated.isEmpty {
      var counts: [String] = []
      for severity in Severity.allCases.reversed() {
        let count = verdict.tolerated.count { $0.severity == severity }
        if count > 0 { counts.append(Quantity.text(count, severity.rawValue)) }
      }
      remarks.append(
        "below the severity that fails: \(counts.joined(separator: ", ")) (`\(Tool.name) CAPTURE` "
          + "shows them, --fail-on sets the severity)")
    }
    if !verdict.accepted.isEmpty {
      remarks.append(
        "accepted by the baseline: \(Quantity.text(verdict.accepted.count, "finding"))")
    }
    if !verdict.resolved.isEmpty {
      let names = verdict.resolved.prefix(5).map { "\($0.site) (\($0.state))" }
      let rest = verdict.resolved.count - names.count
      remarks.append(
        "resolved: \(Quantity.text(verdict.resolved.count, "group")) of the baseline "
          + "\(verdict.resolved.count == 1 ? "is" : "are") no longer in any capture: "
          + names.joined(separator: ", ") + (rest > 0 ? " and \(Quantity.text(rest)) more" : "")
          + "; update the baseline, so that their return is reported")
    }
    return remarks
  }
}
