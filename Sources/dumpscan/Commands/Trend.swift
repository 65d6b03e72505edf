import ArgumentParser
import LeakAnalysis
import Reporting

/// What grows over several dumps.
struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "Compare several dumps: which groups grow, how fast, and which only fluctuate.",
    usage: "dumpscan trend <t0> <t1> [<t2> ...] [options]",
    discussion: """
      A group that grows in every dump is probably a leak; one that fluctuates is
      probably load. Give the dumps in chronological order. Expected goroutines are
      not reported, and no growth is if the configuration disables growing-group.

      Examples:
        dumpscan trend --interval 30s t0.txt t1.txt t2.txt
        dumpscan trend --fail-on-growth goroutine-20261121T0[89]*.txt

      Exit status: 0 compared, 1 growth with --fail-on-growth, 64 usage error,
      65 not a dump, 66 file not found, 74 I/O error, 78 invalid configuration or
      signature file.
      """)

  @OptionGroup var series: SeriesOptions
  @OptionGroup var rules: CatalogueOptions

  @ArgumentParser.Argument(
    help: "Dumps in chronological order, or one file that contains several.",
    completion: .file())
  var files: [String]

  func run() throws {
    let catalogue = try rules.catalogue()
    let dumps = try series.dumps(of: files)
    guard dumps.count > 1 else {
      Message.error("trend needs at least two dumps; 1 was given")
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
      case .brief: BriefTrend(trend).write(to: output)
      }
    }
    CatalogueOptions.tell(trend.problems)
    if series.failOnGrowth, !trend.findings.isEmpty { throw ExitCode(1) }
  }
}
