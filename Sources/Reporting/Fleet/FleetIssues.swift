import LeakAnalysis

/// Writes a fleet's ranking as issues in Markdown, one for each owner, ready to file: a title, a table,
/// and of each finding the cause, the fix and where to look.
public struct FleetIssues: Sendable {
  /// What one owner is to be told.
  public struct Issue: Sendable {
    /// The owner; empty for findings that nobody owns.
    public let owner: String
    /// One line.
    public let title: String
    /// Markdown, without the title.
    public let body: String

    /// The issue as a file: its title as a heading, and the body.
    public var text: String { "# \(Markdown.text(title))\n\n\(body)" }
  }

  private let report: FleetReport
  /// Findings of an issue that are told one by one.
  private static let mostDetails = 20

  /// A report to write.
  public init(_ report: FleetReport) { self.report = report }

  /// The issues, those of the heaviest findings first; findings without an owner come last.
  public var issues: [Issue] {
    var order: [String] = []
    var entries: [String: [FleetReport.Entry]] = [:]
    for entry in report.entries.sorted(by: { $0.rank < $1.rank }) {
      if entries[entry.owner] == nil { order.append(entry.owner) }
      entries[entry.owner, default: []].append(entry)
    }
    return (order.filter { !$0.isEmpty } + order.filter(\.isEmpty)).map {
      issue($0, entries[$0] ?? [])
    }
  }

  /// Writes all issues, one behind the other.
  public func write(to output: consuming ReportOutput) {
    let issues = issues
    if issues.isEmpty { output.write("# \(Tool.name): \(Markdown.text(report.heading))\n") }
    for (number, issue) in issues.enumerated() {
      if number > 0 { output.write("\n") }
      output.write(issue.text)
    }
    output.flush()
  }

  private func issue(_ owner: String, _ entries: [FleetReport.Entry]) -> Issue {
    let services = Set(entries.map { FleetReport.name($0.leak.service) }).sorted()
    let list =
      services.prefix(3).joined(separator: ", ") + (services.count > 3 ? " and others" : "")
    let title =
      entries.count == 1
      ? "Goroutine leak in \(list): \(entries[0].leak.signature)"
      : "\(Quantity.text(entries.count)) goroutine leaks in \(list)"
    // As code, a name notifies nobody.
    var body = owner.isEmpty ? "" : "Owner: \(Markdown.code(owner))\n\n"
    body += "Found by `\(Tool.name) fleet`: \(Markdown.text(report.heading)).\n\n"
    body += Self.table(entries)
    for entry in entries.prefix(Self.mostDetails) { body += Self.details(entry) }
    if entries.count > Self.mostDetails {
      body += "\n\(Quantity.text(entries.count - Self.mostDetails)) more are in the table only.\n"
    }
    return Issue(owner: owner, title: title, body: body)
  }

  private static func table(_ entries: [FleetReport.Entry]) -> String {
    var text =
      "| # | service | where | pattern | RMS | instances | peak | median wait | since the day before |\n"
    text += "| ---: | --- | --- | --- | ---: | ---: | ---: | --- | --- |\n"
    for entry in entries {
      let leak = entry.leak
      text += "| \(entry.rank) | \(Markdown.code(FleetReport.name(leak.service))) "
      text += "| \(place(leak)) | `\(leak.signature)` | \(FleetReport.rms(leak)) "
      text += "| \(Quantity.text(leak.hitInstances)) of \(Quantity.text(leak.instances)) "
      text += "| \(Quantity.text(leak.peak)) | \(FleetReport.wait(leak) ?? "") "
      text += "| \(FleetReport.change(leak) ?? "") |\n"
    }
    return text
  }

  private static func place(_ leak: FleetRanking.Leak) -> String {
    guard !leak.site.function.isEmpty else { return "(no frames)" }
    let file =
      leak.site.file.isEmpty ? "" : " " + Markdown.code("\(leak.site.file):\(leak.site.line)")
    return Markdown.code(leak.site.function) + file
  }

  private static func details(_ entry: FleetReport.Entry) -> String {
    let leak = entry.leak
    var text = "\n## \(entry.rank). \(Markdown.text(FleetReport.name(leak.service))): "
    text += "\(Markdown.text(entry.title))\n\n"
    var lines = [
      ("where", place(leak)), ("state", Markdown.text(leak.state)),
      ("created by", Markdown.code(leak.createdBy)),
      ("numbers", Markdown.text(FleetText.numbers(leak))),
      ("why", FleetReport.promotion(leak) ?? ""),
      ("confidence", leak.confidence.rawValue),
    ]
    if let texts = entry.texts {
      lines.append(("cause", Markdown.text(texts.cause)))
      lines.append(("fix", Markdown.text(texts.fix)))
    }
    lines.append(("see", Markdown.code("\(Tool.name) \(leak.peakCapture)")))
    for (word, value) in lines where !value.isEmpty { text += "- **\(word)**: \(value)\n" }
    return text
  }
}
