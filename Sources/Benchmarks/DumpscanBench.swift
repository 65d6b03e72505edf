import ArgumentParser

/// The command line: measures, or only writes a dump.
@main
struct DumpscanBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dumpscan-bench",
    abstract: "Measures dumpscan beside wc, grep, gzip and mawk, on dumps that it makes itself.",
    subcommands: [RunCommand.self, GenerateCommand.self],
    defaultSubcommand: RunCommand.self)
}
