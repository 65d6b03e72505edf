/// Builds the sentences that say what speaks for a finding.
public enum Evidence {
  /// What a finding stands on, in one sentence: the count and the waits, what the signature saw, who keeps
  /// these waiting, and the weightiest indicators for and against.
  static func sentence(_ member: Incidents.Member, _ context: AnalysisContext) -> String {
    let candidate = member.candidate
    let sighting = candidate.sighting
    var parts: [String] = []
    // How a program ended is told in the dump's own words.
    if sighting.doing.isEmpty {
      return sighting.reasons.joined(separator: "; ")
    }
    parts.append(
      goroutines(candidate.count) + " "
        + (candidate.count == 1 ? singular(sighting.doing) : sighting.doing))
    if let wait = wait(context.wait(of: candidate.groups)) { parts.append(wait) }
    parts += sighting.reasons
    if !sighting.saysWho { parts += member.chain.clauses() }
    parts += member.holding
    guard let ledger = candidate.ledger else { return parts.joined(separator: "; ") }
    let telling = ledger.entries.filter { abs($0.weight) >= 0.4 && !said.contains($0.indicator) }
    // The ledger is of the place that is judged; a finding can speak of more.
    func text(of entry: Ledger.Entry) -> String {
      entry.indicator == Indicator.dominance.id
        ? Indicator.shareInWords(Double(candidate.count) / Double(context.analysis.goroutineCount))
        : ledger.text(of: entry)
    }
    parts += telling.filter { $0.weight > 0 }.prefix(3).map(text(of:))
    let against = telling.filter { $0.weight < 0 }
      .prefix(candidate.verdict.severity == .note ? 3 : 2).map(text(of:))
    if !against.isEmpty { parts.append("against a leak: " + against.joined(separator: ", ")) }
    if !ledger.facts.isListed, ledger.probability < Verdict.error {
      parts.append("this format tells no ages: take debug=2, or a second dump for `dumpscan diff`")
    } else if context.analysis.lacksMinutes, ledger.probability < Verdict.warning {
      parts.append(
        "no goroutine tells minutes, which come with a garbage collection: take a second dump for "
          + "`dumpscan diff`")
    }
    return parts.joined(separator: "; ")
  }

  /// Indicators whose answer stands in the sentence already: the count, the waits, what they do.
  private static let said: Set<String> = [
    "mass", "known-pattern", "stuck-for-minutes", "long-wait", "waits-to-send", "waits-to-write",
    "waits-for-lock", "waits-for-waitgroup", "third-party",
  ]

  /// `1 goroutine`, `52,000 goroutines`.
  public static func goroutines(_ count: Int) -> String {
    count == 1 ? "1 goroutine" : "\(number(count)) goroutines"
  }

  /// `150`, `52,000`.
  public static func number(_ count: Int) -> String {
    let digits = String(count)
    guard count >= 10_000 else { return digits }
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `for 2 to 147 minutes, half of them for 40 or more`; nil where nothing is known.
  public static func wait(_ wait: WaitSummary?) -> String? {
    guard let wait, wait.max > 0 else { return nil }
    if wait.min == wait.max { return "for \(minutes(wait.max))" }
    let low = wait.min == 0 ? "under a minute" : "\(wait.min)"
    return "for \(low) to \(minutes(wait.max)), half of them for \(wait.median) or more"
  }

  /// `1 minute`, `147 minutes`.
  public static func minutes(_ count: Int) -> String {
    count == 1 ? "1 minute" : "\(count) minutes"
  }

  private static func singular(_ what: String) -> String {
    // Over bytes: characters cost ten times as much, and thousands of places are of one goroutine.
    let utf8 = what.utf8
    guard let space = utf8.firstIndex(of: UInt8(ascii: " ")) else { return what + "s" }
    if utf8[..<space].elementsEqual("are".utf8) { return "is" + what[space...] }
    // `wait for a lock` becomes `waits for a lock`, `match` `matches`.
    let verb = what[..<space]
    let ending = ["ch", "sh", "ss", "x"].contains(where: verb.hasSuffix) ? "es" : "s"
    return verb + ending + what[space...]
  }
}
