import GoroutineDump
import LeakAnalysis

/// The head of a page: the answer in one line, and the numbers that it rests on.
struct Masthead {
  /// The answer.
  var title: String
  /// What was read, a line for each input; the first few are shown.
  var sources: [String]
  /// Numbers with their names.
  var facts: [(name: String, value: String)] = []
  /// What a reader must know before trusting the numbers.
  var warnings: [String] = []
  private static let sourceLimit = 6

  var markup: Markup {
    var lines = sources.prefix(Self.sourceLimit).map { "<li>\($0)</li>" as Markup }
    if sources.count > Self.sourceLimit {
      lines.append("<li class=\"dim\">and \(sources.count - Self.sourceLimit) more</li>")
    }
    let numbers = facts.map {
      "<div><dt>\($0.name)</dt><dd>\($0.value)</dd></div>" as Markup
    }
    let notes = warnings.map { "<p class=\"caution\">\($0)</p>" as Markup }
    return """
      <header class="masthead">
      <h1>\(title)</h1>
      <ul class="sources">\(lines)</ul>
      <dl class="facts">\(numbers)</dl>\(notes)
      </header>

      """
  }

  /// What is known of a dump before it is looked into: `a.txt, debug=2, 153 goroutines`.
  static func source(_ analysis: DumpAnalysis) -> String {
    let dump = analysis.dump
    var parts = [DumpHeading.title(of: analysis.name), DumpHeading.name(of: dump.format)]
    if dump.profile != "goroutine" { parts.append("profile \(dump.profile)") }
    parts.append(Quantity.text(dump.goroutineCount, "goroutine"))
    return parts.joined(separator: ", ")
  }

  /// Why a dump may say less, or other, than it seems to.
  static func warnings(_ analysis: DumpAnalysis, isNamed: Bool) -> [String] {
    let dump = analysis.dump
    let name = isNamed ? DumpHeading.title(of: analysis.name) + ": " : ""
    var warnings: [String] = []
    if let failure = dump.failure {
      let word = DumpHeading.speaker(of: failure)
      warnings.append("\(name)\(word): \(failure.message)")
    }
    if dump.isTruncated {
      warnings.append("\(name)the capture is not complete: every count is a lower bound")
    }
    return warnings
  }
}
