import GoroutineDump
import LeakAnalysis

/// Writes a page for a job's summary or a pull request's comment, as GitHub and GitLab show
/// Markdown, and never more of it than they take.
public struct MarkdownReport: Sendable {
  private let publication: Publication
  private let limit: Int
  /// GitHub takes 1 MiB of a step's summary and shows nothing of a longer one; a job has several
  /// steps, so this stays well below.
  public static let standardLimit = 900_000
  /// Findings that are told.
  private static let resultLimit = 100
  /// Rows of a dump's table.
  private static let rowLimit = 20

  /// A report to write, in at most so many bytes.
  public init(_ publication: Publication, limit: Int = MarkdownReport.standardLimit) {
    self.publication = publication
    self.limit = Swift.max(limit, 1000)
  }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var blocks: [String] = [heading]
    blocks += (publication.verdict?.doubts ?? []).map {
      "- **not judged:** \(Markdown.code($0.capture)): \(Markdown.text($0.reason))\n"
    }
    let shown = publication.results.filter { !$0.isAccepted }
    if !shown.isEmpty { blocks.append(overview(shown)) }
    blocks += shown.prefix(Self.resultLimit).map(details)
    blocks += resolved
    blocks += publication.view.report.dumps.indices.map(table)
    var room = limit - 200
    for (index, block) in blocks.enumerated() {
      room -= block.utf8.count
      guard room >= 0 else {
        output.write(
          "\n*\(blocks.count - index) more parts would exceed the size limit of a summary: "
            + "`--report json=FILE` has all.*\n")
        break
      }
      output.write(block)
    }
    output.flush()
  }

  private var heading: String {
    let dumps = publication.view.report.dumps
    let goroutines = dumps.reduce(0) { $0 + $1.dump.goroutineCount }
    let size = Quantity.text(goroutines, "goroutine") + " in " + Quantity.text(dumps.count, "dump")
    guard let verdict = publication.verdict else {
      let findings = publication.view.findings
      return "## \(Tool.name): "
        + (findings.isEmpty ? "no findings" : FindingOverview.heading(findings))
        + "\n\n\(size)\n\n"
    }
    let sentence =
      switch verdict.outcome {
      case .passed: "✅ the gate passed"
      case .failed:
        "❌ the gate failed: \(ResultCount.heading(verdict.failures.map(\.finding)))"
      case .undecided: "⚠️ the gate did not pass: not all captures could be judged"
      }
    return "## \(Tool.name): \(sentence)\n\n\(size)\n\n"
  }

  private func overview(_ results: [Publication.Result]) -> String {
    var text = "\n| | goroutines | waiting | where | what | capture |\n"
    text += "| --- | ---: | --- | --- | --- | --- |\n"
    for result in results.prefix(Self.resultLimit) {
      let finding = result.finding
      let mark = result.fails && publication.verdict != nil ? "❌ " : ""
      text += "| \(mark)\(finding.severity.rawValue) | \(Quantity.text(finding.count)) "
      text += "| \(finding.wait.map { Quantity.range($0) } ?? "") | \(place(result)) "
      text += "| \(Markdown.text(finding.title)) (`\(finding.signature)`) "
      text += "| \(Markdown.code(result.capture)) |\n"
    }
    let rest = results.count - Self.resultLimit
    if rest > 0 {
      text += "\n\(Quantity.text(rest)) more: `--report html=FILE` or `json=FILE` has all.\n"
    }
    return text + "\n"
  }

  private func place(_ result: Publication.Result) -> String {
    let name = result.finding.site.map { Markdown.code($0.function) } ?? ""
    guard let location = result.location else { return name }
    return "\(name) \(Markdown.code("\(location.path):\(location.line)"))"
  }

  private func details(_ result: Publication.Result) -> String {
    let finding = result.finding
    var text = "<details><summary>\(Markdown.html(finding.title)): "
    text += "\(Markdown.html(result.size))</summary>\n\n"
    var lines = [("where", place(result))]
    // As code, a name notifies nobody.
    lines.append(("owner", finding.owners.map(Markdown.code).joined(separator: " ")))
    for (label, place) in [
      ("called from", finding.calledFrom), ("created by", finding.createdBy),
    ] {
      guard let place else { continue }
      let line = "\(publication.paths.path(of: place.file)):\(place.line)"
      lines.append((label, Markdown.code(place.function) + " " + Markdown.code(line)))
    }
    if let root = finding.blockedBy.first {
      lines.append(
        (
          "blocked by",
          "\(root.name) " + Markdown.code(root.site.function) + " "
            + Markdown.code("\(publication.paths.path(of: root.site.file)):\(root.site.line)")
            + Markdown.text(
              ", \(root.activity) (\(root.grade.rawValue): \(root.reason)); "
                + "\(Quantity.text(root.behind)) behind it")
        ))
    }
    lines.append(("evidence", Markdown.text(finding.evidence)))
    if let change = result.change { lines.append(("baseline", Markdown.text(change))) }
    lines.append(("cause", Markdown.text(finding.cause)))
    lines.append(("fix", Markdown.text(finding.fix)))
    let report = publication.view.report
    let path = report.input(ofDump: finding.dump).path
    if let command = NextCommand.of(finding, report.dumps[finding.dump], path: path) {
      lines.append(("see", Markdown.code(command)))
    }
    if !finding.help.isEmpty { lines.append(("more", finding.help)) }
    for (word, value) in lines where !value.isEmpty { text += "- **\(word)**: \(value)\n" }
    return text + "\n</details>\n\n"
  }

  private var resolved: [String] {
    let entries = publication.verdict?.resolved ?? []
    guard !entries.isEmpty else { return [] }
    let names = entries.map { "- \(Markdown.code($0.site)) (\(Markdown.text($0.state)))\n" }
    return ["\nIn the baseline, but no longer in any capture:\n\n"] + names
  }

  private func table(_ number: Int) -> String {
    let analysis = publication.view.report.dumps[number]
    var text = "\n### \(Markdown.code(analysis.name))\n\n"
    text += Quantity.text(analysis.dump.goroutineCount, "goroutine") + "\n\n"
    if analysis.dump.isTruncated {
      text += "The capture is not complete: every count is a lower bound.\n\n"
    }
    let rows = publication.view.tables[number].rows
    guard !rows.isEmpty else { return text }
    text += "| count | state | waiting | where | created by |\n| ---: | --- | --- | --- | --- |\n"
    for row in rows.prefix(Self.rowLimit) {
      let states = row.states.prefix(2).map { Markdown.text($0.name) }.joined(separator: ", ")
      let site = row.sites.first.map { name(analysis.place($0)) } ?? ""
      let creator = row.creators.first.map { name(analysis.place($0)) } ?? ""
      text += "| \(Quantity.text(row.count)) | \(states) "
      text += "| \(row.wait.map { Quantity.range($0) } ?? "") | \(site) | \(creator) |\n"
    }
    if rows.count > Self.rowLimit {
      text += "\n\(Quantity.text(rows.count - Self.rowLimit, "more row")).\n"
    }
    return text
  }

  private func name(_ place: Place) -> String {
    let file = place.file.isEmpty ? "" : "\(publication.paths.path(of: place.file)):\(place.line)"
    return Markdown.code(place.function) + (file.isEmpty ? "" : " " + Markdown.code(file))
  }
}

/// Texts of a dump, inert in Markdown.
enum Markdown {
  /// A code span; what would end it, or the cell of a table, is replaced.
  static func code(_ text: String) -> String {
    let inner = String(
      Sanitizer.sanitized(text).map { $0 == "`" ? "'" : $0 == "|" ? "¦" : $0 })
    return inner.isEmpty ? "" : "`\(inner)`"
  }

  /// Running text: nothing in it is markup, a link, a mention or HTML.
  static func text(_ text: String) -> String {
    var safe = ""
    for scalar in Sanitizer.sanitized(text).unicodeScalars {
      switch scalar {
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "&": safe += "&amp;"
      // Not a backslash: GitHub takes `\@name` for a mention all the same.
      case "@": safe += "&#64;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": safe += "\\\(scalar)"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  /// Text inside an HTML element.
  static func html(_ text: String) -> String {
    var safe = ""
    for scalar in Sanitizer.sanitized(text).unicodeScalars {
      switch scalar {
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "&": safe += "&amp;"
      case "@": safe += "&#64;"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
