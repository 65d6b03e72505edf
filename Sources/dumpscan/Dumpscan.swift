import ArgumentParser
import PCRE2
import Reporting

/// The command line: hands over to a subcommand, `scan` where none is named.
@main
struct Dumpscan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Tool.name,
    abstract: "Find goroutine leaks in dumps: where, since when, why, and how to fix them.",
    version: Tool.version,
    subcommands: [
      Scan.self, Gate.self, BaselineCommand.self, Diff.self, TrendCommand.self,
      FleetCommand.self, SignaturesCommand.self, Explain.self, Convert.self, MCP.self,
    ],
    defaultSubcommand: Scan.self)

  static func main() {
    Interrupt.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The options that a person looks for are those of the command that needs no name.
    if [["--help"], ["-h"], ["help"]].contains(arguments) {
      print(helpMessage(for: Scan.self))
      return
    }
    if let script = CompletionScript.script(for: arguments) {
      print(script, terminator: "")
      return
    }
    if arguments == [ManualPage.option] {
      do {
        return print(try ManualPage.source(), terminator: "")
      } catch {
        Message.error("internal error, please report it: \(error)")
        ExitStatus.software.leave()
      }
    }
    if let problem = UsageError.unknownTopic(in: arguments) {
      Message.error(problem)
      ExitStatus.usage.leave()
    }
    do {
      var command = try parseAsRoot(arguments)
      run(&command)
    } catch {
      UsageError.leave(error)
    }
  }

  /// Runs a command; whatever it throws has an exit status of ours, never the parser's 1.
  private static func run(_ command: inout any ParsableCommand) {
    do {
      try command.run()
    } catch let status as ExitStatus {
      status.leave()
    } catch let error as PatternError {
      Message.error("\(error)")
      ExitStatus.usage.leave()
    } catch let error as CleanExit {
      exit(withError: error)
    } catch let code as ExitCode {
      exit(withError: code)
    } catch let error as ValidationError {
      UsageError.leave(error)
    } catch  where exitCode(for: error) == .success {
      // The help or version of a subcommand, which the parser hands out as an error of its own.
      exit(withError: error)
    } catch {
      Message.error("internal error, please report it: \(error)")
      ExitStatus.software.leave()
    }
  }
}
