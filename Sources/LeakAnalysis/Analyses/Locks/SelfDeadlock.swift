import GoroutineDump

extension Analysis {
  /// A goroutine that waits for a lock which a caller of its own has taken.
  static let selfDeadlock = Analysis(ofWholeDump: "self-deadlock") { candidates in
    SelfLocks(candidates.context).nestings.compactMap {
      sighting($0, candidates.context, candidates.signature.thresholds)
    }
  }

  private static func sighting(
    _ nesting: SelfLocks.Nesting, _ context: AnalysisContext, _ limits: Thresholds
  ) -> Sighting? {
    let groups = nesting.groups + nesting.behind
    let isBusy = context.holderMayBeBusy(nesting.groups)
    let minutes = context.wait(of: nesting.groups)?.median ?? 0
    let strength = strength(nesting, of: context, minutes: minutes, isBusy: isBusy, limits)
    guard strength > 0 else { return nil }
    var reasons = [describe(nesting, context)]
    if nesting.lockCount > 1 { reasons.append("\(nesting.lockCount) locks, one each") }
    let behind = context.count(of: nesting.behind)
    if behind > 0 { reasons.append("\(behind) of them wait behind") }
    return Sighting(
      groups: groups, lead: nesting.groups, strength: strength, measure: context.count(of: groups),
      doing: "wait for a lock", reasons: reasons)
  }

  /// How much speaks for one lock taken twice: where it was taken, that the addresses agree, that
  /// several wait so, and that nobody else is at work who could give it back.
  private static func strength(
    _ nesting: SelfLocks.Nesting, of context: AnalysisContext, minutes: Int, isBusy: Bool,
    _ limits: Thresholds
  ) -> Double {
    var signs = 0.0
    if nesting.taken != nil { signs += 0.35 }
    if nesting.isOneLock { signs += 0.3 }
    if !isBusy { signs += 0.2 }
    if nesting.lockCount > 1 { signs += 0.3 }
    if context.count(of: nesting.groups + nesting.behind) > 1 { signs += 0.15 }
    // Where others tell minutes, those without have just come.
    let age =
      context.analysis.tellsMinutes
      ? PlaceFacts.unit(Double(minutes) / Double(max(1, limits.minutes))) : isBusy ? 0.3 : 0.85
    return PlaceFacts.unit(signs) * age
  }

  /// `Count takes it at cart.go:20, inside Total at cart.go:15, which took it at cart.go:13`
  private static func describe(_ nesting: SelfLocks.Nesting, _ context: AnalysisContext) -> String {
    let inner = context.analysis.place(nesting.inner)
    let outer = context.analysis.place(nesting.outer)
    var text = "\(inner.function) takes it at \(fileName(inner.file)):\(inner.line)"
    text += ", inside \(outer.function) at \(fileName(outer.file)):\(outer.line)"
    if let taken = nesting.taken {
      text += ", which took it at \(fileName(outer.file)):\(taken.line), where others wait"
    } else {
      text += ", a method of the same \(nesting.isOneLock ? "object" : "type")"
    }
    return text
  }
}
