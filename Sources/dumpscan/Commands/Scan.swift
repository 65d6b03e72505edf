import ArgumentParser
import LeakAnalysis
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
        dumpscan --format json *.txt

      Patterns are PCRE2, found anywhere in a name; a repeated option accepts what
      any of its patterns does. Filters narrow the table: findings are judged on the
      whole dump. Exit status: 0 read, 64 wrong usage, 65 no dump, 66 no such file,
      74 reading or writing failed, 78 a bad configuration or signature file.
      """)

  @OptionGroup var display: DisplayOptions
  @OptionGroup var publication: PublicationOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var rules: CatalogueOptions
  @OptionGroup var input: InputOptions

  func run() throws {
    let catalogue = try rules.catalogue()
    let reading = try input.read()
    let report = Report(reading.inputs, catalogue: catalogue)
    CatalogueOptions.tellProblems(of: report)
    let view = try ReportView(
      report, by: selection.by, order: selection.sort.rows, filter: selection.filter
    )
    let page = Publication(view, catalogue: catalogue, paths: publication.paths)
    try display.write(page)
    try publication.write(page)
    if let status = reading.status { throw status }
  }
}
