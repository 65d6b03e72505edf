public import ArgumentParser
import GoroutineDump
import LeakAnalysis
public import Reporting

/// Which reports are written where, and how their paths are spelled.
struct PublicationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also write a report in this format to this file; repeatable.", valueName: "format=file"),
    transform: { try ReportTarget($0) })
  var report: [ReportTarget] = []

  @Option(
    help: ArgumentHelp(
      "Root of the source: strips paths to it, shows lines, finds CODEOWNERS.", valueName: "dir"),
    completion: .directory)
  var sourceRoot: String?

  @Option(
    help: ArgumentHelp(
      "Link to source lines in HTML: 'https://HOST/{file}#L{line}'.", valueName: "url"))
  var sourceLink: String?

  @Option(
    help: ArgumentHelp(
      "Owners of files, in the syntax of GitHub or GitLab (default: below --source-root).",
      valueName: "file"),
    completion: .file())
  var codeowners: String?

  mutating func validate() throws {
    guard let sourceLink else { return }
    guard sourceLink.hasPrefix("https://") || sourceLink.hasPrefix("http://"),
      sourceLink.contains("{file}")
    else {
      throw ValidationError(
        "--source-link: expected an address with {file}, for example "
          + "'https://HOST/{file}#L{line}'")
    }
  }

  /// The source beside the dumps.
  func tree() throws -> SourceTree { try SourceTree(root: sourceRoot, codeowners: codeowners) }

  @Option(
    help: ArgumentHelp(
      "Strip this prefix from paths; repeatable.", valueName: "prefix"))
  var trimPrefix: [String] = []

  /// The report with what the source beside it tells, and how its places become places of the
  /// repository.
  func annotated(_ report: Report, redacted: Bool) throws -> (Report, SourcePaths) {
    let tree = try tree()
    let paths = paths(tree, redacted: redacted)
    tree.tellForeignFiles(report, paths)
    return (tree.annotated(report, paths, showsSource: !redacted), paths)
  }

  /// How places of a dump become places of the repository.
  func paths(_ tree: SourceTree, redacted: Bool) -> SourcePaths {
    var prefixes = trimPrefix + (sourceRoot.map { [$0] } ?? [])
    // The report's paths begin as redacted ones do.
    if redacted { prefixes += prefixes.map(Redaction.path) }
    var paths = SourcePaths(trimming: prefixes) { path in tree.has(path) }
    paths.link = sourceLink
    return paths
  }

  /// Puts what the command line says over a configuration: a report takes the place of one in the
  /// same format, prefixes come to those that are there.
  func apply(to configuration: inout GateConfiguration) {
    if let sourceRoot {
      configuration.sourceRoot = Setting(sourceRoot, from: .flag("--source-root"))
    }
    configuration.trimPrefixes += trimPrefix.map { Setting($0, from: .flag("--trim-prefix")) }
    let formats = Set(report.map(\.format.rawValue))
    configuration.reports.removeAll { formats.contains($0.value.format) }
    configuration.reports += report.map {
      Setting(
        .init(format: $0.format.rawValue, path: $0.file.path), from: .flag("--report"))
    }
  }

  /// What a configuration says of reports and paths.
  ///
  /// - Throws: how to end, where it names a format that is none; that is told on standard error.
  func replaced(by configuration: GateConfiguration) throws -> PublicationOptions {
    var options = self
    options.sourceRoot = configuration.sourceRoot.value
    options.trimPrefix = configuration.trimPrefixes.map(\.value)
    options.report = try configuration.reports.map { report in
      do {
        return try ReportTarget("\(report.value.format)=\(report.value.path)")
      } catch let error as ValidationError {
        Message.error(Sanitizer.sanitized("\(report.origin): gate.report: \(error.message)"))
        throw ExitStatus.configuration
      }
    }
    return options
  }

  /// Writes the reports that go into files.
  ///
  /// - Throws: how to end, where one could not be written.
  func write(_ publication: Publication) throws {
    for target in report {
      try target.file.write { output in
        publication.write(
          target.format, options: TextOptions(width: 100, rowLimit: 0), to: output)
      }
    }
  }
}

/// `FORMAT=FILE`.
struct ReportTarget {
  let format: PublicationFormat
  let file: FileOutput

  init(_ text: String) throws {
    let all = PublicationFormat.allCases.map(\.rawValue).joined(separator: ", ")
    guard let equals = text.firstIndex(of: "=") else {
      throw ValidationError("expected FORMAT=FILE; formats are \(all)")
    }
    let path = String(text[text.index(after: equals)...])
    guard let format = PublicationFormat(rawValue: String(text[..<equals])) else {
      throw ValidationError("unknown format '\(text[..<equals])'; choose from \(all)")
    }
    guard !path.isEmpty else {
      throw ValidationError("no file after '\(format.rawValue)='; is the variable set?")
    }
    self.format = format
    file = FileOutput(path: path, appends: path == Terminal.environment("GITHUB_STEP_SUMMARY"))
  }
}

extension PublicationFormat: ExpressibleByArgument {}
