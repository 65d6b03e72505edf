import GoroutineDump
import LeakAnalysis

/// Writes what a chat message or an assistant needs: findings, who blocks whom, and the largest groups,
/// in ASCII, and never in more than ``limit`` bytes.
public struct BriefReport: Sendable {
  /// Bytes that it takes at most.
  public static let limit = 4_000

  private let view: ReportView
  private let verdict: GateVerdict?
  /// Bytes of a dump that is worth a paragraph.
  private static let least = 240
  /// Of a dump's bytes, what its groups have at least, in percent.
  private static let groupShare = 25
  private static let mostGroups = 8
  private static let mostBlockers = 2
  private static let mostDoubts = 3
  /// Bytes of a line that says what was left out.
  private static let remark = 60

  /// A report to write.
  public init(_ publication: Publication) {
    view = publication.view
    verdict = publication.verdict
  }

  /// Writes it.
  public func write(to output: consuming ReportOutput) {
    var brief = BriefText(room: Self.limit)
    if let verdict { write(verdict, to: &brief) }
    let count = view.report.dumps.count
    let shown = min(count, max(brief.room / Self.least, 1))
    for number in 0..<shown {
      // What a dump leaves goes to those behind it.
      let room = brief.room - (shown < count ? Self.remark : 0)
      var part = BriefText(room: room / (shown - number))
      write(number, to: &part)
      brief.add(part.text.split(separator: "\n").map(String.init))
    }
    if shown < count {
      let rest = FindingOverview.heading(view.findings.filter { $0.dump >= shown })
      let more = Quantity.text(count - shown, "more dump")
      brief.add([BriefText.line("and \(more): \(rest.isEmpty ? "no findings" : rest)")])
    }
    output.write(brief.text)
    output.flush()
  }

  private func write(_ verdict: GateVerdict, to brief: inout BriefText) {
    brief.add([BriefText.line(GateText.heading(verdict).text)])
    for doubt in verdict.doubts.prefix(Self.mostDoubts) {
      brief.add([BriefText.line("NOT JUDGED \(doubt.capture): \(doubt.reason)")])
    }
  }

  private func write(_ number: Int, to brief: inout BriefText) {
    let analysis = view.report.dumps[number]
    let findings = view.findings(ofDump: number)
    let all = brief.room
    brief.add([BriefText.line(heading(analysis))])
    if let failure = analysis.dump.failure {
      let speaker = DumpHeading.speaker(of: failure)
      brief.add([BriefText.line("\(speaker): \(failure.message)", indent: 2)])
    }
    let summary =
      findings.isEmpty ? Verdict.sentence(on: analysis) : FindingOverview.heading(findings)
    brief.add([BriefText.line(summary, indent: 2)])
    let rows = view.tables[number].rows
    let reserve = rows.isEmpty ? 0 : all * Self.groupShare / 100
    for (place, finding) in findings.enumerated() {
      let isWritten = brief.add(lines(finding), leaving: reserve + Self.remark)
      if !isWritten {
        let rest = Quantity.text(findings.count - place, "more finding")
        brief.add([BriefText.line("and \(rest)", indent: 2)])
        break
      }
    }
    write(rows.prefix(Self.mostGroups), of: analysis, to: &brief)
  }

  /// `goroutine.txt: debug=2, 153 goroutines in 4 groups`
  private func heading(_ analysis: DumpAnalysis) -> String {
    let dump = analysis.dump
    var text = DumpHeading.title(of: analysis.name) + ": " + DumpHeading.name(of: dump.format)
    if dump.profile != "goroutine" { text += " \(dump.profile)" }
    text += ", \(Quantity.text(dump.goroutineCount, "goroutine"))"
    text += " in \(Quantity.text(analysis.groups.count, "group"))"
    return dump.isTruncated ? text + "; incomplete, every count is a lower bound" : text
  }

  private func lines(_ finding: Finding) -> [String] {
    var first = "\(finding.number + 1). \(finding.severity.rawValue.uppercased())"
    first += " \(finding.signature) (confidence \(finding.confidence.rawValue))"
    if finding.count > 0 {
      first += ": \(Quantity.text(finding.count, "goroutine"))"
      if let wait = finding.wait { first += " waiting \(Quantity.sentence(wait))" }
    }
    var lines = [BriefText.line(first)]
    func add(_ label: String, _ text: String) {
      if !text.isEmpty { lines.append(BriefText.line("\(label): \(text)", indent: 3)) }
    }
    add("where", finding.site.map(Self.place) ?? "")
    add("what", finding.title)
    add("evidence", finding.observations.isEmpty ? finding.evidence : finding.observations)
    for blocker in finding.blockedBy.prefix(Self.mostBlockers) {
      var text = "\(blocker.name) at \(Self.place(blocker.site)), \(blocker.state)"
      if let minutes = blocker.waitMinutes { text += " \(Quantity.duration(minutes: minutes))" }
      text += ", \(Quantity.text(blocker.behind)) behind it (\(blocker.grade.rawValue))"
      add("blocked by", text)
    }
    if let root = finding.consequenceOf { add("behind", "finding \(root + 1)") }
    add("fix", finding.fix)
    return lines
  }

  private func write(
    _ rows: ArraySlice<Row>, of analysis: DumpAnalysis, to brief: inout BriefText
  ) {
    let heading = BriefText.line("largest groups:")
    var isFirst = true
    for row in rows {
      var text = "\(Quantity.text(row.count)) \(row.states.first?.name ?? "")"
      if let wait = row.wait { text += " \(Quantity.range(wait, dash: "-"))" }
      let place = row.sites.first.map { Self.place(analysis.place($0)) } ?? "(no frames)"
      let line = BriefText.line("\(text)  \(place)", indent: 2)
      guard brief.add(isFirst ? [heading, line] : [line]) else { return }
      isFirst = false
    }
  }

  private static func place(_ place: Place) -> String {
    place.file.isEmpty ? place.function : "\(place.function) \(place.shortFile)"
  }
}
