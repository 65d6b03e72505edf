import GoroutineDump
import LeakAnalysis
import Reporting

/// The report on one or more dumps.
struct AnalyzeDump: Tool {
  let captures: CaptureReader
  let catalogue: Catalogue
  let isRedacted: Bool

  let name = "analyze_dump"
  let title = "Analyze goroutine dumps"
  let description = """
    Analyzes one or more goroutine dumps of Go programs and returns the findings (leaks, deadlocks, \
    pile-ups) with place, evidence, cause and fix, who blocks whom, and the largest groups of \
    goroutines. Use it first for any dump, profile, crash output or archive of them; it reads files \
    of any size. Findings cover each whole dump, and 'where' narrows the table only. \(Trust.note)
    """
  let parameters: [Parameter] = [
    .paths(least: 1, "Paths of dumps, archives or directories, relative to an allowed directory"),
    .top, .condition, .ids,
  ]
  let output = Schema.answer(
    facts: [
      "goroutines": .integer("Goroutines in all dumps"),
      "leaked": .integer("Goroutines that the runtime proved leaked"),
    ],
    lists: [
      "dumps": .list(DumpData.schema, "What was read"),
      "findings": .list(FindingData.schema, "What is wrong, worst first"),
      "groups": .list(RowData.schema, "The rows of the table"),
      "states": .list(
        .object(
          "A state", required: ["state": .string("Its name"), "count": .integer("Goroutines")]),
        "Goroutines by state, the most frequent first"),
    ])

  func answer(_ arguments: Arguments, _ call: Call) throws(ToolFailure) -> ToolAnswer {
    let top = arguments.whole("top") ?? 10
    let analysis = try Analysis(
      arguments.texts("paths"), where: arguments.text("where"), rowLimit: top,
      captures: captures, catalogue: catalogue, isRedacted: isRedacted, call)
    let view = analysis.view
    let text = CollectedText.of(notes: analysis.notes) { output in
      TextReport(view, options: Analysis.text(rowLimit: top)).write(to: output)
    }
    let groups = view.report.dumps.flatMap(\.groups)
    let leaked = groups.reduce(0) { $0 + ($1.isLeaked ? $1.count : 0) }
    return ToolAnswer(
      text: text,
      facts: [
        .init("goroutines", .integer(groups.reduce(0) { $0 + $1.count })),
        .init("leaked", .integer(leaked)),
      ],
      lists: [
        DumpData.list(view.report.dumps),
        FindingData(view.report, showsIDs: arguments.flag("ids")).list(view.findings),
        RowData.list(view.tables, view.report.dumps, limit: top),
        Self.states(groups),
      ])
  }

  private static func states(_ groups: [Group]) -> ToolAnswer.List {
    var counts: [String: Int] = [:]
    for group in groups { counts[group.state.name, default: 0] += group.count }
    let ordered = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ToolAnswer.List(
      "states", ordered.map { ["state": Excerpt.json($0.key), "count": .integer($0.value)] })
  }
}
