import GoroutineDump

extension Analysis {
  /// Everybody waits to write a log line.
  static let logWriter = Analysis("log-writer") { candidates in
    let context = candidates.context
    guard candidates.count > 0 else { return [] }
    let blockers =
      WaitChain(from: candidates.groups, in: context.waits).steps.first?.blockers ?? []
    let writers = blockers.filter { !$0.isNested }.map(\.group)
    let writing = Double(context.wait(of: writers)?.max ?? 0)
    let isStuck = PlaceFacts.unit(writing / Double(max(1, candidates.signature.thresholds.minutes)))
    let size = Double(candidates.count) / Double(max(1, candidates.signature.thresholds.warning))
    // Where no wait time tells how long it takes: somebody who writes will have done, nobody will not.
    let ageless = context.holderMayBeBusy(candidates.groups) ? Candidates.ageless : 0.85
    let measure = candidates.measure(candidates.groups, ageless: ageless)
    return [
      Sighting(
        groups: candidates.groups,
        strength: max(measure, isStuck * PlaceFacts.unit(size)),
        doing: "wait to write a log line")
    ]
  }
}
