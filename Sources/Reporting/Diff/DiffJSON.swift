import GoroutineDump
public import LeakAnalysis

/// Writes what changed between two dumps as JSON, schema `dumpscan-diff/1`.
public struct DiffJSON: Sendable {
  private let comparison: Comparison

  /// A comparison to write.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// Writes the comparison.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    json.beginObject(onLines: true)
    json.member("schema", "dumpscan-diff/1")
    for (name, population) in [("before", comparison.before), ("after", comparison.after)] {
      json.key(name)
      json.write(capture: population.analysis)
    }
    if let minutes = comparison.minutes { json.member("minutes", minutes) }
    if let stayed = comparison.stayed { json.member("sameGoroutines", stayed) }
    json.member("hasGrowth", comparison.hasGrowth)
    json.key("groups")
    json.beginArray(onLines: true)
    for entry in comparison.entries {
      json.beginObject()
      json.member("fingerprint", entry.member.fingerprint.description)
      json.member("change", entry.change.rawValue)
      json.member("before", entry.before)
      json.member("after", entry.after)
      json.member("growth", entry.growth)
      if let rate = comparison.rate(of: entry.growth) { json.member("perMinute", rate) }
      if let stayed = entry.stayed { json.member("sameGoroutines", stayed) }
      json.member("isGrowth", entry.isGrowth)
      if entry.isExpected { json.member("isExpected", true) }
      json.write(entry.member)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.finish()
  }
}

extension JSONWriter {
  /// A capture that is compared.
  mutating func write(capture analysis: DumpAnalysis) {
    beginObject()
    member("path", analysis.name)
    member("format", analysis.dump.format.rawValue)
    member("goroutines", analysis.dump.goroutineCount)
    member("truncated", analysis.dump.isTruncated)
    endObject()
  }

  /// The members that say what a group is.
  mutating func write(_ group: Population.Member) {
    member("state", group.state.name)
    write("top", group.top)
    write("site", group.site)
    write("createdBy", group.creator)
    write(waitMinutes: group.wait)
  }
}
