import GoroutineDump
import LeakAnalysis
import Reporting

/// One goroutine: what it waits for, for whom, and who started it.
struct ShowGoroutine: Tool {
  let captures: CaptureReader
  let catalogue: Catalogue
  let isRedacted: Bool

  let name = "show_goroutine"
  let title = "Show one goroutine"
  let description = """
    Returns one goroutine of a dump by its id: state, wait time, labels, full stack with arguments, \
    the goroutines that block it or wait behind it, the chain of goroutines that started it, and the \
    findings about it. Use it to follow a chain of blocked goroutines that analyze_dump names. Only \
    debug=2 dumps and crashes have ids. \(Trust.note)
    """
  let parameters: [Parameter] = [
    .path,
    Parameter(
      name: "id", kind: .whole(1...Int.max), description: "Id of the goroutine, as dumps print it",
      isRequired: true, examples: [88]),
  ]
  let output = Schema.answer(
    lists: [
      "goroutines": .list(
        .object(
          "The goroutine in a dump",
          required: [
            "dump": DumpData.dumpSchema, "goroutine": .integer("Its id"),
            "state": .string("Its state"), "leaked": .bool("Whether it is proved leaked"),
            "alike": .integer("Goroutines with the same stack and state, itself included"),
            "fingerprint": .string("The fingerprint of its group, for show_group"),
            "findings": .list(.string("An id"), "The signatures of the findings about it"),
          ],
          optional: [
            "waitMinutes": .integer("Minutes that it has been waiting"),
            "site": DumpData.placeSchema, "createdBy": DumpData.placeSchema,
            "creator": .integer("The id of the goroutine that started it"),
            "blockedBy": .list(BlockerData.schema, "Goroutines that block it, the root first"),
          ]), "The goroutine, once for each dump that has it"),
      "stack": .list(DumpData.placeSchema, "The frames of its stack, innermost first"),
      "dumps": .list(DumpData.schema, "What was read"),
    ])

  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer {
    let id = UInt64(arguments.whole("id") ?? 0)
    let reading = try captures.read([arguments.text("path") ?? ""], for: call)
    let whole = Report(reading.inputs, catalogue: catalogue)
    if call.isCancelled { throw .cancelled }
    let report = isRedacted ? whole.redacted() : whole
    let text = GoroutineText(report, id: id, options: Analysis.text())
    guard text.isThere else {
      let hasIDs = report.dumps.contains { $0.dump.goroutines.contains { $0.id != 0 } }
      throw ToolFailure(
        hasIDs
          ? "goroutine \(id) not found"
          : "debug=1 and debug=0 profiles have no goroutine ids; capture with debug=2")
    }
    let rows = report.dumps.enumerated().compactMap { dump, analysis in
      GoroutineText.row(id, in: analysis.dump).map { (dump: dump, row: $0) }
    }
    let stack = rows.first.map { first in
      let analysis = report.dumps[first.dump]
      return Self.group(first.row, analysis).map { analysis.frames(of: $0.group) }?
        .compactMap { DumpData.place(analysis.place($0)) } ?? []
    }
    return ToolAnswer(
      text: CollectedText.of(notes: reading.notes) { text.write(to: $0) },
      lists: [
        .init("goroutines", rows.compactMap { Self.json($0.row, $0.dump, report) }),
        .init("stack", stack ?? []), DumpData.list(report.dumps),
      ])
  }

  private static func group(
    _ row: Int, _ analysis: DumpAnalysis
  ) -> (index: Int, group: Group)? {
    let sample = Int(analysis.dump.goroutines[row].sample)
    return analysis.groups.firstIndex { $0.sample == sample }.map { ($0, analysis.groups[$0]) }
  }

  private static func json(_ row: Int, _ dump: Int, _ report: Report) -> JSON? {
    let analysis = report.dumps[dump]
    guard let (index, group) = group(row, analysis) else { return nil }
    let record = analysis.dump.goroutines[row]
    let blockers = WaitOverview(analysis).relations(ofRow: row, group: index).blockedBy
    let findings = report.findings.filter { $0.dump == dump && $0.groups.contains(index) }
    return .record([
      "dump": .integer(dump), "goroutine": .integer(Int(clamping: record.id)),
      "state": Excerpt.json(group.state.name), "leaked": .bool(group.isLeaked),
      "alike": .integer(group.count),
      "fingerprint": .string(FingerprintTable(analysis).fingerprint(of: group).description),
      "findings": .array(findings.map { .string($0.signature) }),
      "waitMinutes": record.waitMinutes.map { .integer($0) },
      "site": DumpData.place(group.site.map(analysis.place)),
      "createdBy": DumpData.place(group.creator.map(analysis.place)),
      "creator": record.creator == 0 ? nil : .integer(Int(clamping: record.creator)),
      "blockedBy": blockers.isEmpty
        ? nil : .array(blockers.prefix(3).map(BlockerData.json)),
    ])
  }
}
