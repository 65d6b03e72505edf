import ArgumentParser
import LeakAnalysis
import Reporting
import SignatureFiles

/// Fails a pipeline where a capture shows a leak.
struct Gate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    // Else its parser looks for an option of its own first, a tenth of the time of a small dump.
    _superCommandName: Tool.name,
    abstract: "Fail a pipeline if captured dumps show a leak or exceed a limit or baseline.",
    usage: "dumpscan gate [<file or directory> ...] [options]",
    discussion: """
      Examples:
        dumpscan gate captures/*.txt
        dumpscan gate --fail-on warning --max-goroutines 2000 captures
        dumpscan gate --report junit=leaks.xml captures/*.txt
        dumpscan gate --baseline dumpscan-baseline.json --format github captures
        curl -sS 'http://HOST/debug/pprof/goroutine?debug=2' | dumpscan gate

      A capture that is empty, incomplete or not a dump never passes. A directory
      means the files below it, except reports and hidden files.
      Exit status: 0 passed, 1 failed, 64 usage error, 65 a capture cannot be
      judged, 66 file not found, 74 I/O error, 78 invalid baseline or
      configuration.
      """)

  @OptionGroup var gate: GateOptions
  @Flag(help: "Print what the gate would do and exit with 0.")
  var dryRun = false
  @Flag(help: "Print the effective configuration and the origin of each value, then exit.")
  var printConfig = false
  @OptionGroup var rules: CatalogueOptions
  @OptionGroup var display: DisplayOptions
  @OptionGroup var publication: PublicationOptions
  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var input: InputOptions

  func run() throws {
    let file = try rules.configuration()
    let catalogue = try rules.catalogue(file)
    var configuration = file.gate
    gate.apply(to: &configuration)
    publication.apply(to: &configuration)
    let publication = try publication.replaced(by: configuration)
    if printConfig {
      let origin = file.path.isEmpty ? "no \(Configuration.fileName) found" : file.summary
      return try FileOutput(path: "-").write { output in
        GateConfigurationText(configuration, heading: origin).write(to: output)
      }
    }
    let baseline = try configuration.baseline.value.map { try BaselineInput.read($0) }
    try input.demandInput()
    Interrupt.listen()
    let reading = CaptureReading(
      input.files.isEmpty ? ["-"] : input.files, threads: input.threads ?? 0)
    var report = Report(reading.inputs, catalogue: catalogue)
    CatalogueOptions.tell(report.problems)
    let (annotated, paths) = try publication.annotated(report, redacted: redaction.redact)
    report = redaction.redact ? annotated.redacted() : annotated
    let verdict = try GateVerdict(
      report, configuration: configuration, baseline: baseline,
      unreadable: redaction.apply(to: reading.doubts))
    let page = Publication(
      try ReportView(report), catalogue: catalogue, verdict: verdict,
      paths: paths)
    try display.write(page)
    try publication.write(page)
    tellForeignPath(page, [display.format] + publication.report.map(\.format))
    try end(verdict, reading.status)
  }

  /// A service shows a finding only at a file of the repository.
  private func tellForeignPath(_ page: Publication, _ formats: [PublicationFormat]) {
    guard formats.contains(where: { [.github, .gitlab, .sarif].contains($0) }),
      let path = page.foreignPath
    else { return }
    Message.note(
      "\(Sanitizer.sanitized(path)) is not a path in a repository, so code review cannot show it; "
        + "use --trim-prefix or --source-root")
  }

  private func end(_ verdict: GateVerdict, _ status: ExitStatus?) throws {
    if dryRun {
      switch verdict.outcome {
      case .passed: Message.note("dry run: the gate would pass (exit 0)")
      case .failed: Message.note("dry run: the gate would fail (exit 1)")
      case .undecided:
        let number = (status ?? .notADump).rawValue
        Message.note("dry run: the gate would not pass (exit \(number))")
      }
      return
    }
    if status == .interrupted { throw ExitStatus.interrupted }
    switch verdict.outcome {
    case .passed: break
    case .failed: throw ExitCode(1)
    case .undecided: throw status ?? .notADump
    }
  }
}
