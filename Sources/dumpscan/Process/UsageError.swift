import ArgumentParser
import LeakAnalysis
import Reporting

/// What is wrong with a command line, in the form that every error has.
enum UsageError {
  /// The names of the subcommands.
  static let commands: [String] =
    Dumpscan.configuration.subcommands.map { $0._commandName } + ["help"]

  /// Prints what the parser found wrong, or what it was asked for (help, version), and exits.
  static func leave(_ error: any Error) -> Never {
    guard Dumpscan.exitCode(for: error) == .validationFailure else {
      Dumpscan.exit(withError: error)
    }
    // The parser's own page is `Error: Sentence.` and usage below it.
    var lines = Dumpscan.fullMessage(for: error).split(
      separator: "\n", omittingEmptySubsequences: false)
    let prefix = "Error: "
    if let first = lines.first, first.hasPrefix(prefix) {
      lines.removeFirst()
      Message.error(Sanitizer.sanitized(sentence(first.dropFirst(prefix.count))))
    }
    let rest = lines.joined(separator: "\n")
    if !rest.isEmpty { _ = Stream.error.write(Array((rest + "\n").utf8)) }
    ExitStatus.usage.leave()
  }

  /// What is wrong with the word behind `help`; nil where it names a command, or is not there.
  static func unknownTopic(in arguments: [String]) -> String? {
    guard arguments.first == "help", arguments.count > 1 else { return nil }
    let topic = arguments[1]
    if topic.hasPrefix("-") || commands.contains(topic) { return nil }
    return "unknown command '\(Sanitizer.sanitized(topic))'"
      + (suggestion(for: topic) ?? "; commands are \(commands.joined(separator: ", "))")
  }

  /// `; did you mean 'gate'?` for a word that may be a mistyped command; nil for any other.
  static func suggestion(for word: String) -> String? {
    guard !word.contains(where: { "./:".contains($0) }) else { return nil }
    return Nearest.match(word, in: commands).map { "; did you mean '\(Tool.name) \($0)'?" }
  }

  /// A sentence of the parser's as the others here are: from a small letter on, without a full stop.
  private static func sentence(_ text: Substring) -> String {
    var text = text.replacing(". Did you mean", with: "; did you mean")[...]
    if text.hasSuffix(".") { text.removeLast() }
    guard let first = text.first, text.dropFirst().first?.isLowercase == true else {
      return String(text)
    }
    return first.lowercased() + text.dropFirst()
  }
}
