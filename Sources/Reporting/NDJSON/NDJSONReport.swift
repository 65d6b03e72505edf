import GoroutineDump
import LeakAnalysis

/// Writes one JSON object per group and line, for `jq`, DuckDB and log stores.
///
/// A line is what `--format json` has in `groups`, and which capture and signatures it belongs to, so
/// that it can be read by itself.
public struct NDJSONReport: Sendable {
  private let publication: Publication

  /// A report to write.
  public init(_ publication: Publication) { self.publication = publication }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    let view = publication.view
    let signatures = SignaturesByGroup(view)
    var first = 0
    for (number, analysis) in view.report.dumps.enumerated() {
      var groups = JSONGroups(analysis, input: number)
      for index in analysis.groups.indices where view.shows(group: index, ofDump: number) {
        groups.write(analysis.groups[index], id: "g\(first + index + 1)", to: &json) { json in
          json.member("capture", analysis.name)
          json.key("signatures")
          json.beginArray()
          for name in signatures.of(group: index, ofDump: number) { json.value(name) }
          json.endArray()
        }
        json.output.write("\n")
      }
      first += analysis.groups.count
    }
    json.output.flush()
  }
}
