import GoroutineDump
import LeakAnalysis

/// Signatures as a file of signatures, to start one's own from.
struct SignatureYAML {
  private var text = ""

  init(_ signatures: [Signature]) {
    text = "# Signatures of dumpscan. One with the id of a built-in signature replaces it.\n"
    text += "signatures:\n"
    for signature in signatures { add(signature) }
  }

  /// The file.
  var document: String { text }

  private mutating func add(_ signature: Signature) {
    guard let pattern = signature.detection.pattern else {
      text += "  # \(signature.id): \(signature.title)\n"
      if case .series = signature.detection {
        text += "  #   examines several dumps by its own rule\n"
      } else {
        text += "  #   examines the whole dump by its own rule\n"
      }
      return
    }
    if let analysis = signature.analysis {
      text += "  # The built-in \(signature.id) also runs the analysis \(analysis).\n"
    }
    text += "  - id: \(signature.id)\n"
    field("title", signature.title)
    field("summary", signature.summary)
    field("cause", signature.cause)
    field("fix", signature.fix)
    text += "    severity: \(signature.severity.rawValue)\n"
    let limits = signature.thresholds
    text += "    thresholds: {note: \(limits.note), warning: \(limits.warning)"
    text += ", error: \(limits.error), minutes: \(limits.minutes)}\n"
    if signature.prior != Signature.certainPrior { text += "    prior: \(signature.prior)\n" }
    for (key, values) in PatternText.fields(pattern) { field(key, values) }
    if !pattern.labels.isEmpty {
      text += "    labels:\n"
      for (key, value) in pattern.labels.sorted(by: { $0.key < $1.key }) {
        text += "      \(Self.scalar(key)): \(Self.scalar(PatternText.of(value)))\n"
      }
    }
    field("lookAlikes", signature.lookAlikes)
    field("sources", signature.sources)
    field("help", signature.help)
    text += "    example:\n"
    block("stack", signature.example.stack)
    block("before", signature.example.before)
    block("after", signature.example.after)
  }

  private mutating func field(_ key: String, _ value: String) {
    if !value.isEmpty { text += "    \(key): \(Self.scalar(value))\n" }
  }

  private mutating func field(_ key: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    text += "    \(key):\n"
    for value in values { text += "      - \(Self.scalar(value))\n" }
  }

  private mutating func block(_ key: String, _ value: String) {
    guard !value.isEmpty else { return }
    text += "      \(key): |2-\n"
    for line in value.split(separator: "\n", omittingEmptySubsequences: false) {
      text += line.isEmpty ? "\n" : "        \(line)\n"
    }
  }

  /// A text in double quotes, in which YAML reads escapes as JSON does.
  static func scalar(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
