import GoroutineDump
public import LeakAnalysis

/// What was asked of some dumps beside what is wrong with them: single goroutines, or call trees.
public struct Answers: Sendable {
  /// A list for each dump; empty where none was asked for.
  public var goroutines: [GoroutineList]
  /// A tree for each dump; empty where none was asked for.
  public var trees: [CallTree]

  /// Some answers.
  public init(goroutines: [GoroutineList] = [], trees: [CallTree] = []) {
    self.goroutines = goroutines
    self.trees = trees
  }

  /// Writes them as NDJSON: one object per goroutine, or per node of a tree, and line.
  public func writeLines(_ report: Report, to output: consuming ReportOutput) {
    var json = JSONWriter(output)
    write(report, firstIDs: report.dumps.map { _ in nil }, to: &json) { $0.output.write("\n") }
    json.output.flush()
  }

  /// The members `goroutines` and `tree` of a report, where they were asked for.
  func write(_ report: Report, firstIDs: [Int], to json: inout JSONWriter) {
    if !goroutines.isEmpty {
      json.key("goroutines")
      json.beginArray(onLines: true)
      Answers(goroutines: goroutines).write(report, firstIDs: firstIDs, to: &json) { _ in }
      json.endArray()
    }
    if !trees.isEmpty {
      json.key("tree")
      json.beginArray(onLines: true)
      Answers(trees: trees).write(report, firstIDs: firstIDs, to: &json) { _ in }
      json.endArray()
    }
  }

  /// - Parameter firstIDs: the number of each dump's first group, less one, where groups have ids.
  private func write(
    _ report: Report, firstIDs: [Int?], to json: inout JSONWriter,
    after: (inout JSONWriter) -> Void
  ) {
    for (number, list) in goroutines.enumerated() {
      for entry in list.entries {
        write(entry, report.dumps[number], number, firstIDs[number], list.address, to: &json)
        after(&json)
      }
    }
    for (number, tree) in trees.enumerated() {
      var parents = [Int?](repeating: nil, count: tree.nodes.count)
      for (index, node) in tree.nodes.enumerated() {
        for child in node.children { parents[child] = index }
        json.beginObject()
        json.member("input", number)
        json.member("capture", report.dumps[number].name)
        json.member("node", index)
        if let parent = parents[index] { json.member("parent", parent) }
        json.member("count", node.count)
        json.key("functions")
        json.beginArray()
        for function in node.functions { json.value(function) }
        json.endArray()
        json.endObject()
        after(&json)
      }
    }
  }

  private func write(
    _ entry: GoroutineList.Entry, _ analysis: DumpAnalysis, _ input: Int, _ firstID: Int?,
    _ address: UInt64?, to json: inout JSONWriter
  ) {
    let group = analysis.groups[entry.group]
    json.beginObject()
    json.member("input", input)
    json.member("capture", analysis.name)
    json.key("goroutine")
    json.value(entry.record.id)
    if let firstID { json.member("group", "g\(firstID + entry.group + 1)") }
    json.member("state", group.state.name)
    if let minutes = entry.record.waitMinutes { json.member("waitMinutes", minutes) }
    json.member("leaked", group.isLeaked)
    json.write("top", group.top.map(analysis.place))
    json.write("site", group.site.map(analysis.place))
    json.write("createdBy", group.creator.map(analysis.place))
    if let address { json.member("address", "0x" + String(address, radix: 16)) }
    if let found = entry.frame, let detail = entry.detail {
      let frames = analysis.frames(of: group)
      if found < frames.count { json.write("frame", analysis.place(frames[found])) }
      json.key("arguments")
      json.beginArray()
      for argument in detail.frames[found] { json.value(argument.text) }
      json.endArray()
    }
    json.endObject()
  }
}
