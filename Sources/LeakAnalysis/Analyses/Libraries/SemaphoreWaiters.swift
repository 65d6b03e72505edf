import GoroutineDump

extension Analysis {
  /// Goroutines that wait for a semaphore of `golang.org/x/sync`: of one semaphore wherever they do, and
  /// of others place by place.
  static let semaphoreWaiters = Analysis("semaphore-waiters") { candidates in
    let context = candidates.context
    let table = context.waits.table
    var left = Set(candidates.groups)
    var sightings = table.contended([.semaphore]).compactMap { number -> Sighting? in
      let resource = table.resources[number]
      let groups = resource.groups.filter(left.contains)
      guard !groups.isEmpty, resource.address != 0 else { return nil }
      left.subtract(groups)
      let count = context.count(of: groups)
      let places = Set(
        groups.compactMap { group in
          context.resources.gates[group].flatMap { context.caller(beyond: $0.depth, of: group) }
        })
      var sighting = Sighting(
        groups: groups, strength: candidates.measure(groups, count: count), measure: count,
        doing: "wait for one semaphore",
        reasons: ["all of them for the semaphore at 0x" + String(resource.address, radix: 16)])
      if places.count > 1 { sighting.reasons.append("in \(Evidence.number(places.count)) places") }
      sighting.site = places.count == 1 ? places.first.map(context.analysis.place) : nil
      return sighting
    }
    for groups in context.byPlace(candidates.groups.filter(left.contains)) {
      sightings.append(
        Sighting(
          groups: groups, strength: candidates.measure(groups), doing: context.doing(groups[0])))
    }
    return sightings
  }
}
