import LeakAnalysis

/// Writes a fleet's ranking as JSON, schema `dumpscan-fleet/1`, for programs.
public struct FleetJSON: Sendable {
  private let report: FleetReport

  /// A report to write.
  public init(_ report: FleetReport) { self.report = report }

  /// Writes the report.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    let ranking = report.ranking
    json.beginObject(onLines: true)
    json.write(toolWithSchema: "dumpscan-fleet/1")
    json.optional("day", ranking.day.isEmpty ? nil : ranking.day)
    json.key("summary")
    json.beginObject()
    json.member("services", ranking.services)
    json.member("instances", ranking.instances)
    json.member("captures", ranking.captures)
    json.member("failedCaptures", ranking.failedCaptures)
    json.member("truncatedCaptures", ranking.truncatedCaptures)
    json.member("undatedCaptures", ranking.undatedCaptures)
    json.member("knownBenign", ranking.knownBenign)
    json.endObject()
    json.key("leaks")
    json.beginArray(onLines: true)
    for entry in report.entries { Self.write(entry, to: &json) }
    json.endArray()
    json.key("failures")
    json.beginArray(onLines: true)
    for failure in ranking.failures {
      json.beginObject()
      json.member("service", failure.service)
      json.member("capture", failure.capture)
      json.member("problem", failure.problem)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.finish()
  }

  private static func write(_ entry: FleetReport.Entry, to json: inout JSONWriter) {
    let leak = entry.leak
    json.beginObject()
    json.member("rank", entry.rank)
    json.member("isNew", leak.isNew)
    json.member("service", leak.service)
    json.member("signature", leak.signature)
    json.key("site")
    json.beginObject()
    json.member("function", leak.site.function)
    json.member("file", leak.site.file)
    json.member("line", leak.site.line)
    json.endObject()
    json.member("state", leak.state)
    json.optional("createdBy", leak.createdBy.isEmpty ? nil : leak.createdBy)
    json.member("title", entry.title)
    json.member("severity", leak.severity.rawValue)
    json.member("confidence", leak.confidence.rawValue)
    json.member("probability", leak.probability)
    json.optional("owner", entry.owner.isEmpty ? nil : entry.owner)
    json.member("hitInstances", leak.hitInstances)
    json.member("instances", leak.instances)
    json.member("rms", leak.rms)
    json.member("peak", leak.peak)
    json.member("peakInstance", leak.peakInstance)
    json.member("peakCapture", leak.peakCapture)
    json.member("total", leak.total)
    if leak.waitMedian != nil || leak.waitMax != nil {
      json.key("waitMinutes")
      json.beginObject()
      if let median = leak.waitMedian { json.member("median", median) }
      json.optional("max", leak.waitMax)
      json.endObject()
    }
    json.optional("totalBefore", leak.totalBefore)
    json.optional("instancesBefore", leak.instancesBefore)
    if let growth = leak.growth {
      json.member("growth", growth)
    } else {
      json.optional("growth", nil as Int?)
    }
    if let growth = leak.notedGrowth {
      json.member("notedGrowth", growth)
    } else {
      json.optional("notedGrowth", nil as Int?)
    }
    json.endObject()
  }
}
