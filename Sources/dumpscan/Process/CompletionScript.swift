import ArgumentParser

/// A shell's completions, made of the declarations of the commands.
///
/// The command that needs no name takes files, which the parser's scripts do not know: they offer the
/// other commands' names and nothing else at the first word.
enum CompletionScript {
  private static let option = "--generate-completion-script"

  /// The script that some arguments ask for; nil where they ask for something else, or for a shell
  /// that the parser does not know.
  static func script(for arguments: [String]) -> String? {
    guard arguments.count == 2, arguments[0] == option else { return nil }
    return CompletionShell(rawValue: arguments[1]).map(script)
  }

  private static func script(_ shell: CompletionShell) -> String {
    let script = Dumpscan.completionScript(for: shell) + "\n"
    switch shell {
    case .bash:
      return script.replacing(
        "complete -o filenames -F", with: "complete -o filenames -o default -F")
    case .zsh:
      let commands = "_describe -V subcommand subcommands && ret=0\n"
      return script.replacing(
        commands, with: commands + "        _files && ret=0\n", maxReplacements: 1)
    case .fish:
      return script
        + "complete -c 'dumpscan' -n '__dumpscan_should_offer_completions_for_positional "
        + "\"dumpscan\" -eq 1' -F\n"
    default: return script
    }
  }
}
