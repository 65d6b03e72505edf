import GoroutineDump
public import LeakAnalysis

/// Writes one JSON object per goroutine and line.
///
/// A report's `ndjson` has a line per group; this one has a line for each goroutine that the dump
/// lists, with its id, wait and creator. A count profile lists none: there, a line is a group, and its
/// `count` says how many. The sum of all `count` is always the number of goroutines.
public struct GoroutineLines: Sendable {
  private let dumps: [DumpAnalysis]

  /// Dumps to write.
  public init(_ dumps: [DumpAnalysis]) { self.dumps = dumps }

  /// Writes the lines.
  public func write(to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    for analysis in dumps {
      var lines = SampleLines(analysis)
      guard !analysis.dump.goroutines.isEmpty else {
        for sample in analysis.dump.samples.indices {
          lines.write(sample, nil, count: analysis.dump.samples[sample].count, to: &json)
        }
        continue
      }
      var rest = analysis.dump.samples.map(\.count)
      for record in analysis.dump.goroutines {
        let sample = Int(record.sample)
        // One that stands twice in the text is written once.
        guard rest[sample] > 0 else { continue }
        rest[sample] -= 1
        lines.write(sample, record, count: 1, to: &json)
      }
    }
    json.output.flush()
  }
}

/// The lines of one dump; what goroutines of a sample share is looked up once.
private struct SampleLines {
  private let analysis: DumpAnalysis
  private let fingerprints: [String]
  private var frames: JSONFrames
  private var stacks: [Int32: [UInt8]] = [:]

  init(_ analysis: DumpAnalysis) {
    self.analysis = analysis
    frames = JSONFrames(analysis.dump.symbols)
    let table = FingerprintTable(analysis)
    var fingerprints = Array(repeating: "", count: analysis.dump.samples.count)
    for group in analysis.groups {
      fingerprints[group.sample] = table.fingerprint(of: group).description
    }
    self.fingerprints = fingerprints
  }

  mutating func write(
    _ number: Int, _ record: GoroutineRecord?, count: Int, to json: inout JSONWriter
  ) {
    let sample = analysis.dump.samples[number]
    json.beginObject()
    json.member("capture", analysis.name)
    if let id = record?.id, id != 0 {
      json.key("goroutine")
      json.value(id)
    }
    json.member("count", count)
    json.member("state", sample.state.name)
    if !sample.reportedState.isEmpty { json.member("reportedState", sample.reportedState) }
    json.member("stateSource", sample.stateSource.rawValue)
    json.member("leaked", sample.isLeaked)
    if let wait = record?.waitMinutes { json.member("waitMinutes", wait) }
    if let record { json.member("lockedToThread", record.flags.contains(.lockedToThread)) }
    json.member("fingerprint", fingerprints[number])
    writeCreator(sample, record, to: &json)
    json.key("labels")
    json.beginObject()
    for label in analysis.dump.labels(of: sample) { json.member(label.key, label.value) }
    json.endObject()
    json.key("stack")
    json.value(json: stack(sample.stack)[...])
    json.endObject()
    json.output.write("\n")
  }

  private func writeCreator(
    _ sample: Sample, _ record: GoroutineRecord?, to json: inout JSONWriter
  ) {
    let symbols = analysis.dump.symbols
    guard let creator = symbols.creator(of: symbols.stacks[Int(sample.stack)]) else { return }
    let place = analysis.place(creator)
    json.key("createdBy")
    json.beginObject()
    json.member("function", place.function)
    json.member("file", place.file)
    json.member("line", place.line)
    if let id = record?.creator, id != 0 {
      json.key("goroutine")
      json.value(id)
    }
    json.endObject()
  }

  private mutating func stack(_ number: Int32) -> [UInt8] {
    if let known = stacks[number] { return known }
    let symbols = analysis.dump.symbols
    var bytes = [UInt8(ascii: "[")]
    for index in symbols.frameIndices(of: symbols.stacks[Int(number)]) {
      if bytes.count > 1 { bytes += Array(", ".utf8) }
      bytes += frames.json(of: index)
    }
    bytes.append(UInt8(ascii: "]"))
    stacks[number] = bytes
    return bytes
  }
}
