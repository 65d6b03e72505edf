import GoroutineDump
import ParallelWork

/// Where a dump is judged: every sighting of a signature, and every place, gets its ledger and its
/// verdict here, in one way.
///
/// One object: closures that go over thousands of sightings hand it on.
final class Bench: Sendable {
  private let context: AnalysisContext
  private let catalogue: Catalogue
  private let places: [ParkedPlace]
  private let dump: DumpFacts
  /// The place of each group, as an index into `places`.
  private let placeOfGroup: [Int32]

  /// - Precondition: the context's index is that of the catalogue.
  init(_ context: AnalysisContext, _ catalogue: Catalogue) {
    self.context = context
    self.catalogue = catalogue
    let kinds = context.kinds
    places = ParkedPlace.all(of: context.analysis, kinds)
    dump = DumpFacts(context, places)
    var owners = [Int32](repeating: -1, count: context.analysis.groups.count)
    for (number, place) in places.enumerated() {
      for group in place.groups { owners[group] = Int32(number) }
    }
    placeOfGroup = owners
  }

  /// All that may be told: what the signatures saw, and every place as a general signature names it.
  func candidates() -> [Candidate] { all().filter { $0.verdict.severity != nil } }

  /// What every signature sees, told or not, in the order of the signatures.
  private func all() -> [Candidate] {
    let isLarge = context.isHeavy || context.analysis.groups.count >= Self.manyGroups
    // What takes longest is asked first: it uses all processors itself, and within a list it cannot.
    if isLarge { _ = context.waits.rings }
    let sightings = SideBySide.compactMap(catalogue.signatures.indices, isHeavy: isLarge) {
      number -> [(Int, Sighting)]? in
      let matcher = self.context.index.signatures[number]
      if let matcher, !self.context.matching.mayMatch(matcher) { return nil }
      return self.catalogue.signatures[number].sightings(in: self.context, matcher)
        .filter { !self.context.isExpected($0) }.map { (number, $0) }
    }
    return SideBySide.compactMap(sightings.flatMap(\.self), isHeavy: isLarge) {
      self.candidate($0.1, $0.0)
    }
  }

  /// Of so many groups, looking for what each signature knows is worth other threads.
  private static let manyGroups = 4096

  private func candidate(_ sighting: Sighting, _ number: Int) -> Candidate? {
    let signature = catalogue.signatures[number]
    if let confidence = sighting.stated {
      return Candidate(
        signature: number, sighting: sighting, groups: sighting.groups,
        count: context.count(of: sighting.groups), ledger: nil,
        verdict: Verdict(stated: confidence, by: signature), isSpecific: true)
    }
    var best: Ledger?
    for place in leads(of: sighting) {
      var facts = PlaceFacts(place, context, dump)
      facts.known = sighting.strength
      if signature.thresholds.minutes > 0 { facts.fullWait = Double(signature.thresholds.minutes) }
      let ledger = Ledger(
        of: facts, known: KnownPattern(signature: signature.id, prior: signature.prior))
      if best.map({ ledger.logOdds > $0.logOdds }) ?? true { best = ledger }
    }
    guard let ledger = best else { return nil }
    let lead = ledger.facts.place
    let verdict = Verdict(
      probability: ledger.probability, of: signature, count: sighting.measure ?? lead.count,
      share: ledger.facts.share)
    let members = Set(lead.groups)
    var groups = lead.groups + sighting.groups.filter { !members.contains($0) }
    // What else each object of the module has started goes with it: one cause is one finding.
    if let severity = verdict.severity, severity > .note, ledger.facts.names.isThirdParty,
      ledger.facts.names.isAllLibrary
    {
      groups += context.siblings(of: groups, asManyAs: lead.count)
    }
    return Candidate(
      signature: number, sighting: sighting, groups: groups, count: context.count(of: groups),
      ledger: ledger, verdict: verdict, isSpecific: signature.prior > 0)
  }

  /// The places that a sighting is judged by: of all that it speaks of, the part in the largest place,
  /// or in each that is half as large.
  private func leads(of sighting: Sighting) -> [ParkedPlace] {
    var parts: [ParkedPlace] = []
    var positions: [Int32: Int] = [:]
    for group in sighting.lead ?? sighting.groups {
      let number = placeOfGroup[group]
      guard number >= 0 else { continue }
      let position = positions[number] ?? parts.count
      if position == parts.count {
        positions[number] = position
        parts.append(places[Int(number)])
        parts[position].groups = []
        parts[position].count = 0
      }
      parts[position].groups.append(group)
      parts[position].count += context.analysis.groups[group].count
    }
    guard parts.count > 1 else { return parts }
    let most = parts.reduce(0) { max($0, $1.count) }
    let large = parts.indices.filter { parts[$0].count * 2 >= most }.sorted {
      let (a, b) = (parts[$0].count, parts[$1].count)
      return a != b ? a > b : context.comesFirst(parts[$0].groups[0], before: parts[$1].groups[0])
    }.map { parts[$0] }
    if sighting.judgesEach { return large }
    let largest = large.filter { $0.count == most }
    // Of several as large, the one whose creators are gone: a library's goroutines can be started by
    // another of its own, which lives on.
    let left = largest.count > 1 ? largest.first { context.areOrphans($0.groups) } : nil
    return (left ?? largest.first).map { [$0] } ?? []
  }

  /// The ledgers of all places, told or not, largest first: of each the one by which it would be told.
  func ledgers(number: Int) -> [PlaceLedger] {
    var best: [Int32: Candidate] = [:]
    for candidate in all() {
      guard let ledger = candidate.ledger else { continue }
      let place = placeOfGroup[ledger.facts.place.groups[0]]
      if let known = best[place]?.ledger, known.logOdds >= ledger.logOdds { continue }
      best[place] = candidate
    }
    return places.indices.map { index in
      let place = places[index]
      if let candidate = best[Int32(index)], let ledger = candidate.ledger {
        return PlaceLedger(
          dump: number, place: place, site: context.analysis.place(place.site),
          wait: context.wait(of: place.groups),
          signature: catalogue.signatures[candidate.signature],
          severity: candidate.verdict.severity, ledger: ledger)
      }
      let ledger = Ledger(of: PlaceFacts(place, context, dump), known: nil)
      return PlaceLedger(
        dump: number, place: place, site: context.analysis.place(place.site),
        wait: context.wait(of: place.groups), signature: nil, severity: nil, ledger: ledger)
    }
  }
}
