import LeakAnalysis

/// Writes findings as workflow commands of GitHub Actions, one line each, which the runner turns into
/// annotations on the pull request.
///
/// The runner shows ten errors, ten warnings and ten notices of a step, so the worst come first; where
/// there are more, the tenth tells how many, and the step's log has them all.
public struct GitHubAnnotations: Sendable {
  private let publication: Publication
  /// Annotations of one level that the runner shows of a step.
  static let limit = 10

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var commands: [(level: String, text: String)] = []
    for doubt in publication.verdict?.doubts ?? [] {
      commands.append(
        (
          "error",
          Self.command(
            "error", [("title", "dumpscan: a capture cannot be judged")],
            ["\(DumpHeading.title(of: doubt.capture)): \(doubt.reason)"])
        ))
    }
    for result in publication.results where !result.isAccepted {
      let finding = result.finding
      var properties: [(String, String)] = []
      if let location = result.ownLocation {
        properties = [("file", location.path), ("line", String(location.line))]
      }
      properties.append(("title", "\(finding.signature): \(finding.title)"))
      var lines = [finding.evidence]
      if let change = result.change { lines[0] += "; \(change)" }
      if !finding.cause.isEmpty { lines.append(finding.cause) }
      if !finding.fix.isEmpty { lines.append("Fix: " + finding.fix) }
      if let creator = finding.createdBy, result.origin != nil {
        lines.append("Started in \(creator.function) (\(creator.file):\(creator.line)).")
      }
      lines.append("In \(DumpHeading.title(of: result.capture)).")
      let level = level(of: result)
      commands.append((level, Self.command(level, properties, lines)))
    }
    let totals = Dictionary(grouping: commands, by: \.level).mapValues(\.count)
    var counts: [String: Int] = [:]
    for (level, text) in commands {
      let total = totals[level] ?? 0
      counts[level, default: 0] += 1
      if counts[level] == Self.limit, total > Self.limit {
        output.write(Self.command(level, [("title", Tool.name)], [Self.rest(of: total)]))
      }
      output.write(text)
    }
    output.flush()
  }

  private static func rest(of total: Int) -> String {
    "\(Quantity.text(total - limit + 1)) more are in the log of this step: GitHub shows \(limit) "
      + "annotations of a kind. --report markdown=$GITHUB_STEP_SUMMARY lists them in the job's summary."
  }

  private func level(of result: Publication.Result) -> String {
    if publication.verdict != nil, result.fails { return "error" }
    switch result.finding.severity {
    case .error: return publication.verdict == nil ? "error" : "warning"
    case .warning: return "warning"
    case .note: return "notice"
    }
  }

  private static func command(
    _ name: String, _ properties: [(String, String)], _ lines: [String]
  ) -> String {
    let list = properties.map { "\($0)=\(escaped($1, isProperty: true))" }
    let message = escaped(
      lines.map(Sanitizer.sanitized).joined(separator: "\n"), isProperty: false)
    return "::\(name) \(list.joined(separator: ","))::\(message)\n"
  }

  /// The escapes that the runner takes back: no text of a dump can end a command or begin another.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    let text = isProperty ? Sanitizer.sanitized(text) : text
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
