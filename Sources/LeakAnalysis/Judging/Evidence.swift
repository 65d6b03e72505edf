/// Builds the sentences that say what speaks for a finding.
public enum Evidence {
  /// What a finding stands on, in words.
  struct Words {
    /// One sentence that stands by itself.
    var sentence: String
    /// The same where the count and the wait are beside it.
    var observations: String
    /// How to get a dump that could change the verdict; empty where no dump could.
    var advice = ""
  }

  /// What a finding stands on: the count and the waits, what the signature saw, who keeps these waiting,
  /// and the weightiest indicators for and against.
  ///
  /// - Parameter ceiling: the severity that the signature never exceeds.
  static func words(
    of member: Incidents.Member, ceiling: Severity, _ context: AnalysisContext
  ) -> Words {
    let candidate = member.candidate
    let sighting = candidate.sighting
    // How a program ended is told in the dump's own words.
    if sighting.doing.isEmpty {
      let sentence = sighting.reasons.joined(separator: "; ")
      return Words(sentence: sentence, observations: sentence)
    }
    let isOne = candidate.count == 1
    let verb = isOne ? singular(sighting.doing) : sighting.doing
    var parts = sighting.reasons
    // Who keeps them waiting stands beside the observations, as a tree.
    let who = sighting.saysWho ? [] : member.chain.clauses()
    let isTree = member.chain.steps.contains { !$0.blockers.isEmpty }
    parts += member.holding
    if let ledger = candidate.ledger { parts += clauses(of: ledger, candidate, context) }
    var words = Words(
      sentence: "\(goroutines(candidate.count)) \(verb)",
      observations: (isOne ? "it " : "they ") + verb)
    if let wait = wait(context.wait(of: candidate.groups)) { words.sentence += "; waiting \(wait)" }
    let reasons = sighting.reasons.count
    for part in parts[..<reasons] + who + parts[reasons...] { words.sentence += "; " + part }
    let seen = parts[..<reasons] + (isTree ? member.chain.ring.map { [$0] } ?? [] : who)
    for part in seen + parts[reasons...] { words.observations += "; " + part }
    if candidate.verdict.severity.map({ $0 < ceiling }) ?? false, let ledger = candidate.ledger {
      words.advice = advice(ledger, context)
    }
    if !words.advice.isEmpty { words.sentence += "; " + words.advice }
    return words
  }

  /// The weightiest indicators for a leak, and against one.
  private static func clauses(
    of ledger: Ledger, _ candidate: Candidate, _ context: AnalysisContext
  ) -> [String] {
    var telling = ledger.entries.filter { abs($0.weight) >= 0.4 && !said.contains($0.indicator) }
    // What cannot both be so is never said both: the weightier one counts.
    for (one, other) in opposed {
      let first = telling.first { one.contains($0.indicator) || other.contains($0.indicator) }
      guard let first else { continue }
      let unsaid = one.contains(first.indicator) ? other : one
      telling.removeAll { unsaid.contains($0.indicator) }
    }
    // The ledger is of the place that is judged; a finding can speak of more.
    func text(of entry: Ledger.Entry) -> String {
      entry.indicator == Indicator.dominance.id
        ? Indicator.shareInWords(Double(candidate.count) / Double(context.analysis.goroutineCount))
        : ledger.text(of: entry, among: candidate.count)
    }
    var clauses = telling.filter { $0.weight > 0 }.prefix(3).map(text(of:))
    let against = telling.filter { $0.weight < 0 }
      .prefix(candidate.verdict.severity == .note ? 3 : 2).map(text(of:))
    if !against.isEmpty { clauses.append("against a leak: " + against.joined(separator: ", ")) }
    return clauses
  }

  /// How to get a dump that tells what this one cannot; empty where that would change nothing.
  private static func advice(_ ledger: Ledger, _ context: AnalysisContext) -> String {
    if !ledger.facts.isListed, ledger.probability < Verdict.error {
      return "this format has no wait times: take debug=2, or compare a second dump with "
        + "`dumpscan diff`"
    }
    if context.analysis.lacksMinutes, ledger.probability < Verdict.warning {
      return
        "no goroutine has a wait time yet, since the runtime sets them at a garbage collection: "
        + "compare a second dump with `dumpscan diff`"
    }
    return ""
  }

  /// Indicators whose sentences contradict each other: that something wakes them, and that they stay as
  /// they were parked; that they came evenly, and that fewer and fewer came.
  private static let opposed: [(Set<String>, Set<String>)] = [
    (["woken"], ["age-ramp", "older-wait-longer"]), (["steady-arrival"], ["filled-up"]),
  ]

  /// Indicators whose answer stands in the sentence already: the count, the waits, what they do.
  private static let said: Set<String> = [
    "mass", "known-pattern", "stuck-for-minutes", "long-wait", "waits-to-send", "waits-to-write",
    "waits-for-lock", "waits-for-waitgroup", "third-party",
  ]

  /// `1 goroutine`, `52,000 goroutines`.
  public static func goroutines(_ count: Int) -> String { number(count, "goroutine") }

  /// A number of things: `1 connection`, `52,000 connections`.
  public static func number(_ count: Int, _ noun: String) -> String {
    "\(number(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// `150`, `52,000`.
  public static func number(_ count: Int) -> String {
    let digits = String(count)
    guard count >= 1000 else { return digits }
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `for 2 to 47 minutes, median 40`, `for 2m to 2h27m, median 40m`; nil where nothing is known.
  public static func wait(_ wait: WaitSummary?) -> String? {
    guard let wait, wait.max > 0 else { return nil }
    if wait.min == wait.max { return "for \(minutes(wait.max))" }
    if wait.max >= 60 {
      return "for \(duration(minutes: wait.min)) to \(duration(minutes: wait.max)), median "
        + duration(minutes: wait.median)
    }
    let low = wait.min == 0 ? "under a minute" : "\(wait.min)"
    return "for \(low) to \(minutes(wait.max)), median \(wait.median)"
  }

  /// `1 minute`, `47 minutes`, `2h27m`.
  public static func minutes(_ count: Int) -> String {
    count < 60 ? number(count, "minute") : duration(minutes: count)
  }

  /// Some minutes: `<1m`, `40m`, `2h27m`, `3d4h`.
  public static func duration(minutes: Int) -> String {
    switch minutes {
    case ..<1: "<1m"
    case ..<60: "\(minutes)m"
    case ..<1440: "\(minutes / 60)h" + (minutes % 60 == 0 ? "" : "\(minutes % 60)m")
    default:
      "\(minutes / 1440)d" + (minutes % 1440 < 60 ? "" : "\(minutes % 1440 / 60)h")
    }
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
