import ArgumentParser
import GoroutineDump
import LeakAnalysis
import PCRE2
import Reporting

/// The answer for one or more dumps.
struct Scan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    // Else its parser looks for an option of its own first, a tenth of the time of a small dump.
    _superCommandName: Tool.name,
    abstract: "Find goroutine leaks in dumps: where, since when, why, and how to fix them.",
    usage: "dumpscan [scan] [<file> ...] [options]",
    discussion: """
      Examples:
        dumpscan goroutine.txt
        curl -s 'http://HOST/debug/pprof/goroutine?debug=2' | dumpscan
        kubectl logs POD --previous | dumpscan
        dumpscan --by site,creator --min-wait 10m --exclude '^net/http' goroutine.txt

      Commands: scan (the default), gate, baseline, diff, trend, fleet, convert,
      signatures, explain, mcp. See `dumpscan help COMMAND`.

      Patterns are PCRE2 and match anywhere in a name. Filters narrow what is shown;
      findings are judged on the whole dump. Exit status: 0 read, 64 usage error,
      65 not a dump, 66 file not found, 74 I/O error, 78 invalid configuration.
      """)

  @OptionGroup var display: DisplayOptions

  @Flag(help: "Show the full stacks under each row.")
  var stacks = false

  @Flag(help: "Show the call tree of the matching goroutines, with counts and shares.")
  var tree = false

  @Option(
    help: ArgumentHelp("Show one goroutine: state, stack, blockers, creators.", valueName: "id"))
  var goroutine: UInt64?

  @Option(
    help: ArgumentHelp("One row of the table: its stacks and the ids.", valueName: "number"))
  var group: Int?

  @Option(
    help: ArgumentHelp(
      "Show the evidence for and against a leak at a row, function or file:line.",
      valueName: "place"))
  var why: String?

  @Flag(help: "ndjson: Write the rows that `dumpscan fleet` reads.")
  var fleet = false

  // In the help of `fleet`: few need them here.
  @OptionGroup(visibility: .hidden) var origin: OriginOptions
  @OptionGroup var publication: PublicationOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var rules: CatalogueOptions
  @OptionGroup var input: InputOptions

  func validate() throws {
    let questions = [
      (goroutine != nil, "--goroutine"), (why != nil, "--why"), (tree, "--tree"),
      (selection.oldest != nil, "--oldest"), (selection.address != nil, "--address"),
    ].filter { $0.0 }.map { $0.1 }
    if questions.count > 1, Set(questions) != ["--oldest", "--address"] {
      throw ValidationError("\(questions[0]) and \(questions[1]) cannot be combined")
    }
    let isForPrograms = display.format == .json || display.format == .ndjson
    if tree || selection.listsGoroutines, display.format != .text, !isForPrograms {
      throw ValidationError("\(questions[0]) requires --format text, json or ndjson")
    }
    if selection.address != nil, redaction.redact {
      throw ValidationError("--address and --redact cannot be combined")
    }
    guard goroutine == nil || display.format == .text else {
      throw ValidationError(
        "--goroutine requires --format text; for programs, use convert --to ndjson")
    }
    guard group == nil || display.format == .text else {
      throw ValidationError("--group requires --format text; in JSON, see the member 'rows'")
    }
    try validateFleet(questions)
    guard group ?? 1 > 0 else { throw ValidationError("--group must be 1 or more") }
  }

  private func validateFleet(_ questions: [String]) throws {
    guard fleet else {
      if origin.pathPattern != nil || !origin.tag.isEmpty {
        throw ValidationError(
          (origin.pathPattern != nil ? "--path-pattern" : "--tag") + " requires --fleet")
      }
      return
    }
    guard display.format == .ndjson else {
      throw ValidationError("--fleet requires --format ndjson")
    }
    if let question = questions.first {
      throw ValidationError("--fleet and \(question) cannot be combined")
    }
    if !publication.report.isEmpty {
      throw ValidationError("--fleet and --report cannot be combined")
    }
  }

  func run() throws {
    if fleet { return try writeMap() }
    // A list or a tree alone says nothing of leaks: judging would take most of the time.
    let isJudged = !(tree || selection.listsGoroutines) || display.format == .json
    let catalogue =
      isJudged || !publication.report.isEmpty ? try rules.catalogue() : Catalogue([])
    let (key, order, filter) = (selection.by, selection.order, selection.filter)
    let reading = try input.read(keeping: filter.addresses)
    // Rows that no report shows are not worked out: a large dump has as many as goroutines.
    let limit = publication.report.isEmpty ? display.rowLimit.map { max($0, group ?? 0) } : nil
    let (report, tables) = Report.analyzed(reading.inputs, catalogue: catalogue) { dumps in
      Result { () throws(PatternError) in
        try RowTable.tables(of: dumps, by: key, filter: filter, order: order, limit: limit)
      }
    }
    ProcessLifetime.keep(report)
    CatalogueOptions.tell(report.problems)
    MissingDetails.tell(report, selection)
    let (annotated, paths) = try publication.annotated(report, redacted: redaction.redact)
    var view = ReportView(annotated, try tables.get(), filter: filter)
    let answers = try answers(report, filter)
    if redaction.redact { view = view.redacted() }
    let page = Publication(view, catalogue: catalogue, paths: paths)
    if let answers {
      try write(answers, page)
    } else if let why {
      try write(view.ledgers(why, catalogue: catalogue), of: why, page)
    } else if let goroutine {
      try write(goroutine, view.report)
    } else if let group {
      try write(group: group, view)
    } else {
      try display.write(page, showsStacks: stacks, pager: display.pager)
    }
    try publication.write(page)
    reading.repeatFailures()
    if let status = reading.status { throw status }
  }

  /// Writes the rows of a fleet's map, each capture judged by itself.
  private func writeMap() throws {
    try input.demandInput()
    let tree = try publication.tree()
    let paths = publication.paths(tree, redacted: redaction.redact)
    let captures = FleetCaptures(
      tagged: origin.tagged, pattern: origin.pathPattern, catalogue: try rules.catalogue(),
      minimum: selection.minCount ?? Report.fleetMinimum, isRedacted: redaction.redact,
      owners: { finding, report in
        guard let owners = tree.owners, let path = paths.path(of: finding, in: report)?.path else {
          return []
        }
        return owners.owners(of: path)
      }, threads: input.threads ?? 0)
    var status: ExitStatus?
    try FileOutput(path: display.output ?? "-").write { output in
      var output = output
      let summary = captures.read(input.files.isEmpty ? ["-"] : input.files) { rows in
        output.write(FleetRows(rows).text)
      }
      output.flush()
      summary.tell()
      status = summary.exitStatus
    }
    if let status { throw status }
  }

  /// What is asked of the dumps in the place of the report; nil where nothing is.
  private func answers(_ report: Report, _ filter: GroupFilter) throws -> Answers? {
    if selection.listsGoroutines {
      try MissingDetails.demandGoroutines(report, selection)
      return Answers(
        goroutines: try report.dumps.map { analysis in
          try GoroutineList(analysis, filter: filter, limit: selection.oldest)
        })
    }
    guard tree else { return nil }
    return Answers(trees: try report.dumps.map { try CallTree($0, filter: filter) })
  }

  private func write(_ answers: Answers, _ page: Publication) throws {
    let report = page.view.report
    let options = display.terminal.text(rowLimit: display.top, isFile: display.output != nil)
    try FileOutput(path: display.output ?? "-").write(pager: display.pager) { output in
      switch display.format {
      case .json: JSONReport(page.view, answers: answers).write(to: output)
      case .ndjson: answers.writeLines(report, to: output)
      default:
        if answers.trees.isEmpty {
          GoroutineListText(report, answers.goroutines, options: options).write(to: output)
        } else {
          CallTreeText(report, answers.trees, options: options).write(to: output)
        }
      }
    }
  }

  private func write(_ ledgers: [PlaceLedger], of question: String, _ page: Publication) throws {
    guard !ledgers.isEmpty else {
      Message.error(
        "no place matches '\(Sanitizer.sanitized(question))'; give the number of a row, or a function "
          + "or file:line of the table"
      )
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
          ? "goroutine \(goroutine) not found"
          : "debug=1 and debug=0 profiles have no goroutine ids; capture with debug=2")
      throw ExitStatus.usage
    }
    try FileOutput(path: display.output ?? "-").write(pager: display.pager) { text.write(to: $0) }
  }
}
