import ArgumentParser
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Reporting

/// The manual page, in the macros of man(7), made of the declarations of the commands.
struct ManualPage {
  static let option = "--generate-manual"

  /// The parser's description of a command (`--experimental-dump-help`), as far as it is used here.
  private struct Page: Decodable {
    var command: Command
  }

  private struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  private struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var allValues: [String]?
    var defaultValue: String?
  }

  /// The page's source.
  ///
  /// - Throws: where the parser describes its commands in a form of its own again.
  static func source() throws -> String {
    let page = try JSONDecoder().decode(Page.self, from: Data(Dumpscan._dumpHelp().utf8))
    return ManualPage(page.command).text
  }

  private var text = ""

  private init(_ root: Command) {
    let commands = (root.subcommands ?? []).filter { $0.commandName != "help" }
    add(".TH DUMPSCAN 1 \"\" \"\(Tool.name) \(Tool.version)\" \"User Commands\"\n")
    section("NAME")
    line("\(Tool.name) - find goroutine leaks in dumps of Go programs")
    section("SYNOPSIS")
    for command in commands {
      let name = command.commandName == "scan" ? "[scan]" : command.commandName
      add(".br\n\\fB\(Tool.name)\\fR \(name) [\\fIoptions\\fR] [\\fIfile\\fR ...]\n")
    }
    section("DESCRIPTION")
    line(root.abstract ?? "")
    line("Without the name of a command, the words are those of scan.")
    section("COMMANDS")
    for command in commands { write(command) }
    section("EXPRESSIONS")
    for entry in Self.expressions { write(entry.0, entry.1) }
    section("ENVIRONMENT")
    for entry in Self.environment { write(entry.0, entry.1) }
    section("FILES")
    for entry in Self.files { write(entry.0, entry.1) }
    section("EXIT STATUS")
    for entry in Self.exitStatus { write(entry.0, entry.1) }
    section("EXAMPLES")
    for entry in Self.examples {
      paragraph(entry.0)
      add(".nf\n.RS 4\n\(Self.escaped(entry.1))\n.RE\n.fi\n")
    }
    section("SEE ALSO")
    add(".BR go (1),\nhttps://pkg.go.dev/net/http/pprof\n")
  }

  private static let expressions = [
    (
      "comparisons",
      "FIELD == \"text\", !=, =~ \"pattern\", !~; NUMBER ==, !=, <, <=, >, >= number. A time has a "
        + "unit: 10m, 1h30m, 2d. Patterns are PCRE2 and match anywhere in the text."
    ),
    ("not, and, or", "In this order of precedence; !, && and || also work, and parentheses."),
    (
      "texts",
      "state, stateSource, top, site, entry, createdBy (functions) and their .function and .file, "
        + "package, handler, fingerprint, labels.KEY or labels[\"KEY\"]."
    ),
    (
      "numbers",
      "wait, waitMinutes, count (of the group), goroutine, createdBy.goroutine, top.line, "
        + "site.line, entry.line, createdBy.line."
    ),
    ("flags", "leaked, lockedToThread."),
    ("any(\"pattern\")", "A frame has a matching function, path or path:line."),
    ("address(0xc000123456)", "A frame has this address among its arguments."),
  ]

  private static let environment = [
    ("DUMPSCAN_PAGER, PAGER", "The pager; empty or cat for none (default: less, if installed)."),
    ("NO_COLOR", "Disables colour if it is not empty."),
    ("CLICOLOR_FORCE", "Enables colour if it is neither empty nor 0, also in a pipe."),
    ("COLUMNS", "The width of text reports (default: that of the terminal, 100 in a file)."),
    ("TERM", "dumb disables colour, paging and the progress line."),
    ("LC_ALL, LC_CTYPE, LANG", "Bars and trees use ASCII at a terminal without UTF-8."),
    ("GITHUB_STEP_SUMMARY", "A report written to this file is appended to it."),
  ]

  private static let files = [
    (
      ".dumpscan.yml",
      "Configuration: signatures, expected goroutines, thresholds and limits of the gate; looked for "
        + "in the working directory and its parents."
    ),
    (
      "CODEOWNERS, .github/CODEOWNERS, .gitlab/CODEOWNERS, docs/CODEOWNERS",
      "Owners of files, looked for in this order below --source-root."
    ),
    ("dumpscan-baseline.json", "The usual name of a baseline."),
    (
      "--known-benign FILE",
      "One finding of a fleet per line: SERVICE SIGNATURE SITE, with * as a wildcard; # begins a "
        + "comment."
    ),
  ]

  private static let exitStatus = [
    ("0", "The dumps were read, whatever was found; the gate passed."),
    ("1", "The gate failed, or --fail-on-growth found growth."),
    ("64", "Usage error."),
    ("65", "The input is not a goroutine dump, or a capture cannot be judged."),
    ("66", "File not found."),
    ("70", "Internal error."),
    ("74", "Reading or writing failed."),
    ("78", "Invalid configuration, baseline, signature file or list."),
    ("130", "Interrupted; the report covers what was read so far."),
  ]

  private static let examples = [
    ("Show what is leaking:", "dumpscan goroutine.txt"),
    (
      "Read a running server:",
      "curl -sS 'http://HOST/debug/pprof/goroutine?debug=2' | dumpscan"
    ),
    ("Show the ten longest waiting goroutines:", "dumpscan --oldest 10 goroutine.txt"),
    (
      "Show the request handlers that have been stuck for five minutes:",
      "dumpscan --by handler --where 'wait >= 5m' goroutine.txt"
    ),
    ("Find the users of a lock:", "dumpscan --address 0xc000123456 goroutine.txt"),
    (
      "Fail a build on leaks that are not in the baseline:",
      "dumpscan gate --baseline dumpscan-baseline.json captures"
    ),
    (
      "Rank the leaks of a fleet:",
      "dumpscan fleet captures --path-pattern '{service}/{instance}/{time}.txt'"
    ),
    ("Compare captures of one process:", "dumpscan trend --interval 30s t0.txt t1.txt t2.txt"),
    (
      "Add the server to an assistant:",
      "claude mcp add dumpscan -- dumpscan mcp --root /srv/dumps"
    ),
  ]

  private mutating func write(_ command: Command) {
    add(".SS \(Self.escaped(command.commandName))\n")
    line(command.abstract ?? "")
    if let discussion = command.discussion {
      add(".nf\n\(Self.escaped(discussion))\n.fi\n")
    }
    for argument in command.arguments ?? [] where argument.shouldDisplay { write(argument) }
  }

  private mutating func write(_ argument: Argument) {
    // Every command has them.
    if argument.names?.contains(where: { ["help", "version"].contains($0.name) }) == true {
      return
    }
    var names = (argument.names ?? []).map { name in
      "\\fB" + Self.escaped((name.kind == "short" ? "-" : "--") + name.name) + "\\fR"
    }
    let value = "\\fI" + Self.escaped(argument.valueName ?? "value") + "\\fR"
    if argument.kind == "option", let last = names.popLast() { names.append(last + " " + value) }
    if names.isEmpty { names = [value] }
    var text = argument.abstract ?? ""
    if let values = argument.allValues { text += " Values: \(values.joined(separator: ", "))." }
    if let value = argument.defaultValue, !value.isEmpty { text += " Default: \(value)." }
    add(".TP\n\(names.joined(separator: ", "))\n")
    line(text)
  }

  private mutating func write(_ term: String, _ text: String) {
    add(".TP\n\\fB\(Self.escaped(term))\\fR\n")
    line(text)
  }

  private mutating func section(_ name: String) { add(".SH \(name)\n") }
  private mutating func paragraph(_ text: String) { add(".PP\n\(Self.escaped(text))\n") }
  private mutating func line(_ text: String) { add(Self.escaped(text) + "\n") }
  private mutating func add(_ source: String) { text += source }

  /// A text that roff takes for nothing else.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var safe = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      if safe.hasPrefix(".") || safe.hasPrefix("'") { safe = "\\&" + safe }
      return safe
    }.joined(separator: "\n")
  }
}
