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
      let isWritten = brief.add(BriefFinding.lines(finding), leaving: reserve + Self.remark)
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

  private func write(
    _ rows: ArraySlice<Row>, of analysis: DumpAnalysis, to brief: inout BriefText
  ) {
    let heading = BriefText.line("largest groups:")
    var isFirst = true
    for row in rows {
      var text = "\(Quantity.text(row.count)) \(row.states.first?.name ?? "")"
      if let wait = row.wait { text += " \(Quantity.range(wait, dash: "-"))" }
      let place = row.sites.first.map { analysis.place($0).brief } ?? "(no frames)"
      let line = BriefText.line("\(text)  \(place)", indent: 2)
      guard brief.add(isFirst ? [heading, line] : [line]) else { return }
      isFirst = false
    }
  }
}
