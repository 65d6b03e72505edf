public import LeakAnalysis

/// Writes a baseline as the JSON file that stands beside a program's source: one line per accepted
/// group, so that a review shows what somebody accepts.
public struct BaselineFile: Sendable {
  private let baseline: Baseline

  /// A baseline to write.
  public init(_ baseline: Baseline) { self.baseline = baseline }

  /// Writes the file.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    json.beginObject(onLines: true)
    json.member("schema", Baseline.schema)
    json.key("groups")
    json.beginArray(onLines: true)
    for entry in baseline.entries {
      json.beginObject()
      json.write(entry)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.finish()
  }
}
