import GoroutineDump

extension Analysis {
  /// One place with most of the program.
  static let dominantGroup = Analysis.dump { inquiry, signature in
    let analysis = inquiry.analysis
    // More than half of all goroutines, so one place at most; nearly all groups are elsewhere.
    let fewest = max(signature.thresholds.note, analysis.goroutineCount / 2 + 1)
    let groups = analysis.groups.indices.filter { number in
      guard let total = inquiry.placeNumbers.total(atPlaceOf: number), total >= fewest else {
        return false
      }
      let group = analysis.groups[number]
      guard !inquiry.claimed.contains(number), let site = group.site,
        group.creator != nil
          || !inquiry.agesAreKnown
      else { return false }
      return ![.ioWait, .system, .runnable, .condWait, .sleep].contains(group.state.activity)
        && !analysis.functions[Int(site.function)].isStandardLibrary
        && !inquiry.isServingRequest(number)
    }
    return inquiry.byPlace(groups, ofAtLeast: fewest).compactMap { groups in
      let signals = inquiry.signals(groups)
      let isPool = signals.haveLiveCreators || signals.wereMadeAtOnce
      if isPool { return nil }
      // Without ages only what no pool and no server has: nearly all of ten thousand.
      let isFlood =
        !inquiry.agesAreKnown && signals.count >= 10_000 && signals.share >= 0.9
      let hasArrived = signals.areOrphans || signals.agesAreSpread || isFlood
      return Match(
        groups: groups, severity: hasArrived ? .warning : .note,
        confidence: hasArrived ? .medium : .low,
        evidence: Evidence.sentence(
          signals, and: ["\(Int(signals.share * 100)) % of all goroutines"]))
    }
  }
}
