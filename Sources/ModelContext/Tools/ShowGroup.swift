import GoroutineDump
import LeakAnalysis
import PCRE2
import Reporting

/// One group of goroutines whole: its stacks, and the findings that speak of it.
struct ShowGroup: Tool {
  let captures: CaptureReader
  let catalogue: Catalogue
  let isRedacted: Bool

  let name = "show_group"
  let title = "Show a group of goroutines"
  let description = """
    Returns one group of goroutines of a dump with its full stacks, states, wait times, creator and \
    the findings about it. Name the group either by its number in the table of analyze_dump (with \
    the same 'where') or by its fingerprint, which stays the same across dumps and rebuilds. Use it \
    after analyze_dump to read the code path of a finding. \(Trust.note)
    """
  let parameters: [Parameter] = [
    .path,
    Parameter(
      name: "group", kind: .whole(1...100_000),
      description: "Number of the group in the table of analyze_dump, from 1", examples: [1]),
    Parameter(
      name: "fingerprint", kind: .text,
      description: "Fingerprint of the group: 12 hexadecimal digits", examples: ["9f1c2ab34d5e"]),
    .condition, .ids,
  ]
  let output = Schema.answer(
    lists: [
      "groups": .list(RowData.schema, "The group, once for each dump and state that has it"),
      "findings": .list(FindingData.schema, "The findings about it"),
      "stack": .list(
        DumpData.placeSchema, "The frames of its largest stack, innermost first"),
      "goroutineIDs": .list(
        .integer("An id"), "The ids of its goroutines with 'ids'; else empty"),
      "dumps": .list(DumpData.schema, "What was read"),
    ])

  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer {
    let question = try question(arguments)
    let analysis = try Analysis(
      [arguments.text("path") ?? ""], where: question.condition, by: question.key,
      rowLimit: question.number, captures: captures, catalogue: catalogue,
      isRedacted: isRedacted, call)
    let view = analysis.view
    let mostRows = view.tables.map(\.rows.count).max() ?? 0
    let numbers = question.number.map { $0 <= mostRows ? $0...$0 : nil } ?? 1...max(mostRows, 1)
    guard let numbers, mostRows > 0 else {
      throw ToolFailure(
        question.number.map {
          "no group \($0): the table has \(Quantity.text(mostRows, "row"))"
        } ?? "no group has the fingerprint '\(Excerpt.of(question.fingerprint))'")
    }
    let showsIDs = arguments.flag("ids")
    let text = CollectedText.of(notes: analysis.notes) { output in
      GroupText(
        view, numbers: numbers, showsIDs: showsIDs, options: Analysis.text()
      ).write(to: output)
    }
    return ToolAnswer(text: text, lists: lists(view, numbers, showsIDs))
  }

  private struct Question {
    /// The row's number; nil for all rows of a fingerprint.
    var number: Int?
    var fingerprint = ""
    var condition: String?
    var key = RowKey.standard
  }

  private func question(_ arguments: Arguments) throws(ToolFailure) -> Question {
    let condition = arguments.text("where")
    switch (arguments.whole("group"), arguments.text("fingerprint")) {
    case (let number?, nil): return Question(number: number, condition: condition)
    case (nil, let text?):
      guard let fingerprint = Fingerprint(text) else {
        throw ToolFailure(
          "'\(Excerpt.of(text))' is not a fingerprint: expected 12 hexadecimal digits")
      }
      let own = "fingerprint == \"\(fingerprint)\""
      return Question(
        fingerprint: fingerprint.description,
        condition: condition.map { "\(own) and (\($0))" } ?? own)
    default: throw ToolFailure("expected either 'group' or 'fingerprint'")
    }
  }

  private func lists(
    _ view: ReportView, _ numbers: ClosedRange<Int>, _ showsIDs: Bool
  ) -> [ToolAnswer.List] {
    let dumps = view.report.dumps
    var rows: [JSON] = []
    var frames: [JSON] = []
    var ids: [JSON] = []
    var members = dumps.map { _ in Set<Int>() }
    for (dump, table) in view.tables.enumerated() {
      let shown = numbers.filter { $0 <= table.rows.count }
      rows += RowData.rows(shown, of: table, dump: dump, dumps[dump])
      for number in shown {
        let row = table.rows[number - 1]
        members[dump].formUnion(row.groups)
        if frames.isEmpty, let group = row.groups.first {
          frames = dumps[dump].frames(of: dumps[dump].groups[group]).compactMap {
            DumpData.place(dumps[dump].place($0))
          }
        }
        guard showsIDs else { continue }
        ids += table.goroutines(of: row, in: dumps[dump]).filter { $0.id != 0 }
          .map { .integer(Int(clamping: $0.id)) }
      }
    }
    let findings = view.report.findings.filter { finding in
      finding.groups.contains { members[finding.dump].contains($0) }
    }
    return [
      .init("groups", rows),
      FindingData(view.report, showsIDs: false).list(findings), .init("stack", frames),
      .init("goroutineIDs", ids), DumpData.list(dumps),
    ]
  }
}
