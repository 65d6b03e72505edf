import GoroutineDump
public import LeakAnalysis

/// Writes how the groups of a program change over several dumps as JSON, schema `dumpscan-trend/1`.
public struct TrendJSON: Sendable {
  private let trend: Trend

  /// A trend to write.
  public init(_ trend: Trend) { self.trend = trend }

  /// Writes the trend.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    json.beginObject(onLines: true)
    json.member("schema", "dumpscan-trend/1")
    json.key("captures")
    json.beginArray(onLines: true)
    for population in trend.populations { json.write(capture: population.analysis) }
    json.endArray()
    if let times = trend.times {
      json.key("times")
      json.beginObject()
      json.member("source", times.source.rawValue)
      json.member("minutes", times.minutes)
      json.key("seconds")
      json.beginArray()
      for second in times.seconds { json.value(Int(second)) }
      json.endArray()
      json.endObject()
    }
    json.key("groups")
    json.beginArray(onLines: true)
    for series in trend.series { write(series, to: &json) }
    json.endArray()
    json.key("findings")
    json.beginArray(onLines: true)
    for finding in trend.findings { write(finding, to: &json) }
    json.endArray()
    json.endObject()
    json.finish()
  }

  private func write(_ series: Trend.Series, to json: inout JSONWriter) {
    json.beginObject()
    json.member("fingerprint", series.member.fingerprint.description)
    json.member("course", series.course.rawValue)
    json.key("counts")
    json.beginArray()
    for count in series.counts { json.value(count) }
    json.endArray()
    if let staying = series.staying { json.member("staying", staying) }
    if let rate = series.ratePerMinute { json.member("perMinute", rate) }
    if let minutes = series.minutes(until: GrowingGroup.horizon) {
      json.member("minutesUntil10000", minutes)
    }
    json.write(series.member)
    json.endObject()
  }

  private func write(_ finding: Finding, to json: inout JSONWriter) {
    json.beginObject()
    json.member("signature", finding.signature)
    json.member("severity", finding.severity.rawValue)
    json.member("confidence", finding.confidence.rawValue)
    json.member("count", finding.count)
    json.write(placeAndWords: finding)
    json.endObject()
  }
}
