public import ArgumentParser
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
public import LeakAnalysis
import Reporting

/// Ranks the leaks of many services and instances.
struct FleetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleet",
    abstract: "Rank the leaks of many services: which service leaks where, in how many instances.",
    usage: "dumpscan fleet [<file or directory> ...] [options]",
    discussion: """
      Reads captures, or rows that `dumpscan --format ndjson --fleet` wrote: files
      that end in .ndjson or .jsonl, and standard input. Of each instance, the
      newest capture of the newest day counts. Findings are ranked by the root of
      the mean square of their counts over all instances of the service; new ones
      come first. A note is ranked if it is new, or grew by more than the load,
      since the day before, in at least two instances.

      Examples:
        dumpscan fleet captures --path-pattern '{service}/{instance}/{time}.txt'
        dumpscan --format ndjson --fleet captures > map.ndjson
        cat map-*.ndjson | dumpscan fleet --min-peak 100 --format html -o fleet.html
        dumpscan fleet captures --owners OWNERS --issues issues

      Exit status: 0 ranked, 64 usage error, 65 no capture could be read or a row
      is invalid, 66 file not found, 74 I/O error, 78 invalid configuration or
      list.
      """)

  /// How the ranking is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown, html }

  @Option(help: ArgumentHelp("Output format.", valueName: "format"))
  var format = Format.text

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("Show at most this many findings per list; 0 shows all.", valueName: "n"))
  var top = 10

  @Option(
    help: ArgumentHelp("Rank this day, as 2026-11-21 (default: the newest).", valueName: "date"))
  var day: String?

  @Option(
    help: ArgumentHelp(
      "Rank only findings with at least this many goroutines in one instance.", valueName: "n"))
  var minPeak = 1

  @Option(
    help: ArgumentHelp(
      "Rank only findings of at least this severity: note, warning, error.", valueName: "severity"))
  var minSeverity = Severity.warning

  @Option(
    help: ArgumentHelp(
      "Leave out findings in this list: lines of SERVICE SIGNATURE SITE, with * as a wildcard.",
      valueName: "file"),
    completion: .file())
  var knownBenign: String?

  @Option(
    help: ArgumentHelp(
      "Owners, in the syntax of CODEOWNERS, with the service as the first directory: "
        + "'/pay/ @team-pay'.",
      valueName: "file"),
    completion: .file())
  var owners: String?

  @Option(
    help: ArgumentHelp(
      "Also write one Markdown file per owner to this directory.", valueName: "dir"),
    completion: .directory)
  var issues: String?

  @OptionGroup var origin: OriginOptions
  @OptionGroup var terminal: TerminalOptions
  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var rules: CatalogueOptions

  @Option(
    help: ArgumentHelp(
      "Threads that read (default: one per core).", valueName: "n", visibility: .hidden))
  var threads: Int?

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Captures, directories of them, or rows of a map; rows from standard input if none is given.",
      valueName: "file"), completion: .file())
  var files: [String] = []

  mutating func validate() throws {
    guard top >= 0 else { throw ValidationError("--top must be 0 (all findings) or more") }
    guard minPeak > 0 else { throw ValidationError("--min-peak must be 1 or more") }
    guard threads ?? 1 > 0 else { throw ValidationError("--threads must be 1 or more") }
    if let day, !CaptureDay.isDay(day) {
      throw ValidationError("--day: expected a date such as 2026-11-21, found '\(day)'")
    }
  }

  func run() throws {
    if files.isEmpty, Stream.inputIsTerminal {
      Message.error(
        "no input: give captures (\(Tool.name) fleet captures) or pipe rows of a map in")
      throw ExitStatus.usage
    }
    var settings = FleetRanking.Settings()
    settings.day = day
    settings.minimumPeak = minPeak
    settings.minimumSeverity = minSeverity
    settings.knownBenign = try FleetFiles.knownBenign(knownBenign)
    let codeOwners = try FleetFiles.owners(owners)
    let catalogue = try rules.catalogue()
    var fleet = Fleet()
    var status: ExitStatus?
    let arguments = files.isEmpty ? ["-"] : files
    let captures = arguments.filter { !Self.holdsRows($0) }
    if !captures.isEmpty {
      let reader = FleetCaptures(
        tagged: origin.tagged, pattern: origin.pathPattern, catalogue: catalogue,
        minimum: Report.fleetMinimum, isRedacted: redaction.redact, owners: { _, _ in [] },
        threads: threads ?? 0)
      let summary = reader.read(captures) { rows in
        for row in rows { fleet.add(row) }
      }
      summary.tell()
      status = summary.exitStatus
    }
    for path in arguments where Self.holdsRows(path) {
      try FleetFiles.forEachRow(of: path) { fleet.add($0) }
    }
    guard !fleet.isEmpty else { throw status ?? .notADump }
    let report = FleetReport(
      FleetRanking(fleet, settings: settings), catalogue: catalogue, owners: codeOwners)
    try write(report)
    if let status { throw status }
  }

  private static func holdsRows(_ path: String) -> Bool {
    path == "-" || path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl")
  }

  private func write(_ report: FleetReport) throws {
    let pager = format == .text && output == nil ? terminal.pager : nil
    let options = terminal.text(rowLimit: top, isFile: output != nil)
    try FileOutput(path: output ?? "-").write(pager: pager) { output in
      switch format {
      case .text: FleetText(report, options: options).write(to: output)
      case .json: FleetJSON(report).write(to: output)
      case .markdown: FleetIssues(report).write(to: output)
      case .html: FleetHTML(report).write(to: output)
      }
    }
    guard let issues else { return }
    for (name, issue) in try FleetFiles.names(FleetIssues(report).issues, in: issues) {
      try FileOutput(path: name).write { output in
        var output = output
        output.write(issue.text)
        output.flush()
      }
    }
  }
}

extension Severity: ExpressibleByArgument {}
