import ArgumentParser
import LeakAnalysis
import Reporting

/// What changed between two dumps.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what changed between two dumps: new, grown, shrunk, gone, the same and older.",
    usage: "dumpscan diff <before> <after> [options]",
    discussion: """
      Groups are compared by fingerprint, so the dumps may be of different builds
      and formats. Goroutines that the configuration expects are no growth; nothing
      is where it disables growing-group.

      Examples:
        dumpscan diff before.txt after.txt
        dumpscan diff --interval 5m --fail-on-growth before.txt after.txt

      Exit status: 0 compared, 1 growth with --fail-on-growth, 64 wrong usage,
      65 no dump, 66 no such file, 74 reading or writing failed, 78 a bad
      configuration or signature file.
      """)

  @OptionGroup var series: SeriesOptions
  @OptionGroup var rules: CatalogueOptions

  @ArgumentParser.Argument(
    help: "Two dumps, or one file that holds two; '-' is standard input.",
    completion: .file())
  var files: [String]

  func run() throws {
    let catalogue = try rules.catalogue()
    let dumps = try series.dumps(of: files)
    guard dumps.count == 2 else {
      Message.error(
        "diff compares two dumps, and here \(dumps.count == 1 ? "is" : "are") \(dumps.count); "
          + "for more, use \(Tool.name) trend")
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
      }
    }
    CatalogueOptions.tell(comparison.problems)
    if series.failOnGrowth, comparison.hasGrowth { throw ExitCode(1) }
  }
}
