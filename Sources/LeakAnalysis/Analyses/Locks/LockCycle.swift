import GoroutineDump

extension Analysis {
  /// Goroutines that wait for each other's locks.
  static let lockCycle = Analysis(ofWholeDump: "lock-cycle") { candidates in
    let context = candidates.context
    // Rings of the same stacks are one defect; in the order in which they were found.
    var rings: [[LockCycles.Cycle]] = []
    var places: [[Int]: Int] = [:]
    for cycle in LockCycles(context).cycles {
      let groups = cycle.groups.sorted()
      if let place = places[groups] {
        rings[place].append(cycle)
      } else {
        places[groups] = rings.count
        rings.append([cycle])
      }
    }
    return rings.map { sighting($0, context, candidates.signature.thresholds) }
  }

  private static func sighting(
    _ cycles: [LockCycles.Cycle], _ context: AnalysisContext, _ limits: Thresholds
  ) -> Sighting {
    let groups = cycles[0].groups
    let minutes = context.wait(of: groups)?.max ?? 0
    var strength = PlaceFacts.unit(Double(minutes) / Double(max(1, limits.minutes)))
    // Carrying an address by chance does not close several rings at once; and of a queue that moves,
    // somebody is not parked.
    if strength < 1, !context.analysis.tellsMinutes, !context.holderMayBeBusy(groups) {
      let isTold = cycles.count > 1 || cycles[0].sides.allSatisfy { $0.past != nil }
      strength = isTold ? 0.75 : 0.35
    }
    var reasons = cycles[0].sides.map(describe)
    if cycles.count > 1 { reasons.append("\(cycles.count) such rings") }
    return Sighting(
      groups: groups, strength: strength, measure: context.count(of: groups),
      doing: "wait for each other's locks", reasons: reasons, site: cycles[0].sides.first?.site)
  }

  /// `goroutine 22 at main.go:22 waits for 0xc0000102c0 and carries 0xc0000102b0`
  private static func describe(_ side: LockCycles.Side) -> String {
    var text = side.id == 0 ? "a goroutine" : "goroutine \(side.id)"
    text += " at \(fileName(side.site.file)):\(side.site.line) waits for "
    text += side.wants == 0 ? "one lock" : "0x" + String(side.wants, radix: 16)
    guard let past = side.past else {
      return text + " and carries 0x" + String(side.has, radix: 16)
    }
    text += " and has come past \(fileName(past.place.file)):\(past.place.line), where "
    text += past.waiters == 1 ? "1 waits" : "\(past.waiters) wait"
    return text + (side.has == 0 ? "" : " for 0x" + String(side.has, radix: 16))
  }

  /// The last element of a path.
  static func fileName(_ path: String) -> Substring {
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
      return path[path.index(after: slash)...]
    }
    return path[...]
  }
}
