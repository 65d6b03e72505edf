import GoroutineDump

/// The ledger of one place, told or not: what `--why` shows.
public struct PlaceLedger: Sendable {
  /// The dump, as an index into the report's.
  public let dump: Int
  /// The goroutines.
  public let place: ParkedPlace
  /// The site, with its names.
  public let site: Place
  /// How long they wait, where the dump tells.
  public let wait: WaitSummary?
  /// The signature by which the place is told, or would be; nil where none knows such goroutines.
  public let signature: Signature?
  /// How bad it is; nil where nothing is told.
  public let severity: Severity?
  /// What speaks for and against.
  public let ledger: Ledger
  /// The finding that speaks of the place whatever its ledger says: the dump itself states it, or another
  /// place of the same finding was judged; nil where there is none.
  public var finding: Finding?

  /// What would make the verdict another one, in sentences.
  public var changes: [String] {
    var changes: [String] = []
    let odds = ledger.logOdds
    guard let signature else {
      return finding == nil
        ? ["no signature matches goroutines that wait like this, so nothing is reported"] : []
    }
    let limits = signature.thresholds
    for (bar, name, least) in [
      (Verdict.error, "an error", limits.error), (Verdict.warning, "a warning", limits.warning),
      (Verdict.note(ofShare: ledger.facts.share), "a note", limits.note),
    ] {
      let needed = Double.logarithm(bar / (1 - bar))
      if odds < needed {
        let missing = Ledger.twoDigits(needed - odds)
        changes.append(
          "\(name) needs a probability of \(Ledger.twoDigits(bar)): a total that is \(missing) higher"
        )
      } else if place.count < least {
        changes.append(
          "\(name) needs \(Evidence.number(least)) goroutines (thresholds.\(signature.id))")
      }
    }
    if let against = ledger.entries.first(where: { $0.weight < 0 }) {
      let without = odds - against.weight
      let probability = Ledger.twoDigits(1 / (1 + Double.exponential(-without)))
      if probability != Ledger.twoDigits(ledger.probability) {
        let words = ledger.text(of: against)
        changes.append("without \"\(words)\" the probability would be \(probability)")
      }
    }
    return changes
  }
}

extension Ledger {
  /// `0.83`, `-1.40`.
  public static func twoDigits(_ x: Double) -> String {
    let hundredths = Int((abs(x) * 100).rounded())
    let rest = hundredths % 100
    return (x < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100)."
      + (rest < 10 ? "0\(rest)" : "\(rest)")
  }
}

extension Report {
  /// The ledgers of the places that a question means: a function or a part of its name, `file:line`,
  /// the id or fingerprint of a group, or `*` for all.
  public func ledgers(_ question: String, catalogue: Catalogue) -> [PlaceLedger] {
    var first = 0
    return ledgers(catalogue) { all, analysis in
      defer { first += analysis.groups.count }
      let fingerprints = FingerprintTable(analysis)
      let exact = all.filter { means(question, $0, analysis, fingerprints, first) }
      return exact.isEmpty ? all.filter { contains(question, $0, analysis) } : exact
    }
  }

  /// The ledgers of the places that have some of the groups given for each dump, as indices into its
  /// groups.
  public func ledgers(ofGroups groups: [Set<Int>], catalogue: Catalogue) -> [PlaceLedger] {
    ledgers(catalogue) { all, _ in
      all.filter { !groups[$0.dump].isDisjoint(with: $0.place.groups) }
    }
  }

  private func ledgers(
    _ catalogue: Catalogue, _ choose: ([PlaceLedger], DumpAnalysis) -> [PlaceLedger]
  ) -> [PlaceLedger] {
    let patterns = PatternIndex(catalogue)
    var found: [PlaceLedger] = []
    for (number, analysis) in dumps.enumerated() {
      let all =
        analysis.dump.isGoroutineProfile
        ? Bench(AnalysisContext(analysis, patterns, judgesAll: true), catalogue).ledgers(
          number: number) : []
      found += choose(all, analysis).map { withFinding($0, number) }
    }
    return found
  }

  /// A ledger with the finding that speaks of its place by another one, or by none.
  private func withFinding(_ ledger: PlaceLedger, _ dump: Int) -> PlaceLedger {
    var ledger = ledger
    let members = Set(ledger.place.groups)
    ledger.finding = findings.first { finding in
      finding.dump == dump && !members.isDisjoint(with: finding.groups)
        && (finding.ledger == nil || ledger.severity == nil)
    }
    return ledger
  }

  /// Whether a part of the function's name was given, or the name as a table shortens it.
  private func contains(
    _ question: String, _ ledger: PlaceLedger, _ analysis: DumpAnalysis
  ) -> Bool {
    let parts = question.split(separator: "…", omittingEmptySubsequences: true)
    guard !parts.isEmpty, question.count > 3 else { return false }
    return ledger.place.groups.contains { group in
      guard let site = analysis.groups[group].site else { return false }
      var rest = analysis.dump.symbols.function(of: site)[...]
      for part in parts {
        guard let found = rest.firstRange(of: part) else { return false }
        rest = rest[found.upperBound...]
      }
      return true
    }
  }

  private func means(
    _ question: String, _ ledger: PlaceLedger, _ analysis: DumpAnalysis,
    _ fingerprints: FingerprintTable, _ first: Int
  ) -> Bool {
    if question == "*" { return true }
    if question.hasPrefix("g"), let id = Int(question.dropFirst()) {
      return ledger.place.groups.contains(id - 1 - first)
    }
    for group in ledger.place.groups {
      if fingerprints.fingerprint(of: analysis.groups[group]).description == question {
        return true
      }
      guard let site = analysis.groups[group].site else { continue }
      let place = analysis.place(site)
      if place.function == question || place.function.hasSuffix("." + question)
        || place.function.hasSuffix("/" + question)
      {
        return true
      }
      let line = "\(place.file):\(place.line)"
      if line == question || line.hasSuffix("/" + question) { return true }
    }
    return false
  }
}
