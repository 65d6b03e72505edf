import GoroutineDump
import LeakAnalysis

/// Writes the groups of one dump; what groups share is put into JSON once.
struct JSONGroups {
  private let analysis: DumpAnalysis
  private let input: Int
  private let fingerprints: FingerprintTable
  private var frames: JSONFrames

  init(_ analysis: DumpAnalysis, input: Int) {
    self.analysis = analysis
    self.input = input
    fingerprints = FingerprintTable(analysis)
    frames = JSONFrames(analysis.dump.symbols)
  }

  /// Writes a group; `more` adds members behind the others.
  mutating func write(
    _ group: Group, id: String, to json: inout JSONWriter,
    and more: (inout JSONWriter) -> Void = { _ in }
  ) {
    let sample = analysis.dump.samples[group.sample]
    json.beginObject()
    json.member("id", id)
    json.member("input", input)
    json.member("fingerprint", fingerprints.fingerprint(of: group).description)
    json.member("count", group.count)
    json.member("state", group.state.name)
    if !sample.reportedState.isEmpty { json.member("reportedState", sample.reportedState) }
    json.member("stateSource", sample.stateSource.rawValue)
    json.member("leaked", group.isLeaked ? group.count : 0)
    json.write(waitMinutes: group.wait)
    write("top", group.top, to: &json)
    write("site", group.site, to: &json)
    writeCreator(group, to: &json)
    json.key("labels")
    json.beginObject()
    for label in analysis.dump.labels(of: sample) { json.member(label.key, label.value) }
    json.endObject()
    json.member("lockedToThread", sample.lockedToThread)
    json.key("goroutineIDs")
    json.beginArray()
    for goroutine in analysis.goroutines(of: group) where goroutine.id != 0 {
      json.value(goroutine.id)
    }
    json.endArray()
    json.key("stack")
    json.beginArray()
    let symbols = analysis.dump.symbols
    for index in symbols.frameIndices(of: symbols.stacks[Int(sample.stack)]) {
      json.value(json: frames.json(of: index))
    }
    json.endArray()
    more(&json)
    json.endObject()
  }

  private func write(_ name: String, _ frame: Frame?, to json: inout JSONWriter) {
    guard let frame else { return }
    json.key(name)
    json.beginObject()
    write(frame, to: &json)
    json.endObject()
  }

  private func write(_ frame: Frame, to json: inout JSONWriter) {
    let place = analysis.place(frame)
    json.member("function", place.function)
    json.member("file", place.file)
    json.member("line", place.line)
  }

  /// The creator, with its goroutine where all of the group have the same.
  private func writeCreator(_ group: Group, to json: inout JSONWriter) {
    guard let creator = group.creator else { return }
    json.key("createdBy")
    json.beginObject()
    write(creator, to: &json)
    let goroutines = analysis.goroutines(of: group)
    if let first = goroutines.first?.creator, first != 0,
      goroutines.allSatisfy({ $0.creator == first })
    {
      json.key("goroutine")
      json.value(first)
    }
    json.endObject()
  }
}

/// The frames of a dump as JSON objects, each made when it is first asked for.
///
/// Groups share most of their frames; making each anew takes four times as long.
struct JSONFrames {
  private let symbols: Symbols
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>]

  init(_ symbols: Symbols) {
    self.symbols = symbols
    ranges = Array(repeating: 0..<0, count: symbols.frames.count)
  }

  mutating func json(of index: UInt32) -> ArraySlice<UInt8> {
    if !ranges[Int(index)].isEmpty { return bytes[ranges[Int(index)]] }
    let frame = symbols.frames[Int(index)]
    let start = bytes.count
    bytes.append(contentsOf: #"{"function": "#.utf8)
    JSONText.append(symbols.function(of: frame), to: &bytes)
    bytes.append(contentsOf: #", "file": "#.utf8)
    JSONText.append(symbols.file(of: frame), to: &bytes)
    bytes.append(contentsOf: #", "line": \#(frame.line)}"#.utf8)
    ranges[Int(index)] = start..<bytes.count
    return bytes[start...]
  }
}
