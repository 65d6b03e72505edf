import ArgumentParser
import LeakAnalysis
import Reporting

/// Records the groups that a gate accepts.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Record the groups of dumps as accepted, for `dumpscan gate --baseline`.",
    usage: "dumpscan baseline <file or directory> ... [-o dumpscan-baseline.json]",
    discussion: """
      Each group is recorded with its largest count in any one dump. The file is
      sorted and has one line per group: commit it and review its changes.

      Example:
        dumpscan baseline captures/*.txt -o dumpscan-baseline.json

      Exit status: 0 written, 64 usage error, 65 a capture is not a dump or is
      incomplete, 66 file not found, 74 I/O error.
      """)

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Output file; '-' is standard output."),
    completion: .file())
  var output = "-"

  @Flag(help: "Record incomplete captures too.")
  var allowTruncated = false

  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var input: InputOptions

  func run() throws {
    try input.demandInput()
    Interrupt.listen()
    let reading = CaptureReading(
      input.files.isEmpty ? ["-"] : input.files, threads: input.threads ?? 0)
    if let status = reading.status { throw status }
    let judged = Report(reading.inputs)
    var report = Report(reading.inputs, catalogue: Catalogue([]))
    if redaction.redact { report = report.redacted() }
    var configuration = GateConfiguration()
    configuration.allowTruncated = Setting(allowTruncated)
    let verdict = try GateVerdict(report, configuration: configuration)
    guard verdict.doubts.isEmpty else {
      for doubt in verdict.doubts {
        Message.error("\(Sanitizer.sanitized(doubt.capture)): \(doubt.reason)")
      }
      throw ExitStatus.notADump
    }
    let baseline = LeakAnalysis.Baseline(accepting: report.dumps)
    try FileOutput(path: output).write { BaselineFile(baseline).write(to: $0) }
    if output != "-" {
      Message.note(
        "\(Sanitizer.sanitized(output)): \(baseline.entries.count) accepted "
          + (baseline.entries.count == 1 ? "group" : "groups"))
    }
    if let warning = BaselineFindings(judged, accepting: judged.dumps).sentence {
      Message.note(warning)
    }
  }
}
