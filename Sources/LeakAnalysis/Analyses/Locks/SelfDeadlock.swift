import GoroutineDump

extension Analysis {
  /// A goroutine that waits for what it has: its stack shows where it has taken it, and nobody else is seen
  /// who could give it back.
  static let selfDeadlock = Analysis(ofWholeDump: "self-deadlock") { candidates in
    let graph = candidates.context.waits
    var nestings: [Nesting] = []
    var places: [UInt64: Int] = [:]
    for ring in graph.rings where ring.isOfOne {
      guard let nesting = Nesting(ring.sides[0].node, graph) else { continue }
      let key = UInt64(nesting.inner.function) << 32 | UInt64(nesting.outer.function)
      if let place = places[key] {
        nestings[place].join(nesting)
      } else {
        places[key] = nestings.count
        nestings.append(nesting)
      }
    }
    return nestings.compactMap { sighting($0, graph, candidates.signature.thresholds) }
  }

  /// Goroutines that wait in one function, called by one other that has taken the lock.
  private struct Nesting {
    /// Their groups, and those that wait behind them.
    var groups: [Int]
    var behind: [Int]
    var inner: Frame
    var outer: Frame
    /// Where the outer function takes the lock: others wait there.
    var taken: Frame?
    var isOneLock: Bool
    var isOnce: Bool
    var resources = 1

    init?(_ node: WaitGraph.Node, _ graph: WaitGraph) {
      let context = graph.context
      let blockers = graph.blockers(of: node)
      guard case .resource(let number) = node, let first = blockers.first,
        blockers.allSatisfy(\.isNested), let site = context.analysis.groups[first.group].site
      else { return nil }
      let resource = graph.table.resources[number]
      guard resource.kind != .pool else { return nil }
      // Go's own library gives its locks back before it calls anybody: what looks so is another lock of
      // its objects.
      if resource.kind != .once, context.analysis.isLibrary(first.frame) { return nil }
      // Where others tell minutes, these have just come.
      if context.analysis.tellsMinutes,
        (graph.minutes(ofRow: first.row, group: first.group) ?? 0) < 1
      {
        return nil
      }
      var groups: [Int] = []
      for blocker in blockers where !groups.contains(blocker.group) {
        groups.append(blocker.group)
      }
      self.groups = groups
      var nested = GroupSet(of: context.analysis.groups.count)
      nested.formUnion(groups)
      behind = resource.groups.filter { !nested.contains($0) }
      isOnce = resource.kind == .once
      inner = site
      outer = isOnce ? context.callerOfOnce(first.group) ?? site : first.frame
      if !isOnce, case .past(let frame) = first.ground { taken = frame }
      isOneLock = isOnce || first.isSameObject || first.grade == .certain
    }

    mutating func join(_ other: Nesting) {
      groups += other.groups.filter { !groups.contains($0) }
      behind += other.behind.filter { !behind.contains($0) }
      taken = taken ?? other.taken
      isOneLock = isOneLock || other.isOneLock
      resources += 1
    }
  }

  private static func sighting(
    _ nesting: Nesting, _ graph: WaitGraph, _ limits: Thresholds
  ) -> Sighting? {
    let context = graph.context
    let groups = nesting.groups + nesting.behind
    let strength = strength(nesting, of: context, limits)
    guard strength > 0 else { return nil }
    var reasons = [describe(nesting, context)]
    if nesting.resources > 1 {
      reasons.append("\(Evidence.number(nesting.resources)) locks, one each")
    }
    let behind = context.count(of: nesting.behind)
    if behind > 0 {
      reasons.append(waiting(behind, behind: "it") + writers(behind: nesting, context))
    }
    var sighting = Sighting(
      // Those behind tell how long it has been so, where they are more.
      groups: groups, lead: behind > context.count(of: nesting.groups) ? nil : nesting.groups,
      strength: strength, measure: context.count(of: groups),
      doing: nesting.isOnce ? "wait in a sync.Once" : "wait for a lock", reasons: reasons,
      title: nesting.isOnce ? "a sync.Once whose function calls Do again" : nil,
      site: context.analysis.place(nesting.inner))
    sighting.saysWho = true
    return sighting
  }

  /// `, a writer among them, main.(*cache).set at cache.go:31: it keeps new readers out`
  private static func writers(behind nesting: Nesting, _ context: AnalysisContext) -> String {
    guard nesting.groups.contains(where: { context.activities[$0] == .rwMutexRLock }),
      let writer = nesting.behind.first(where: { context.activities[$0] != .rwMutexRLock }),
      let site = context.site(of: writer)
    else { return "" }
    return ", among them a writer in \(site.function) at \(site.fileName):\(site.line): "
      + "new readers queue behind it"
  }

  /// How much speaks for one lock taken twice: where it was taken, that the addresses agree, that
  /// several wait so, and that nobody else is at work who could give it back.
  private static func strength(
    _ nesting: Nesting, of context: AnalysisContext, _ limits: Thresholds
  ) -> Double {
    let isBusy = !nesting.isOnce && context.holderMayBeBusy(nesting.groups)
    var signs = 0.0
    if nesting.taken != nil || nesting.isOnce { signs += 0.35 }
    if nesting.isOneLock { signs += 0.3 }
    if !isBusy { signs += 0.2 }
    if nesting.resources > 1 { signs += 0.3 }
    if context.count(of: nesting.groups + nesting.behind) > 1 { signs += 0.15 }
    let minutes = context.wait(of: nesting.groups)?.median ?? 0
    // Where others tell minutes, those without have just come.
    let age =
      context.analysis.tellsMinutes
      ? PlaceFacts.unit(Double(minutes) / Double(max(1, limits.minutes))) : isBusy ? 0.3 : 0.85
    return PlaceFacts.unit(signs) * age
  }

  /// `Count takes it at cart.go:20, inside Total at cart.go:15, which took it at cart.go:13`
  private static func describe(_ nesting: Nesting, _ context: AnalysisContext) -> String {
    let inner = context.analysis.place(nesting.inner)
    let outer = context.analysis.place(nesting.outer)
    if nesting.isOnce {
      return "\(outer.function) at \(outer.fileName):\(outer.line) runs inside the Once's function "
        + "and calls \(inner.function) at \(inner.fileName):\(inner.line), which calls Do of the "
        + "same sync.Once again"
    }
    var text = "\(inner.function) takes it at \(inner.fileName):\(inner.line)"
    text += ", inside \(outer.function) at \(outer.fileName):\(outer.line)"
    if let taken = nesting.taken {
      text += ", which took it at \(outer.fileName):\(taken.line), where others wait"
    } else {
      text += ", a method of the same \(nesting.isOneLock ? "object" : "type")"
    }
    return text
  }
}

extension AnalysisContext {
  /// The frame of a stack that calls a `sync.Once` from inside its function: the one above the site.
  fileprivate func callerOfOnce(_ group: Int) -> Frame? {
    guard let site = analysis.groups[group].site,
      let depth = analysis.frames(of: analysis.groups[group]).firstIndex(of: site)
    else { return nil }
    return caller(beyond: depth, of: group)
  }

  /// Whether a goroutine of the waiters' package is doing something: it may hold the lock and give
  /// it back. Where all are parked, nobody will.
  func holderMayBeBusy(_ waiters: [Int]) -> Bool {
    guard let site = analysis.groups[waiters[0]].site else { return true }
    return hasBusyGoroutine(inPackageOf: site)
  }
}
