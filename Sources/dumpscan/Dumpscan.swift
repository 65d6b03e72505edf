import ArgumentParser
import Reporting

/// The command line: hands over to a subcommand, `scan` where none is named.
@main
struct Dumpscan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Says what leaks in a goroutine dump: where, since when, why, and what to change.",
    version: Tool.version,
    subcommands: [Scan.self],
    defaultSubcommand: Scan.self)

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let exit as ExitStatus {
      exit.leave()
    } catch {
      Self.exit(withError: error)
    }
  }
}
