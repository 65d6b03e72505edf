import ArgumentParser
import LeakAnalysis
import Reporting

/// What grows over several dumps.
struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "Say which groups grow over several dumps, how fast, and which only go up and down.",
    usage: "dumpscan trend <t0> <t1> [<t2> ...] [options]",
    discussion: """
      A group that grows in every dump is a leak; one that fluctuates is work. The
      dumps must stand in the order of time. Goroutines that the configuration
      expects are no finding, nor is any growth where it disables growing-group.

      Examples:
        dumpscan trend --interval 30s t0.txt t1.txt t2.txt
        dumpscan trend --fail-on-growth goroutine-20261121T0[89]*.txt

      Exit status: 0 compared, 1 growth with --fail-on-growth, 64 wrong usage,
      65 no dump, 66 no such file, 74 reading or writing failed, 78 a bad
      configuration or signature file.
      """)

  @OptionGroup var series: SeriesOptions
  @OptionGroup var rules: CatalogueOptions

  @ArgumentParser.Argument(
    help: "Dumps in the order of time, or one file that holds several.",
    completion: .file())
  var files: [String]

  func run() throws {
    let catalogue = try rules.catalogue()
    let dumps = try series.dumps(of: files)
    guard dumps.count > 1 else {
      Message.error("trend compares two dumps or more, and here is 1")
      throw ExitStatus.usage
    }
    var trend = LeakAnalysis.Trend(
      dumps, times: series.times(of: dumps), rule: series.rule(catalogue),
      catalogue: catalogue)
    if series.redaction.redact { trend = trend.redacted() }
    try FileOutput(path: series.output ?? "-").write(pager: series.pager) { output in
      switch series.format {
      case .text: TrendText(trend, options: series.textOptions).write(to: output)
      case .json: TrendJSON(trend).write(to: output)
      case .html: TrendHTML(trend).write(to: output)
      }
    }
    CatalogueOptions.tell(trend.problems)
    if series.failOnGrowth, !trend.findings.isEmpty { throw ExitCode(1) }
  }
}
