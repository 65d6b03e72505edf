import LeakAnalysis

/// What `dumpscan explain` says of a signature.
struct Explanation {
  private(set) var text = ""
  static let width = 80

  init(_ signature: Signature) {
    text = "\(signature.id) (\(signature.severity.rawValue))\n"
    paragraph(signature.title, indent: 0)
    section("What the dump shows", signature.summary)
    section("Why it happens", signature.cause)
    section("What to change", signature.fix)
    section("Reported when", Self.limits(signature))
    listing("An example", signature.example.stack)
    listing("Leaks", signature.example.before)
    listing("Fixed", signature.example.after)
    bullets("Healthy look-alikes", signature.lookAlikes)
    bullets("Seen in", signature.sources)
    if !signature.help.isEmpty { text += "\nRead more: \(signature.help)\n" }
  }

  private static func limits(_ signature: Signature) -> String {
    if case .series(let analysis) = signature.detection, let rule = analysis.series { return rule }
    let limits = signature.thresholds
    func number(_ count: Int) -> String {
      count == .max ? "never" : "from \(Evidence.number(count))"
    }
    var sentence =
      "Goroutines at one place: note \(number(limits.note)), warning \(number(limits.warning))"
    sentence += ", error \(number(limits.error))"
    if limits.minutes > 0 {
      sentence += "; a wait of \(Evidence.minutes(limits.minutes)) has full weight"
    }
    return sentence + "; below these numbers the severity is lower, whatever the probability."
  }

  private mutating func section(_ title: String, _ body: String) {
    guard !body.isEmpty else { return }
    text += "\n\(title)\n"
    paragraph(body, indent: 2)
  }

  private mutating func listing(_ title: String, _ body: String) {
    guard !body.isEmpty else { return }
    text += "\n\(title)\n"
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      text += line.isEmpty ? "\n" : "    \(line)\n"
    }
  }

  private mutating func bullets(_ title: String, _ entries: [String]) {
    guard !entries.isEmpty else { return }
    text += "\n\(title)\n"
    for entry in entries { paragraph(entry, indent: 4, first: "  - ") }
  }

  /// Words, broken at the width.
  private mutating func paragraph(_ body: String, indent: Int, first: String? = nil) {
    let margin = String(repeating: " ", count: indent)
    var line = first ?? margin
    var isEmpty = true
    for word in body.split(whereSeparator: \.isWhitespace) {
      if !isEmpty, line.count + 1 + word.count > Self.width {
        text += line + "\n"
        line = margin
        isEmpty = true
      }
      line += isEmpty ? word : " " + word
      isEmpty = false
    }
    text += line + "\n"
  }
}
