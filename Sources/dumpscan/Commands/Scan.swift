import ArgumentParser
import GoroutineDump
import LeakAnalysis
import PCRE2
import Reporting

/// The answer for one or more dumps.
struct Scan: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what leaks in goroutine dumps: where, since when, why, the fix.",
    usage: "dumpscan [scan] [<file> ...] [options]",
    discussion: """
      Examples:
        dumpscan goroutine.txt
        curl -s 'http://HOST/debug/pprof/goroutine?debug=2' | dumpscan
        kubectl logs POD --previous | dumpscan
        dumpscan --by site,creator --min-wait 10m --exclude '^net/http' goroutine.txt

      Commands: scan (the default), gate, baseline, diff, trend, convert, signatures,
      explain; dumpscan help COMMAND says more of each.

      Patterns are PCRE2, found anywhere in a name. Filters narrow the table; the
      whole dump is judged. Exit status: 0 read, 64 usage, 65 no dump, 66 no such
      file, 74 reading or writing failed, 78 a bad configuration or signature file.
      """)

  @OptionGroup var display: DisplayOptions

  @Flag(help: "The whole stacks under each row.")
  var stacks = false

  @Option(help: ArgumentHelp("One goroutine: state, stack, who started it.", valueName: "id"))
  var goroutine: UInt64?

  @Option(
    help: ArgumentHelp("One row of the table: its stacks and the ids.", valueName: "number"))
  var group: Int?

  @Option(
    help: ArgumentHelp(
      "What speaks for and against a leak at a place: a function, file:line, group id.",
      valueName: "place"))
  var why: String?

  @OptionGroup var publication: PublicationOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var rules: CatalogueOptions
  @OptionGroup var input: InputOptions

  func validate() throws {
    guard goroutine == nil || display.format == .text else {
      throw ValidationError("--goroutine goes with the text; for programs, convert --to ndjson.")
    }
    guard group == nil || display.format == .text else {
      throw ValidationError("--group requires --format text; in JSON, see the member 'rows'.")
    }
    guard group ?? 1 > 0 else { throw ValidationError("--group must be 1 or more.") }
  }

  func run() throws {
    let catalogue = try rules.catalogue()
    let reading = try input.read()
    let (key, order, filter) = (selection.by, selection.sort.rows, selection.filter)
    // Rows that no report shows are not worked out: a large dump has as many as goroutines.
    let limit = publication.report.isEmpty ? display.rowLimit.map { max($0, group ?? 0) } : nil
    let (report, tables) = Report.analyzed(reading.inputs, catalogue: catalogue) { dumps in
      Result { () throws(PatternError) in
        try RowTable.tables(of: dumps, by: key, filter: filter, order: order, limit: limit)
      }
    }
    ProcessLifetime.keep(report)
    CatalogueOptions.tell(report.problems)
    var view = ReportView(report, try tables.get(), filter: filter)
    if redaction.redact { view = view.redacted() }
    let page = Publication(
      view, catalogue: catalogue, paths: publication.paths(redacted: redaction.redact))
    if let why {
      try write(view.report.ledgers(why, catalogue: catalogue), of: why, page)
    } else if let goroutine {
      try write(goroutine, view.report)
    } else if let group {
      try write(group: group, view)
    } else {
      try display.write(page, showsStacks: stacks, pager: display.pager)
    }
    try publication.write(page)
    if let status = reading.status { throw status }
  }

  private func write(_ ledgers: [PlaceLedger], of question: String, _ page: Publication) throws {
    guard !ledgers.isEmpty else {
      Message.error(
        "there is no place \(question) in what was read: name a function as the table does")
      throw ExitStatus.usage
    }
    let options = display.terminal.text(rowLimit: 0, isFile: display.output != nil)
    try FileOutput(path: display.output ?? "-").write(pager: display.pager) { output in
      if display.format == .json {
        JSONReport(page.view, ledgers: ledgers).write(to: output)
      } else {
        LedgerText(ledgers, options: options).write(to: output)
      }
    }
  }

  private func write(group: Int, _ view: ReportView) throws {
    let options = display.terminal.text(rowLimit: display.top, isFile: display.output != nil)
    let text = GroupText(view, number: group, options: options)
    guard text.isThere else {
      let rows = view.tables.map(\.rows.count).max() ?? 0
      Message.error(
        "no group \(group) in the table: it has \(Quantity.text(rows, "row"))")
      throw ExitStatus.usage
    }
    try FileOutput(path: display.output ?? "-").write(pager: display.pager) { text.write(to: $0) }
  }

  private func write(_ goroutine: UInt64, _ report: Report) throws {
    let options = display.terminal.text(rowLimit: 0, isFile: display.output != nil)
    let text = GoroutineText(report, id: goroutine, options: options)
    guard text.isThere else {
      let tellsIDs = report.dumps.contains { $0.dump.goroutines.contains { $0.id != 0 } }
      Message.error(
        tellsIDs
          ? "there is no goroutine \(goroutine) in what was read"
          : "a count profile tells no goroutines' ids: take debug=2")
      throw ExitStatus.usage
    }
    try FileOutput(path: display.output ?? "-").write(pager: display.pager) { text.write(to: $0) }
  }
}
