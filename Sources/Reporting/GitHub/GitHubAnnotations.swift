import LeakAnalysis

/// Writes findings as workflow commands of GitHub Actions, one line each, which the runner turns into
/// annotations on the pull request.
///
/// The runner shows ten errors, ten warnings and ten notices of a step, so the worst come first.
public struct GitHubAnnotations: Sendable {
  private let publication: Publication

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    for doubt in publication.verdict?.doubts ?? [] {
      output.write(
        Self.command(
          "error", [("title", "dumpscan: a capture cannot be judged")],
          ["\(DumpHeading.title(of: doubt.capture)) \(doubt.reason)"]))
    }
    for result in publication.results where !result.isAccepted {
      let finding = result.finding
      var properties: [(String, String)] = []
      if let location = result.location {
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
      output.write(Self.command(level(of: result), properties, lines))
    }
    output.flush()
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
