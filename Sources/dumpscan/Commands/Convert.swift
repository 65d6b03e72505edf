public import ArgumentParser
import GoroutineDump
import LeakAnalysis
public import Reporting

/// A dump, for other tools.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert dumps for other tools: pprof, flame graphs, debug=2, NDJSON, Graphviz.",
    usage: "dumpscan convert --to <format> [-o <file>] [<file> ...]",
    discussion: """
      Examples:
        dumpscan convert --to pprof -o dump.pb.gz goroutine.txt
        go tool pprof -http : dump.pb.gz
        dumpscan convert --to folded goroutine.txt | flamegraph.pl > goroutines.svg
        dumpscan convert --to debug2 --deduplicate goroutine.txt | less
        dumpscan convert --to ndjson goroutine.txt | jq 'select(.waitMinutes > 60)'
        dumpscan convert --to dot --graph waits goroutine.txt | dot -Tsvg > waits.svg

      pprof, folded and ndjson accept several dumps; debug2 and dot accept one.
      Exit status: 0 converted, 64 usage error, 65 not a dump, 66 file not found,
      74 I/O error.
      """)

  /// What a Graphviz graph shows.
  enum Graph: String, ExpressibleByArgument, CaseIterable { case creators, locks, waits }

  @Option(help: ArgumentHelp("Output format.", valueName: "format"))
  var to: ConversionFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Output file; '-' is standard output.", valueName: "file"),
    completion: .file())
  var output = "-"

  @Flag(help: "debug2: write one goroutine per group, with the size of the group.")
  var deduplicate = false

  @Flag(help: "debug2: write the format of Go 1.20 and earlier, without labels and group sizes.")
  var plain = false

  @Flag(help: "folded: add the state as the innermost frame, for example [chan send].")
  var withState = false

  @Option(
    help: ArgumentHelp("dot: draw creators, lock waits or all waits (default: creators)."))
  var graph: Graph?

  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var input: InputOptions

  func validate() throws {
    let misplaced: [(isGiven: Bool, name: String, format: ConversionFormat)] = [
      (deduplicate, "--deduplicate", .debug2), (plain, "--plain", .debug2),
      (withState, "--with-state", .folded),
      (graph != nil, "--graph", .dot),
    ]
    for option in misplaced where option.isGiven && option.format != to {
      throw ValidationError("\(option.name) requires --to \(option.format.rawValue)")
    }
  }

  func run() throws {
    if to == .pprof, output == "-", Stream.output.isTerminal {
      Message.error("refusing to write binary pprof to a terminal; use -o FILE")
      throw ExitStatus.usage
    }
    let reading = try input.read()
    let report = Report(reading.inputs, catalogue: Catalogue([]))
    let dumps = redaction.redact ? report.redacted().dumps : report.dumps
    if to == .debug2 || to == .dot, dumps.count > 1 {
      Message.error("--to \(to.rawValue) needs one dump; \(dumps.count) were given")
      throw ExitStatus.usage
    }
    for analysis in dumps where analysis.dump.isTruncated {
      Message.note(
        "\(Sanitizer.sanitized(analysis.name)): incomplete, and so is the conversion")
    }
    try write(dumps, of: report)
    if let status = reading.status { throw status }
  }

  private func write(_ dumps: [DumpAnalysis], of report: Report) throws {
    let file = FileOutput(path: output)
    switch to {
    case .pprof:
      var failure: ProfileWritingError?
      try file.write { output in
        do throws(ProfileWritingError) {
          try PprofProfile(dumps).write(to: output)
        } catch {
          failure = error
        }
      }
      if let failure {
        Message.error(failure.description)
        throw ExitStatus.inputOutput
      }
    case .folded: try file.write { FoldedStacks(dumps, showsState: withState).write(to: $0) }
    case .debug2:
      let text = Debug2Text(dumps[0], deduplicated: deduplicate, plain: plain)
      try file.write { text.write(to: $0) }
    case .ndjson: try file.write { GoroutineLines(dumps).write(to: $0) }
    case .dot:
      switch graph ?? .creators {
      case .creators: try file.write { CreatorGraph(dumps[0]).write(to: $0) }
      case .locks, .waits:
        let graph = WaitForGraph(
          dumps[0], WaitOverview(report.dumps[0]), locksOnly: graph == .locks,
          showsAddresses: !redaction.redact)
        try file.write { graph.write(to: $0) }
      }
    }
  }
}

extension ConversionFormat: ExpressibleByArgument {}
