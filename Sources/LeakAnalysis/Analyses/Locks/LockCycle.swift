import GoroutineDump

extension Analysis {
  /// Goroutines that wait for each other: each has what the one before it waits for.
  static let lockCycle = Analysis(ofWholeDump: "lock-cycle") { candidates in
    let graph = candidates.context.waits
    // Rings of the same stacks are one defect; in the order in which they were found.
    var rings: [[WaitRing]] = []
    var places: [[Int]: Int] = [:]
    for ring in graph.rings where !ring.isOfOne && isTold(ring, graph) {
      let groups = ring.sides.map(\.blocker.group).sorted()
      if let place = places[groups] {
        rings[place].append(ring)
      } else {
        places[groups] = rings.count
        rings.append([ring])
      }
    }
    return rings.map { sighting($0, graph, candidates.signature.thresholds) }
  }

  /// Whether a ring is sure enough: of several that may hold a lock, not all do.
  private static func isTold(_ ring: WaitRing, _ graph: WaitGraph) -> Bool {
    ring.grade >= .likely
      || ring.sides.allSatisfy {
        graph.blockers(of: $0.node).count == 1 && $0.blocker.ground != .package
      }
  }

  private static func sighting(
    _ rings: [WaitRing], _ graph: WaitGraph, _ limits: Thresholds
  ) -> Sighting {
    let context = graph.context
    let ring = rings[0]
    // First the goroutines of the ring, whose stacks show it.
    var groups: [Int] = []
    for side in ring.sides where !groups.contains(side.blocker.group) {
      groups.append(side.blocker.group)
    }
    let lead = groups
    let inRing = rings.reduce(0) { $0 + $1.sides.count }
    let minutes = context.wait(of: groups)?.max ?? 0
    var strength = PlaceFacts.unit(Double(minutes) / Double(max(1, limits.minutes)))
    // Carrying an address by chance does not close several rings at once; and of a queue that moves,
    // somebody is not parked.
    if strength < 1, !context.analysis.tellsMinutes, !context.holderMayBeBusy(groups) {
      strength = rings.count > 1 || ring.grade >= .likely ? 0.75 : 0.35
    } else if ring.grade == .possible {
      strength *= 0.5
    }
    var reasons = sides(of: ring, graph)
    if rings.count > 1 { reasons.append("\(Evidence.number(rings.count)) such cycles") }
    if ring.grade >= .likely {
      var known = GroupSet(of: context.analysis.groups.count)
      known.formUnion(groups)
      for side in rings.flatMap(\.sides) {
        for group in graph.groups(at: side.node) where !known.contains(group) {
          known.insert(group)
          groups.append(group)
        }
      }
    }
    let behind = context.count(of: groups) - inRing
    if behind > 0 { reasons.append(waiting(behind, behind: "the cycle")) }
    let site = context.site(of: ring.sides[0].blocker.group)
    var sighting = Sighting(
      groups: groups, lead: lead, strength: strength, measure: context.count(of: groups),
      doing: "wait for each other", reasons: reasons, site: site)
    sighting.saysWho = true
    if !ring.sides.allSatisfy({ graph.isLock($0.node) }) {
      sighting.title = "goroutines waiting for each other"
      sighting.cause = """
        Each waits for something that only another of them can provide, usually while one of them holds a \
        lock.
        """
      sighting.fix = """
        Unlock before the channel operation or the Wait, or let a context end the wait as well.
        """
    }
    return sighting
  }

  /// A ring in words: who waits for whom, or who waits for what it has.
  static func describe(_ ring: WaitRing, _ graph: WaitGraph) -> String {
    if ring.isOfOne { return graph.clause(ring.sides[0].blocker, at: ring.sides[0].node) }
    return sides(of: ring, graph).joined(separator: "; ") + ": they wait for each other"
  }

  private static func sides(of ring: WaitRing, _ graph: WaitGraph) -> [String] {
    ring.sides.indices.map { describe(ring, $0, graph) }
  }

  /// `goroutine 22, main.(*B).get at b.go:22, waits for a lock that goroutine 20 holds inside main.(*B).put
  /// at b.go:60 (same *B)`
  private static func describe(_ ring: WaitRing, _ number: Int, _ graph: WaitGraph) -> String {
    // The one that waits at a node is the blocker of the side before.
    let side = ring.sides[number]
    let waiter = ring.sides[(number + ring.sides.count - 1) % ring.sides.count].blocker
    let context = graph.context
    var text = graph.name(of: waiter)
    if let site = context.site(of: waiter.group) {
      text += ", \(site.function) at \(site.fileName):\(site.line)"
    }
    let holder = context.analysis.place(side.blocker.frame)
    let probably = side.blocker.grade.adverb
    switch side.node {
    case .resource(let resource):
      let address = graph.table.resources[resource].address
      let kind = graph.table.resources[resource].kind
      text += ", waits for " + (kind == .pool ? "a connection of " : "")
      text +=
        address == 0
        ? "a \(kind.name)" : "the \(kind.name) at or in 0x" + String(address, radix: 16)
      text += " that \(graph.name(of: side.blocker)) \(probably)holds inside "
    case .group:
      text += ", \(context.activity(of: waiter.group)), for which \(graph.name(of: side.blocker)) "
      text += "\(probably)keeps it waiting, inside "
    }
    return text + "\(holder.function) at \(holder.fileName):\(holder.line)"
      + " (\(graph.reason(for: side.blocker, at: side.node)))"
  }
}
