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
    let commands = UsageError.commands
    switch shell {
    case .bash:
      return script.replacing(
        "complete -o filenames -F", with: "complete -o filenames -o default -F"
      ).replacing(
        "    local -r cur=\"${2}\"\n",
        with: """
              # Without the name of a command, the words are those of scan.
              case "${COMP_WORDS[1]}" in
              \(commands.joined(separator: "|"))) ;;
              *)
                  if [[ "${COMP_CWORD}" -gt 1 || "${COMP_WORDS[1]}" == -* ]]; then
                      COMP_WORDS=("${COMP_WORDS[0]}" scan "${COMP_WORDS[@]:1}")
                      COMP_CWORD=$((COMP_CWORD + 1))
                  fi
                  ;;
              esac

              local -r cur="${2}"

          """, maxReplacements: 1)
    case .zsh:
      let describe = "_describe -V subcommand subcommands && ret=0\n"
      return script.replacing(
        describe, with: describe + "        _files && ret=0\n", maxReplacements: 1
      ).replacing(
        "    unsetopt aliases banghist\n",
        with: """
              unsetopt aliases banghist

              # Without the name of a command, the words are those of scan.
              if [[ "${words[2]}" != (\(commands.joined(separator: "|"))) ]]; then
                  if (( CURRENT > 2 )) || [[ "${words[2]}" == -* ]]; then
                      words=("${words[1]}" scan "${(@)words[2,-1]}")
                      (( CURRENT++ ))
                  fi
              fi

          """, maxReplacements: 1)
    case .fish:
      let parse = "    set -l unparsed_tokens (__dumpscan_tokens -pc)\n"
      return script.replacing(
        parse,
        with: parse + """
              # Without the name of a command, the words are those of scan.
              if not contains -- "$unparsed_tokens[2]" \(commands.joined(separator: " "))
                  if test (count $unparsed_tokens) -gt 1; or string match -q -- '-*' (commandline -ct)
                      set unparsed_tokens $unparsed_tokens[1] scan $unparsed_tokens[2..]
                  end
              end

          """, maxReplacements: 1)
        + "complete -c 'dumpscan' -n '__dumpscan_should_offer_completions_for_positional "
        + "\"dumpscan\" -eq 1' -F\n"
    default: return script
    }
  }
}
