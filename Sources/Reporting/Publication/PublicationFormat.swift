/// The forms that a report can be published in.
public enum PublicationFormat: String, Sendable, CaseIterable {
  /// For a person at a terminal.
  case text
  /// Everything, schema `dumpscan/1`.
  case json
  /// One JSON object per group and line.
  case ndjson
  /// One line per group, RFC 4180.
  case csv
  /// Workflow commands, which GitHub Actions shows as annotations.
  case github
  /// A page for a browser: one file that needs nothing beside itself.
  case html
  /// A page for a job's summary or a comment.
  case markdown
  /// Findings, who blocks whom, and the largest groups in less than 4 KB of ASCII: for a chat message or
  /// an assistant.
  case brief
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// JUnit XML: a test case per capture and reported signature.
  case junit
  /// GitLab's code quality report.
  case gitlab
  /// OpenMetrics 1.0, for a collector of text files.
  case openmetrics
}

extension Publication {
  /// Writes the report in some form.
  public func write(
    _ format: PublicationFormat, options: TextOptions = TextOptions(),
    to output: consuming ReportOutput
  ) {
    switch format {
    case .text:
      if let verdict {
        GateText(verdict, view.report, options: options).write(to: output)
      } else {
        TextReport(view, options: options).write(to: output)
      }
    case .json: JSONReport(view, verdict: verdict).write(to: output)
    case .ndjson: NDJSONReport(self).write(to: output)
    case .csv: CSVReport(self).write(to: output)
    case .github: GitHubAnnotations(self).write(to: output)
    case .html: HTMLReport(self).write(to: output)
    case .markdown: MarkdownReport(self).write(to: output)
    case .brief: BriefReport(self).write(to: output)
    case .sarif: SARIFReport(self).write(to: output)
    case .junit: JUnitReport(self).write(to: output)
    case .gitlab: GitLabReport(self).write(to: output)
    case .openmetrics: OpenMetricsReport(self).write(to: output)
    }
  }
}
