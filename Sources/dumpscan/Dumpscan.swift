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
      var command = try parsedDirectly(arguments) ?? parseAsRoot(arguments)
      run(&command)
    } catch {
      UsageError.leave(error)
    }
  }

  /// The command that the arguments name, or the default one, parsed without the others; nil where that
  /// is more than its own arguments: help, a completion, an error. The root says those in full.
  ///
  /// The root's parser makes a tree of all commands first, and reads the default one's arguments twice:
  /// a fifth of the time that a small dump takes.
  private static func parsedDirectly(_ arguments: [String]) -> (any ParsableCommand)? {
    guard arguments.first != "help", !arguments.contains(where: { $0.hasPrefix("---") }) else {
      return nil
    }
    let named = configuration.subcommands.first { $0._commandName == arguments.first }
    let command = named ?? Scan.self
    let own = named == nil ? arguments : Array(arguments.dropFirst())
    guard let parsed = try? command.parseAsRoot(own), type(of: parsed) == command else {
      return nil
    }
    return parsed
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
