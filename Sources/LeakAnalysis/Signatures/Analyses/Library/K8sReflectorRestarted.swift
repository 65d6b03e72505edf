import GoroutineDump

extension Analysis {
  /// Informers that are started again and again.
  static let k8sReflectorRestarted = Analysis.judged { candidates in
    let signals = candidates.inquiry.signals(candidates.groups)
    // Those of a healthy controller are all of one age.
    guard signals.agesAreSpread || !signals.agesAreKnown else { return [] }
    return candidates.together(doing: "belong to informers")
  }
}
