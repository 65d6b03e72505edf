import GoroutineDump

extension Analysis {
  /// Finalizers and cleanups that wait: one is enough, since no other runs meanwhile. What has just begun to
  /// wait may go on at once.
  static let finalizerWaits = Analysis("finalizer-waits") { candidates in
    let context = candidates.context
    let isAgeless = !context.agesAreKnown
    let strength = candidates.measure(candidates.groups, ageless: 0)
    // A count profile tells no ages: it is caught there, that is all.
    guard strength > 0 || isAgeless, !candidates.groups.isEmpty else { return [] }
    return [
      Sighting(
        groups: candidates.groups, strength: isAgeless ? 0.1 : strength,
        doing: "wait in a finalizer or cleanup",
        reasons: ["the finalizers and cleanups queued behind it wait as well"])
    ]
  }
}
