import ArgumentParser
import LeakAnalysis
import Reporting

/// What changed between two dumps.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two dumps: new, grown, shrunk, ended and unchanged groups.",
    usage: "dumpscan diff <before> <after> [options]",
    discussion: """
      Groups are compared by fingerprint, so the dumps may come from different
      builds and formats. Expected goroutines do not count as growth, and nothing
      does if the configuration disables growing-group.

      Examples:
        dumpscan diff before.txt after.txt
        dumpscan diff --interval 5m --fail-on-growth before.txt after.txt

      Exit status: 0 compared, 1 growth with --fail-on-growth, 64 usage error,
      65 not a dump, 66 file not found, 74 I/O error, 78 invalid configuration or
      signature file.
      """)

  @OptionGroup var series: SeriesOptions
  @OptionGroup var rules: CatalogueOptions

  @ArgumentParser.Argument(
    help: "Two dumps, or one file that contains two; '-' is standard input.",
    completion: .file())
  var files: [String]

  func run() throws {
    let catalogue = try rules.catalogue()
    let dumps = try series.dumps(of: files)
    guard dumps.count == 2 else {
      Message.error(
        "diff needs two dumps; \(dumps.count) \(dumps.count == 1 ? "was" : "were") given"
          + (dumps.count > 2 ? "; try `\(Tool.name) trend`" : ""))
      throw ExitStatus.usage
    }
    var comparison = Comparison(
      dumps[0], dumps[1], minutes: series.times(of: dumps)?.minutes,
      rule: series.rule(catalogue), catalogue: catalogue)
    if series.redaction.redact { comparison = comparison.redacted() }
    try FileOutput(path: series.output ?? "-").write(pager: series.pager) { output in
      switch series.format {
      case .text: DiffText(comparison, options: series.textOptions).write(to: output)
      case .json: DiffJSON(comparison).write(to: output)
      case .html: DiffHTML(comparison).write(to: output)
      case .brief: BriefDiff(comparison).write(to: output)
      }
    }
    CatalogueOptions.tell(comparison.problems)
    if series.failOnGrowth, comparison.hasGrowth { throw ExitCode(1) }
  }
}
