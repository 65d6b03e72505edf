import LeakAnalysis

/// Writes findings as GitLab's code quality report: a JSON array, which a merge request shows beside
/// the changed lines.
public struct GitLabReport: Sendable {
  private let publication: Publication

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    var seen: Set<String> = []
    json.beginArray(onLines: true)
    for result in publication.results where !result.isAccepted {
      let finding = result.finding
      let place = result.location ?? .init(path: result.capture, line: 1)
      var text = "\(finding.title): \(finding.evidence)"
      if let change = result.change { text += "; \(change)" }
      var fingerprint = "\(finding.signature)-\(result.fingerprint)"
      // GitLab drops an entry whose fingerprint it has seen.
      var number = 1
      while !seen.insert(fingerprint).inserted {
        number += 1
        fingerprint = "\(finding.signature)-\(result.fingerprint)-\(number)"
      }
      entry(
        text, finding.signature, fingerprint, severity(of: result), place, to: &json)
    }
    for doubt in publication.verdict?.doubts ?? [] {
      entry(
        "\(doubt.capture): \(doubt.reason)", "capture", "capture-\(doubt.capture)", "blocker",
        .init(path: doubt.capture, line: 1), to: &json)
    }
    json.endArray()
    json.finish()
  }

  private func entry(
    _ text: String, _ check: String, _ fingerprint: String, _ severity: String,
    _ place: SourcePaths.Location, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.member("description", text)
    json.member("check_name", check)
    json.member("fingerprint", fingerprint)
    json.member("severity", severity)
    json.key("location")
    json.beginObject()
    json.member("path", place.path)
    json.key("lines")
    json.beginObject()
    json.member("begin", place.line)
    json.endObject()
    json.endObject()
    json.endObject()
  }

  private func severity(of result: Publication.Result) -> String {
    switch result.finding.severity {
    case .error: "critical"
    case .warning: "major"
    case .note: "info"
    }
  }
}
