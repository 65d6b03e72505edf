import LeakAnalysis

/// One finding in a few lines: what, how many, where, who blocks it, and what to change.
enum BriefFinding {
  private static let mostBlockers = 2

  static func lines(_ finding: Finding) -> [String] {
    var first = "\(finding.number + 1). \(finding.severity.rawValue.uppercased())"
    first += " \(finding.signature) (confidence \(finding.confidence.rawValue))"
    if finding.count > 0 {
      first += ": \(Quantity.text(finding.count, "goroutine"))"
      if let wait = finding.wait { first += " waiting \(Quantity.sentence(wait))" }
    }
    var lines = [BriefText.line(first)]
    func add(_ label: String, _ text: String) {
      if !text.isEmpty { lines.append(BriefText.line("\(label): \(text)", indent: 3)) }
    }
    add("where", finding.site?.brief ?? "")
    add("what", finding.title)
    add("evidence", finding.observations.isEmpty ? finding.evidence : finding.observations)
    for blocker in finding.blockedBy.prefix(mostBlockers) {
      var text = "\(blocker.name) at \(blocker.site.brief), \(blocker.state)"
      if let minutes = blocker.waitMinutes { text += " \(Quantity.duration(minutes: minutes))" }
      text += ", \(Quantity.text(blocker.behind)) behind it (\(blocker.grade.rawValue))"
      add("blocked by", text)
    }
    if let root = finding.consequenceOf { add("behind", "finding \(root + 1)") }
    add("fix", finding.fix)
    return lines
  }
}

extension Place {
  /// `main.send send.go:22`
  var brief: String { file.isEmpty ? function : "\(function) \(shortFile)" }
}
