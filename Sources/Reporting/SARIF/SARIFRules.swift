import LeakAnalysis

/// The rules of a SARIF report: the signatures of its findings and the limits that were passed, each
/// with what `explain` says of it.
struct SARIFRules: Sendable {
  /// The position of each rule.
  private(set) var index: [String: Int] = [:]
  private var rules: [Rule] = []

  private struct Rule: Sendable {
    var id: String
    var title: String
    var summary: String
    var cause: String
    var fix: String
    var help: String
    var severity: Severity
    var confidence: Confidence
  }

  init(_ results: [Publication.Result], _ catalogue: Catalogue) {
    for result in results where index[result.finding.signature] == nil {
      let finding = result.finding
      index[finding.signature] = rules.count
      let signature = catalogue.signature(finding.signature)
      let limit = GateFailure.Reason(rawValue: finding.signature)
      rules.append(
        Rule(
          id: finding.signature, title: signature?.title ?? limit?.title ?? finding.title,
          summary: signature?.summary ?? limit?.title ?? finding.title,
          cause: signature?.cause ?? finding.cause, fix: signature?.fix ?? finding.fix,
          help: signature?.help ?? finding.help,
          severity: signature?.severity ?? finding.severity, confidence: finding.confidence))
    }
  }

  func write(to json: inout JSONWriter) {
    json.key("rules")
    json.beginArray(onLines: true)
    for rule in rules {
      json.beginObject()
      json.member("id", rule.id)
      json.message(rule.title, as: "shortDescription")
      json.message(rule.summary, as: "fullDescription")
      if rule.help.hasPrefix("http") { json.member("helpUri", rule.help) }
      json.key("help")
      json.beginObject()
      var parts = [rule.summary]
      if !rule.cause.isEmpty { parts.append("Cause: " + rule.cause) }
      if !rule.fix.isEmpty { parts.append("Fix: " + rule.fix) }
      json.member("text", parts.joined(separator: "\n\n"))
      var pieces = [Markdown.text(rule.summary)]
      if !rule.cause.isEmpty { pieces.append("**Cause**: " + Markdown.text(rule.cause)) }
      if !rule.fix.isEmpty { pieces.append("**Fix**: " + Markdown.text(rule.fix)) }
      json.member("markdown", pieces.joined(separator: "\n\n"))
      json.endObject()
      json.key("defaultConfiguration")
      json.beginObject()
      json.member("level", Self.level(rule.severity))
      json.endObject()
      json.key("properties")
      json.beginObject()
      json.key("tags")
      json.beginArray()
      for tag in ["goroutine-leak", "reliability"] { json.value(tag) }
      json.endArray()
      json.member("precision", Self.precision(rule.confidence))
      json.member(
        "problem.severity", rule.severity == .note ? "recommendation" : rule.severity.rawValue)
      json.endObject()
      json.endObject()
    }
    json.endArray()
  }

  /// SARIF has the severities of ours.
  static func level(_ severity: Severity) -> String { severity.rawValue }

  private static func precision(_ confidence: Confidence) -> String {
    confidence == .proven ? "very-high" : confidence.rawValue
  }
}

extension JSONWriter {
  /// A member that holds a text as SARIF's messages do.
  mutating func message(_ text: String, as name: String = "message") {
    key(name)
    beginObject()
    member("text", text)
    endObject()
  }
}
