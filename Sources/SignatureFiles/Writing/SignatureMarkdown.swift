import GoroutineDump
import LeakAnalysis

/// A signature as a document, to start one's own from.
struct SignatureMarkdown {
  private(set) var text = "---\n"
  private static let width = 100

  init(_ signature: Signature) {
    field("id", [signature.id])
    field("severity", [signature.severity.rawValue])
    field("usually", [signature.usualSeverity.rawValue])
    thresholds(signature.thresholds)
    if signature.prior != Signature.certainPrior { text += "prior: \(signature.prior)\n" }
    if let pattern = signature.detection.pattern {
      text += "match:\n"
      for (key, values) in PatternText.fields(pattern) { field(key, values, indent: "  ") }
      if !pattern.labels.isEmpty {
        text += "  labels:\n"
        for (key, value) in pattern.labels.sorted(by: { $0.key < $1.key }) {
          text += "    \(Self.scalar(key)): \(Self.scalar(PatternText.of(value)))\n"
        }
      }
    }
    if let analysis = signature.analysis { field("analysis", [analysis]) }
    field("message", signature.messages.map(PatternText.of))
    if !signature.help.isEmpty { field("help", [signature.help]) }
    text += "---\n\n# \(signature.title)\n"
    for heading in SignatureTexts.Heading.allCases { section(heading, of: signature) }
  }

  private mutating func thresholds(_ limits: Thresholds) {
    let numbers =
      [
        ("note", limits.note), ("warning", limits.warning), ("error", limits.error),
      ].filter { $0.1 != .max } + [("minutes", limits.minutes)].filter { $0.1 > 0 }
    let fields = numbers.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
    text += "thresholds: {\(fields)}\n"
  }

  private mutating func field(_ key: String, _ values: [String], indent: String = "") {
    switch values.count {
    case 0: return
    case 1: text += "\(indent)\(key): \(Self.scalar(values[0]))\n"
    default:
      text += "\(indent)\(key):\n"
      for value in values { text += "\(indent)  - \(Self.scalar(value))\n" }
    }
  }

  private mutating func section(_ heading: SignatureTexts.Heading, of signature: Signature) {
    let example = signature.example
    switch heading {
    case .summary: paragraph(heading, signature.summary)
    case .cause: paragraph(heading, signature.cause)
    case .fix: paragraph(heading, signature.fix)
    case .stack: block(heading, example.stack, "text")
    case .before: block(heading, example.before, "go")
    case .after: block(heading, example.after, "go")
    case .lookAlikes: items(heading, signature.lookAlikes)
    case .sources: items(heading, signature.sources)
    }
  }

  private mutating func paragraph(_ heading: SignatureTexts.Heading, _ body: String) {
    guard !body.isEmpty else { return }
    text += "\n## \(heading.rawValue)\n\n" + Self.wrapped(body, first: "", others: "")
  }

  private mutating func block(
    _ heading: SignatureTexts.Heading, _ body: String, _ language: String
  ) {
    guard !body.isEmpty else { return }
    var fence = "```"
    while body.contains(fence) { fence += "`" }
    text += "\n## \(heading.rawValue)\n\n\(fence)\(language)\n\(body)\n\(fence)\n"
  }

  private mutating func items(_ heading: SignatureTexts.Heading, _ entries: [String]) {
    guard !entries.isEmpty else { return }
    text += "\n## \(heading.rawValue)\n\n"
    for entry in entries { text += Self.wrapped(entry, first: "- ", others: "  ") }
  }

  /// Words in lines, none of which begins like a heading, a list or a quotation.
  private static func wrapped(_ body: String, first: String, others: String) -> String {
    var text = ""
    var line = first
    var isEmpty = true
    for word in body.split(whereSeparator: \.isWhitespace) {
      let mayBegin = word.first.map { !"#-+*>=`~|".contains($0) } ?? true
      if !isEmpty, mayBegin, line.count + 1 + word.count > width {
        text += line + "\n"
        line = others
        isEmpty = true
      }
      line += isEmpty ? word : " " + word
      isEmpty = false
    }
    return text + line + "\n"
  }

  /// A text without quotes, where YAML reads it as the same text.
  private static func scalar(_ text: String) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off"]
    let isPlain = text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a } ?? false
    let isSafe = text.utf8.allSatisfy {
      $0 >= UInt8(ascii: " ") && $0 < 0x7f && !"\"'{}[],&!%|".utf8.contains($0)
    }
    guard isPlain, isSafe, !text.contains(": "), !text.contains(" #"), !text.hasSuffix(":"),
      !text.hasSuffix(" "), !words.contains(text.lowercased())
    else { return SignatureYAML.scalar(text) }
    return text
  }
}
